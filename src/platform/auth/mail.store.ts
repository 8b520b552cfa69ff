import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** What somebody asked to be mailed about an account. */
export interface AskedMail {
  readonly kind: 'password' | 'address';
  /** As it was asked for; there may be no account of it. */
  readonly email: string;
}

export async function askForMail(pool: pg.Pool, { kind, email }: AskedMail): Promise<string> {
  const id = randomUUID();
  await pool.query('insert into account_mail (id, kind, recipient, made) values ($1, $2, $3, now())', [
    id,
    kind,
    email.toLowerCase(),
  ]);
  return id;
}

/** Null: it was made already. */
export async function accountMailOf(pool: pg.Pool, id: string): Promise<AskedMail | null> {
  const { rows } = await pool.query<AskedMail>('select kind, recipient as email from account_mail where id = $1', [id]);
  return rows[0] ?? null;
}

export async function forgetAskedMail(pool: pg.Pool, id: string): Promise<void> {
  await pool.query('delete from account_mail where id = $1', [id]);
}
