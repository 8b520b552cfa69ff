import type { Directing } from '#/features/identity/index.ts';
import { giveRole, letGo } from '#/features/identity/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { settingAt } from '#/features/organization/index.ts';
import { endSessionsThere } from '#/platform/auth/ways.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { type Linked, linkedMembers } from './linked.store.ts';
import { type GroupRole, roleFor, rolesIn } from './roles.ts';
import { inGroups } from './store.ts';

export interface DirectoryDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  /** The address that people see. */
  readonly url: string;
}

/** A directory that came with the token of a connection. */
export interface Directory {
  readonly org: string;
  /** As it is sealed with what it does. */
  readonly person: string;
  /** Whom it reaches: those whom this role may let go. Undefined: the connection was made on the terminal. */
  readonly as: string | undefined;
}

export const ROLES_KEY = 'directory-roles';

/** Where a directory speaks to this installation. */
export const baseOf = (url: string): string => `${url}/scim/v2`;

export const rolesOf = async (tx: Tx): Promise<readonly GroupRole[]> => rolesIn(await settingAt(tx, ROLES_KEY));

export const directing = (
  { ledger }: Pick<DirectoryDeps, 'ledger'>,
  tx: Tx,
  by: Omit<Directing, 'ledger' | 'tx'>,
): Directing => ({
  ledger,
  tx,
  ...by,
});

/**
 * Makes members what the directory says of them: those who are let go are members no more, from their next request on,
 * and the others are what their groups make of them, where somebody said so. Throws `role_refused` and `last_owner`.
 */
export async function applied(deps: DirectoryDeps, by: Directing, people: readonly string[] | null): Promise<void> {
  const members = await linkedMembers(by.tx, people);
  for (const { account } of members.filter(({ active }) => !active)) {
    await letGo(by, account, deps.chance.now());
    await endSessionsThere(by.tx, { account, org: by.org });
  }
  await givenRoles(
    by,
    members.filter(({ active }) => active),
  );
}

async function givenRoles(by: Directing, members: readonly Linked[]): Promise<void> {
  const roles = await rolesOf(by.tx);
  if (roles.length === 0) return; // they are given by hand
  const groups = Map.groupBy(await inGroups(by.tx, { people: members.map(({ id }) => id) }), ({ person }) => person);
  for (const { id, account, role: before } of members) {
    const role = roleFor(roles, groups.get(id)?.map(({ groupName }) => groupName) ?? []);
    if (before !== 'owner' && before !== role) await giveRole(by, account, role);
  }
}
