import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

/** How an account gets in without anybody who vouches for it. */
export interface Ways {
  readonly password: boolean;
  readonly passkey: boolean;
  /** An authenticator app, which comes after a password. */
  readonly app: boolean;
  /** The address was shown to be theirs; if not, whoever made the account may be another person. */
  readonly verified: boolean;
}

/** As the transaction sees it. */
export async function waysOf(tx: Tx, account: string): Promise<Ways> {
  const { rows } = await sql<Ways>`
    select coalesce(u."twoFactorEnabled", false) as app, u."emailVerified" as verified,
      exists (select from attestry_auth.account a
        where a."userId" = u.id and a."providerId" = 'credential' and a.password is not null) as password,
      exists (select from attestry_auth.passkey p where p."userId" = u.id) as passkey
    from attestry_auth."user" u where u.id = ${account}`.execute(tx);
  return rows[0] ?? { password: false, passkey: false, app: false, verified: false };
}

/** That an address was shown to be its owner's counts no longer: somebody else can open the account. */
export async function forgetAddressShown(tx: Tx, account: string): Promise<void> {
  await sql`update attestry_auth."user" set "emailVerified" = false where id = ${account}`.execute(tx);
}

/** Under which name the accounts that a provider knows are kept; another issuer knows nobody yet. */
export const vouchingOf = (org: string, issuer: string): string => `company:${org}:${issuer}`;

/** Has somebody come in by that provider? */
export async function hasVouched(tx: Tx, org: string, issuer: string): Promise<boolean> {
  const { rows } = await sql`
    select from attestry_auth.account where "providerId" = ${vouchingOf(org, issuer)} limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Ends the sessions of somebody who is no member there any more: those that its provider opened, and all of them where
 * the account is in no organization now.
 */
export async function endSessionsThere(
  tx: Tx,
  { account, org }: { readonly account: string; readonly org: string },
): Promise<void> {
  await sql`
    delete from attestry_auth.session where "userId" = ${account}
      and (organization = ${org} or not exists (select from memberships(${account})))`.execute(tx);
}

/** Ends the sessions that the provider of an organization opened. */
export async function endVouchedSessions(tx: Tx, org: string): Promise<void> {
  await sql`delete from attestry_auth.session where organization = ${org}`.execute(tx);
}

/**
 * Takes passwords and passkeys away, and ends the sessions, of those accounts whose address was never shown to be their
 * owner's: somebody else may have made them beforehand. An authenticator app stays, which lets nobody in alone.
 */
export async function forgetUnshownWays(tx: Tx, accounts: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from attestry_auth."user" where id = any(${accounts}::uuid[]) and not "emailVerified"
    order by id for update`.execute(tx);
  const unshown = rows.map(({ id }) => id);
  await sql`
    delete from attestry_auth.account where "userId" = any(${unshown}::uuid[]) and "providerId" = 'credential'`.execute(
    tx,
  );
  await sql`delete from attestry_auth.passkey where "userId" = any(${unshown}::uuid[])`.execute(tx);
  await sql`delete from attestry_auth.session where "userId" = any(${unshown}::uuid[])`.execute(tx);
}
