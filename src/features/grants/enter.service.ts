import { DomainError } from '#/core/errors.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { sha256 } from '#/ledger/hash.ts';
import { companyIn } from '#/features/organization/index.ts';
import type { GrantsDeps } from './ground.service.ts';
import { enterLetter } from './letters.ts';
import { SECRET_BYTES, secretIn, tokenOf } from '#/platform/secret-link.ts';
import { hasManyLinks, linkFor } from './link.service.ts';
import { requestForUpdate, updateRequest } from './request.store.ts';
import { settleRequest } from './settle.service.ts';
import {
  deleteSession,
  insertSession,
  linkForUpdate,
  linkWith,
  updateVisitor,
  useLink,
  type Visitor,
  visitorInSession,
  visitorWithEmail,
} from './visitor.store.ts';

/** How long a visitor stays signed in on one browser. */
export const SESSION = 7 * DAY;

function digestOf(token: string): Uint8Array | null {
  const secret = secretIn(token);
  return secret === null ? null : sha256(secret);
}

/** Whether a link still opens something. Looking does not use it, so that programs that look at mail do no harm. */
export const isOpenLink = ({ db, chance }: GrantsDeps, org: string, token: string): Promise<boolean> =>
  db.transaction(org, async (tx) => {
    const digest = digestOf(token);
    const link = digest === null ? undefined : await linkWith(tx, digest);
    return link !== undefined && link.used === null && link.expires > chance.now();
  });

/**
 * Uses a link: the address is shown to be theirs, what they asked for with it is settled, and they are signed in. Throws
 * `link_invalid`.
 */
export const enter = (deps: GrantsDeps, org: string, token: string): Promise<{ readonly session: string }> =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const now = deps.chance.now();
    const digest = digestOf(token);
    const link = digest === null ? undefined : await linkForUpdate(tx, digest);
    if (digest === null || link === undefined || link.used !== null || link.expires <= now)
      throw new DomainError('link_invalid');
    await useLink(tx, digest, now);
    const request = link.request === null ? undefined : await requestForUpdate(tx, link.request);
    const said = request === undefined ? {} : { name: request.name, company: request.company };
    await updateVisitor(tx, link.visitor, { verified: now, mailed: link.mailed, ...said });
    if (request?.state === 'unconfirmed') {
      await updateRequest(tx, request.id, { state: 'waiting' });
      await settleRequest(deps, tx, org, request.id);
    }
    const secret = deps.chance.random(SECRET_BYTES);
    await insertSession(tx, org, { digest: sha256(secret), visitor: link.visitor, made: now, expires: now + SESSION });
    return { session: tokenOf(secret) };
  });

/** Who is signed in; null: nobody. */
export const visitorOf = async ({ db, chance }: GrantsDeps, org: string, session: string): Promise<Visitor | null> => {
  const digest = digestOf(session);
  if (digest === null) return null;
  return db.transaction(org, async (tx) => (await visitorInSession(tx, digest, chance.now())) ?? null);
};

export const leave = async ({ db }: GrantsDeps, org: string, session: string): Promise<void> => {
  const digest = digestOf(session);
  if (digest !== null) await db.transaction(org, (tx) => deleteSession(tx, digest));
};

/** Sends a link to whoever was here before with that address; nobody learns whether anybody was. */
export const sendLink = (deps: GrantsDeps, org: string, email: string): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    const visitor = await visitorWithEmail(tx, email);
    if (visitor === undefined || (await hasManyLinks(deps, tx, visitor.id))) return;
    const { name, home } = await companyIn(deps, tx, org);
    const { link, expires } = await linkFor(deps, tx, org, { home, visitor: visitor.id, request: null, lasts: HOUR });
    await deps.post(tx, org, enterLetter({ to: visitor.email, company: name, link, expires }));
  });
