import { DomainError } from '#/core/errors.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import { formatToken, membersWhoMay, parseToken, type Listed } from '#/features/identity/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Directory, type DirectoryDeps, rolesOf } from './acting.service.ts';
import { type ConnectionRow, connectionWithHash, markConnectionUsed, ON_TERMINAL } from './connection.store.ts';
import { expectedFor } from './linked.store.ts';
import { roleFor } from './roles.ts';
import { inGroups } from './store.ts';

/** A token says what it is, so that scanners of secrets find it where it should not be. */
const PREFIX = 'attestry_scim_';
/** The last use is noted no finer than this. */
const USE_GRAIN = 10 * MINUTE;

export const formatConnection = (org: string, secret: Uint8Array): string => PREFIX + formatToken(org, secret);

/** Lets a directory in by the token of a connection. Throws `unauthenticated`. */
export async function enterWithConnection({ db, chance }: DirectoryDeps, text: string): Promise<Directory> {
  const token = text.startsWith(PREFIX) ? parseToken(text.slice(PREFIX.length)) : null;
  if (token === null) throw new DomainError('unauthenticated');
  return db.transaction(token.org, async (tx) => {
    const found = await connectionWithHash(tx, sha256(token.secret));
    const now = chance.now();
    if (found === undefined || found.revoked !== null || found.expires <= now) throw new DomainError('unauthenticated');
    if (found.used === null || found.used < now - USE_GRAIN) await markConnectionUsed(tx, found.id, now);
    return { org: token.org, person: `the directory ${found.name}`, as: await reachOf(tx, found, now) };
  });
}

/**
 * A connection is the organization's and outlasts whoever made it: a directory must be able to let them go, too. But it
 * lets owners go only while an owner stands behind it, as they are now; otherwise it reaches as an admin does.
 */
async function reachOf(tx: Tx, { madeAs, person }: ConnectionRow, now: Instant): Promise<Directory['as']> {
  if (madeAs === ON_TERMINAL) return undefined;
  const directors = await membersWhoMay(tx, 'identity:write', now);
  const isOwner = directors.some(({ email, role }) => email === person && role === 'owner');
  return madeAs === 'owner' && isOwner ? 'owner' : 'admin';
}

/** What the directory says of somebody who comes in by the provider. */
export async function listedAs(
  tx: Tx,
  who: { readonly account: string | null; readonly email: string },
): Promise<Listed> {
  const found = await expectedFor(tx, who);
  if (found === undefined) return { kind: 'unknown' };
  if (!found.active) return { kind: 'let go' };
  const groups = (await inGroups(tx, { people: [found.id] })).map(({ groupName }) => groupName);
  return { kind: 'expected', role: roleFor(await rolesOf(tx), groups) };
}
