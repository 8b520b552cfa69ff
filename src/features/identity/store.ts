import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** Under which a firm examines, as its letter has it, and where anybody can look it up. */
export interface Licence {
  readonly number: string;
  readonly state: string;
  readonly lookUp: string;
}

const licensed = <R extends { readonly licence: unknown }>({ licence, ...row }: R) => ({
  ...row,
  licence: licence as Licence | null,
});

export interface MemberRow {
  readonly account: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** The examinations that an auditor is let in to; of anybody else none. */
  readonly engagements: readonly string[];
  readonly firm: string | null;
  readonly licence: Licence | null;
  readonly expires: Instant | null;
  readonly added: Instant;
  /** The provider of single sign-on brought them in, and they have no other way. */
  readonly vouched: boolean;
  /** Somebody of the company had the link by which they joined, which so shows nothing of their address. */
  readonly handed: boolean;
}

const MEMBER = [
  'account',
  'email',
  'name',
  'role',
  'engagements',
  'firm',
  'licence',
  'expires',
  'added',
  'vouched',
  'handed',
] as const;
/** More people than this are not shown at once. */
const MOST = 2_000;

export const memberRows = async (tx: Tx): Promise<readonly MemberRow[]> =>
  (await tx.selectFrom('member').select(MEMBER).orderBy('added').limit(MOST).execute()).map(licensed);

export const memberWithEmail = (tx: Tx, email: string): Promise<{ readonly role: string } | undefined> =>
  tx.selectFrom('member').select('role').where('email', '=', email).executeTakeFirst();

/** Locks it, so that of two changes at once the second sees the first. */
export async function memberForUpdate(tx: Tx, account: string): Promise<MemberRow | undefined> {
  const query = tx.selectFrom('member').select(MEMBER).where('account', '=', account).forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : licensed(row);
}

/** Locks all owners. */
export const ownersForUpdate = (tx: Tx): Promise<readonly { readonly account: string }[]> =>
  tx.selectFrom('member').select('account').where('role', '=', 'owner').orderBy('account').forUpdate().execute();

export async function upsertMember(
  tx: Tx,
  org: string,
  { expires, added, licence, engagements, ...about }: MemberRow,
): Promise<void> {
  const row = { ...about, engagements: [...engagements], licence: licence === null ? null : JSON.stringify(licence) };
  const times = { expires: expires === null ? null : formatInstant(expires), added: formatInstant(added) };
  await tx
    .insertInto('member')
    .values({ org, ...row, ...times })
    .onConflict((conflict) => conflict.columns(['org', 'account']).doUpdateSet({ ...row, expires: times.expires }))
    .execute();
}

/** Is this who comes in where everybody else needs the provider of single sign-on? */
export const isBreakGlass = async (tx: Tx, account: string): Promise<boolean> =>
  (await tx
    .selectFrom('single_sign_on')
    .select('org')
    .where('required', '=', true)
    .where('break_glass', '=', account)
    .executeTakeFirst()) !== undefined;

export async function updateRole(tx: Tx, account: string, role: string): Promise<void> {
  await tx.updateTable('member').set({ role }).where('account', '=', account).execute();
}

/** Whoever runs the server has what opens the account. */
export async function markHanded(tx: Tx, account: string): Promise<void> {
  await tx.updateTable('member').set({ handed: true }).where('account', '=', account).execute();
}

export async function deleteMember(tx: Tx, account: string): Promise<void> {
  await tx.deleteFrom('member').where('account', '=', account).execute();
}

export interface MembershipRow {
  readonly org: string;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
  readonly role: string;
  readonly engagements: readonly string[];
  readonly firm: string | null;
  readonly expires: Instant | null;
  /** The organization lets nobody in without one. */
  readonly secondFactor: boolean;
  /** They come in by the provider of single sign-on alone. */
  readonly company: boolean;
  /** The owner who comes in otherwise where everybody else needs the provider. */
  readonly breakGlass: boolean;
}

/** In which organizations an account is, whatever the transaction sees otherwise. */
export const membershipRows = async (tx: Tx, account: string): Promise<readonly MembershipRow[]> =>
  (
    await sql<MembershipRow>`
      select org, slug, name, demo, role, engagements, firm, expires, second_factor as "secondFactor", company,
        break_glass as "breakGlass"
      from memberships(${account})`.execute(tx)
  ).rows;

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly engagement: string | null;
  readonly firm: string | null;
  readonly licence: Licence | null;
  readonly accessUntil: Instant | null;
  readonly person: string;
  readonly created: Instant;
  readonly expires: Instant;
  /** Somebody of the company has its link. */
  readonly handed: boolean;
}

const INVITATION = [
  'id',
  'email',
  'role',
  'engagement',
  'firm',
  'licence',
  'access_until as accessUntil',
  'person',
  'created',
  'expires',
  'handed',
] as const;

const openOnes = (tx: Tx, now: Instant) =>
  tx.selectFrom('invitation').select(INVITATION).where('state', '=', 'open').where('expires', '>', instant(now));

export const openInvitations = async (tx: Tx, now: Instant): Promise<readonly InvitationRow[]> =>
  (await openOnes(tx, now).orderBy('created').limit(MOST).execute()).map(licensed);

export async function invitationForUpdate(
  tx: Tx,
  secret: Uint8Array,
  now: Instant,
): Promise<InvitationRow | undefined> {
  const row = await openOnes(tx, now).where('secret', '=', secret).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : licensed(row);
}

export async function insertInvitation(
  tx: Tx,
  org: string,
  { accessUntil, created, expires, licence, ...row }: InvitationRow & { readonly secret: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('invitation')
    .values({
      org,
      ...row,
      licence: licence === null ? null : JSON.stringify(licence),
      access_until: accessUntil === null ? null : formatInstant(accessUntil),
      created: formatInstant(created),
      expires: formatInstant(expires),
      state: 'open',
    })
    .execute();
}

/** Its new state, if it was open; how many that were. */
export async function closeInvitation(tx: Tx, id: string, state: 'accepted' | 'withdrawn'): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('invitation')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows;
}

export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly person: string;
  readonly account: string | null;
  readonly created: Instant;
  readonly expires: Instant;
  readonly used: Instant | null;
  readonly revoked: Instant | null;
}

const KEY = ['id', 'name', 'scopes', 'person', 'account', 'created', 'expires', 'used', 'revoked'] as const;

export const keyRows = (tx: Tx): Promise<readonly KeyRow[]> =>
  tx.selectFrom('api_key').select(KEY).orderBy('created', 'desc').limit(MOST).execute();

export const keyWithHash = (tx: Tx, hash: Uint8Array): Promise<KeyRow | undefined> =>
  tx.selectFrom('api_key').select(KEY).where('hash', '=', hash).executeTakeFirst();

export async function insertKey(
  tx: Tx,
  org: string,
  { created, expires, scopes, ...row }: Omit<KeyRow, 'used' | 'revoked'> & { readonly hash: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('api_key')
    .values({
      org,
      ...row,
      scopes: [...scopes],
      created: formatInstant(created),
      expires: formatInstant(expires),
    })
    .execute();
}

export async function markKeyUsed(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ used: formatInstant(now) })
    .where('id', '=', id)
    .execute();
}

export async function markKeyRevoked(tx: Tx, id: string, now: Instant): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('api_key')
    .set({ revoked: formatInstant(now) })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows;
}

/** Keys of somebody who is no longer there end with them. */
export async function revokeKeysOf(tx: Tx, account: string, now: Instant): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ revoked: formatInstant(now) })
    .where('account', '=', account)
    .where('revoked', 'is', null)
    .execute();
}
