import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { SESSION, type Visitor, visitorOf } from '#/features/grants/index.ts';
import type { Serving } from '#/app/server/context.ts';
import type { Home } from './frame.ts';

const COOKIE = 'attestry_reader';
const SECOND = 1_000;

/** Whose trust center a request is for. Throws `not_found`. */
export async function homeOf(
  { attestry, lookOf }: Pick<Serving, 'attestry' | 'lookOf'>,
  request: FastifyRequest,
): Promise<Home> {
  const { slug } = request.params as { readonly slug: string };
  const found = (await attestry.db.organizations()).find((each) => each.slug === slug);
  if (found === undefined) throw new DomainError('not_found', { what: 'trust center', id: slug });
  return { org: found.org, slug, name: found.name, demo: found.demo, look: lookOf(slug) };
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
