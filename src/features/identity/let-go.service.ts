import type { Instant } from '#/core/time/instant.ts';
import { DomainError } from '#/core/errors.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { isRole, isScoped, mayGive, type Role } from './roles.ts';
import {
  deleteMember,
  isBreakGlass,
  memberForUpdate,
  type MemberRow,
  ownersForUpdate,
  revokeKeysOf,
  updateRole,
} from './store.ts';

export interface Directing {
  readonly ledger: Ledger;
  readonly tx: Tx;
  readonly org: string;
  /** As it is sealed with what they do. */
  readonly person: string;
  /** The role of whoever does it; undefined: whoever has the data folder. */
  readonly as: string | undefined;
}

export interface Sealed {
  readonly position: number;
}

/** Takes a member out, with the keys that they made. Throws `not_found`, `role_refused` and `last_owner`. */
export async function letGo(by: Directing, account: string, now: Instant): Promise<Sealed> {
  const { email, role } = await memberAgainst(by, account);
  await mustNotBeNeeded(by.tx, account, roleOf(role));
  await deleteMember(by.tx, account);
  await revokeKeysOf(by.tx, account, now);
  return sealed(by, 'member-removed', { account, email, role });
}

/** Gives a member another role. Throws `not_found`, `role_refused` and `last_owner`. */
export async function giveRole(by: Directing, account: string, role: Role): Promise<Sealed> {
  const member = await memberAgainst(by, account);
  mustGive(by.as, role);
  if (isScoped(role) || isScoped(roleOf(member.role)))
    throw new DomainError('role_refused', { role, because: 'an auditor is invited as one, and is nothing else' });
  if (role !== 'owner') await mustNotBeNeeded(by.tx, account, roleOf(member.role));
  await updateRole(by.tx, account, role);
  return sealed(by, 'member-changed', { account, email: member.email, before: member.role, role });
}

async function memberAgainst({ tx, as }: Directing, account: string): Promise<MemberRow> {
  const member = await memberForUpdate(tx, account);
  if (member === undefined) throw new DomainError('not_found', { what: 'member', id: account });
  mustGive(as, roleOf(member.role));
  return member;
}

async function mustNotBeNeeded(tx: Tx, account: string, role: Role): Promise<void> {
  const owners = await ownersForUpdate(tx);
  if (owners.length === 1 && owners[0]?.account === account) throw new DomainError('last_owner');
  if (await isBreakGlass(tx, account))
    throw new DomainError('role_refused', {
      role,
      because: 'this owner is named for when single sign-on fails; name another first',
    });
}

export function mustGive(as: string | undefined, role: Role): void {
  if (as === undefined) return;
  if (!isRole(as) || !mayGive(as, role)) throw new DomainError('role_refused', { role, because: `not by ${as}` });
}

export function roleOf(text: string): Role {
  if (!isRole(text)) throw new TypeError(`"${text}" is no role`);
  return text;
}

async function sealed(
  { ledger, tx, org, person }: Directing,
  kind: string,
  about: Readonly<Record<string, Json>>,
): Promise<Sealed> {
  const [entry] = await ledger.seal(tx, org, [{ kind, payload: { v: 1, ...about, person } }]);
  return { position: entry?.position ?? -1 };
}
