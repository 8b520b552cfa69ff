import type pg from 'pg';
import { vouchingOf } from './ways.ts';

/** Whom a provider of an organization knows: by its own name for them, which stays, and not by an address. */
export interface Vouched {
  readonly org: string;
  readonly issuer: string;
  readonly subject: string;
}

/** Null: nobody yet. */
export async function accountVouchedFor(pool: pg.Pool, { org, issuer, subject }: Vouched): Promise<string | null> {
  const { rows } = await pool.query<{ user: string }>(
    'select "userId" as "user" from account where "providerId" = $1 and "accountId" = $2',
    [vouchingOf(org, issuer), subject],
  );
  return rows[0]?.user ?? null;
}

/** False: the account is known there by another name already, or the name is another account's. */
export async function vouch(
  pool: pg.Pool,
  { org, issuer, subject, user }: Vouched & { readonly user: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into account ("accountId", "providerId", "userId", "updatedAt") values ($1, $2, $3, now())
     on conflict do nothing`,
    [subject, vouchingOf(org, issuer), user],
  );
  return rowCount === 1;
}

/** What is kept until somebody comes back for it, once. */
export async function keep(pool: pg.Pool, key: string, value: string, seconds: number): Promise<void> {
  await pool.query(
    `insert into verification (identifier, value, "expiresAt") values ($1, $2, now() + make_interval(secs => $3))`,
    [key, value, seconds],
  );
}

/** Is it there still? */
export async function isKept(pool: pg.Pool, key: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from verification where identifier = $1 and "expiresAt" > now()', [
    key,
  ]);
  return rowCount !== null && rowCount > 0;
}

export async function takeKept(pool: pg.Pool, key: string): Promise<string | null> {
  const { rows } = await pool.query<{ value: string; fresh: boolean }>(
    `delete from verification where identifier = $1 returning value, "expiresAt" > now() as fresh`,
    [key],
  );
  const [row] = rows;
  return row?.fresh === true ? row.value : null;
}
