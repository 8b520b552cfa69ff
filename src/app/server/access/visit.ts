import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { SESSION, type Visitor, visitorOf } from '#/features/grants/index.ts';
import { standingOutside } from '#/features/trust/index.ts';
import type { Serving } from '#/app/server/context.ts';
import type { Home } from './frame.ts';

const COOKIE = 'attestry_reader';
const SECOND = 1_000;

type Homes = Pick<Serving, 'attestry' | 'lookOf'>;

/**
 * Whose trust center a request is for: one that is published now. The database is asked, because nothing of one that was
 * taken down may answer, not even for the moment until this process has heard of it. Throws `not_found`.
 */
export const homeOf = (serving: Homes, request: FastifyRequest): Promise<Home> => homeAt(serving, slugIn(request));

/** The same by its name in the address. */
export const homeAt = (serving: Homes, slug: string): Promise<Home> => homeThat(serving, slug, ['open']);

const slugIn = ({ params }: FastifyRequest): string => (params as { readonly slug: string }).slug;

/**
 * The same where it may have been taken down since: for what those outside keep when it is, which are copies to compare,
 * a way out of the list, and an objection to what they were told. Throws `not_found`.
 */
export const homeThatWas = (serving: Homes, request: FastifyRequest): Promise<Home> =>
  homeThat(serving, slugIn(request), ['open', 'closed']);

async function homeThat({ attestry, lookOf }: Homes, slug: string, stands: readonly string[]): Promise<Home> {
  const found = (await attestry.db.organizations()).find((each) => each.slug === slug);
  const standing = found === undefined ? 'never' : await attestry.db.transaction(found.org, standingOutside);
  if (found === undefined || !stands.includes(standing))
    throw new DomainError('not_found', { what: 'trust center', id: slug });
  return {
    org: found.org,
    slug,
    name: found.name,
    demo: found.demo,
    isOpen: standing === 'open',
    mails: attestry.mailer !== null,
    look: standing === 'open' ? lookOf(slug) : undefined,
  };
}

export function sessionIn({ headers: { cookie } }: FastifyRequest): string | null {
  const pair = cookie?.split(';').find((each) => each.trim().startsWith(`${COOKIE}=`));
  return pair === undefined ? null : pair.trim().slice(COOKIE.length + 1);
}

/** Who is signed in; null: nobody. */
export async function readerOf({ attestry }: Serving, home: Home, request: FastifyRequest): Promise<Visitor | null> {
  const session = sessionIn(request);
  return session === null ? null : visitorOf(attestry, home.org, session);
}

/** Throws `access_refused` where nobody is signed in. */
export async function mustBeReader(serving: Serving, home: Home, request: FastifyRequest): Promise<Visitor> {
  const reader = await readerOf(serving, home, request);
  if (reader === null) throw new DomainError('access_refused', { because: 'nobody is signed in here' });
  return reader;
}

/** The one cookie: for one trust center, out of reach of scripts; null takes it away. */
export function setSession({ attestry }: Serving, home: Home, reply: FastifyReply, session: string | null): void {
  const secure = attestry.url.startsWith('https:') ? '; Secure' : '';
  const age = session === null ? 0 : SESSION / SECOND;
  void reply.header(
    'set-cookie',
    `${COOKIE}=${session ?? ''}; Path=/t/${home.slug}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`,
  );
}
