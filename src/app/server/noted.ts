import type { FastifyRequest } from 'fastify';
import { memberships, recordAction } from '#/features/identity/index.ts';
import type { Attestry } from '#/app/wire.ts';

/** Something that somebody did about their account. */
export interface Noted {
  readonly name: string;
  readonly user: string;
  readonly email: string;
  readonly subject?: Readonly<Record<string, string>>;
  /** It concerns this organization alone; null: all of theirs. */
  readonly only: string | null;
  /** Left out: it was done. */
  readonly outcome?: string;
}

/** An organization knows who came in, and what they changed about how they do. */
export async function noted(
  attestry: Attestry,
  request: FastifyRequest,
  { name, user, email, subject = {}, only, outcome = 'done' }: Noted,
): Promise<void> {
  const all = (await memberships(attestry, user)).filter(({ org }) => (only ?? org) === org);
  for (const { org, breakGlass } of all) {
    const isPast = breakGlass && only === null && name.startsWith('account.sign-in');
    await recordAction(attestry, org, {
      ...lineOf(request),
      person: email,
      name: isPast ? `${name}-break-glass` : name,
      subject,
      outcome,
    });
  }
}

/** Somebody who just came into these organizations, by their short names. */
interface Came {
  readonly name: string;
  readonly email: string;
  readonly slugs: readonly string[];
}

/** An organization knows how somebody came to be in it: what they did before that, they did nowhere. */
export async function notedWhereCame(
  attestry: Attestry,
  request: FastifyRequest,
  { name, email, slugs }: Came,
): Promise<void> {
  for (const { org, slug } of await attestry.db.organizations())
    if (slugs.includes(slug))
      await recordAction(attestry, org, { ...lineOf(request), person: email, name, outcome: 'done' });
}

export const lineOf = ({ id, ip }: FastifyRequest) => ({ via: 'session', subject: {}, request: id, address: ip });
