import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

/** All SQL on accounts that is ours and not the library's. Instants are milliseconds since 1970. */

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** So many tries within so many seconds. */
export interface Rule {
  readonly window: number;
  readonly most: number;
}

/** Counts a try of something, and says in how many seconds the next is allowed; 0: this one is. */
export async function consume(pool: pg.Pool, about: string, { window, most }: Rule): Promise<number> {
  const { rows } = await pool.query<{ count: number; wait: number }>(
    `insert into attempt as a (about, since, count) values ($1, now(), 1)
     on conflict (about) do update set
       since = case when a.since < now() - make_interval(secs => $2) then now() else a.since end,
       count = case when a.since < now() - make_interval(secs => $2) then 1 else a.count + 1 end
     returning count, ceil(extract(epoch from since + make_interval(secs => $2) - now()))::int as wait`,
    [digestOf(about), window],
  );
  const [row] = rows;
  return row === undefined || row.count <= most ? 0 : Math.max(1, row.wait);
}

/** Takes back the tries of something, after one that succeeded. */
export async function forgive(pool: pg.Pool, about: string): Promise<void> {
  await pool.query('delete from attempt where about = $1', [digestOf(about)]);
}

/** Marks a one-time code as used; false: it was already. */
export async function useCode(pool: pg.Pool, user: string, code: string): Promise<boolean> {
  await pool.query(`delete from used_code where used < now() - interval '10 minutes'`);
  const { rowCount } = await pool.query(
    'insert into used_code (digest, used) values ($1, now()) on conflict do nothing',
    [digestOf(`${user} ${code}`)],
  );
  return rowCount === 1;
}

export async function hasAccounts(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from "user" limit 1');
  return rowCount === 1;
}

const LINK_BYTES = 32;

export async function newSetupLink(pool: pg.Pool): Promise<string> {
  const token = randomBytes(LINK_BYTES).toString('base64url');
  await pool.query('insert into setup_link (digest, made) values ($1, now())', [digestOf(token)]);
  return token;
}

/** Does it claim the installation, which nobody has? */
export async function isSetupLink(client: pg.Pool | pg.ClientBase, token: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from setup_link where digest = $1 and not exists (select from "user")',
    [digestOf(token)],
  );
  return rowCount === 1;
}

/** Uses up the links; false: this is none, or somebody was faster. */
export async function takeSetupLink(pool: pg.Pool, token: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('lock table setup_link in exclusive mode');
    const taken = await isSetupLink(client, token);
    if (taken) await client.query('delete from setup_link');
    await client.query('commit');
    return taken;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export interface SessionRow {
  readonly id: string;
  readonly since: number;
  readonly expires: number;
  readonly address: string | null;
  readonly agent: string | null;
}

const MILLISECONDS =
  'extract(epoch from "createdAt") * 1000 as since, extract(epoch from "expiresAt") * 1000 as expires';

export async function sessionRows(pool: pg.Pool, user: string): Promise<readonly SessionRow[]> {
  const { rows } = await pool.query<Record<'id' | 'since' | 'expires', string> & Pick<SessionRow, 'address' | 'agent'>>(
    `select id, ${MILLISECONDS}, "ipAddress" as address, "userAgent" as agent from session
     where "userId" = $1 and "expiresAt" > now() order by "createdAt" desc limit 200`,
    [user],
  );
  return rows.map((row) => ({ ...row, since: Number(row.since), expires: Number(row.expires) }));
}

/** Ends one session of an account, or all but one; how many ended. */
export async function endSessions(
  pool: pg.Pool,
  user: string,
  which: { readonly only: string } | { readonly except: string | null },
): Promise<number> {
  const { rowCount } =
    'only' in which
      ? await pool.query('delete from session where "userId" = $1 and id = $2', [user, which.only])
      : await pool.query('delete from session where "userId" = $1 and id is distinct from $2::uuid', [
          user,
          which.except,
        ]);
  return rowCount ?? 0;
}

export async function endSessionWithToken(pool: pg.Pool, token: string): Promise<void> {
  await pool.query('delete from session where token = $1', [token]);
}

export async function confirmSession(pool: pg.Pool, id: string): Promise<void> {
  await pool.query('update session set confirmed = now() where id = $1', [id]);
}

interface Account {
  readonly user: string;
  readonly email: string;
}

interface WholeAccount extends Account {
  readonly name: string;
  /** The address was shown to be its owner's. */
  readonly verified: boolean;
}

/** The account of an e-mail address; null: there is none. */
export async function accountWithEmail(pool: pg.Pool, email: string): Promise<WholeAccount | null> {
  const { rows } = await pool.query<WholeAccount>(
    'select id as "user", email, name, "emailVerified" as verified from "user" where email = $1',
    [email.toLowerCase()],
  );
  return rows[0] ?? null;
}

/** The account that something secret stands for, which somebody has by a link or a cookie; null: none, or no longer. */
export async function accountOfSecret(pool: pg.Pool, secret: string): Promise<Account | null> {
  const { rows } = await pool.query<Account>(
    `select u.id as "user", u.email from verification v join "user" u on u.id::text = v.value
     where v.identifier = $1 and v."expiresAt" > now()`,
    [secret],
  );
  return rows[0] ?? null;
}

export async function accountOfPasskey(pool: pg.Pool, credential: string): Promise<Account | null> {
  const { rows } = await pool.query<Account>(
    `select u.id as "user", u.email from passkey p join "user" u on u.id = p."userId" where p."credentialID" = $1`,
    [credential],
  );
  return rows[0] ?? null;
}

/**
 * Takes the passkeys of an account away, unless the address was shown to be its owner's before they set a new password:
 * whoever made the account for them beforehand may have added one.
 */
export async function forgetPasskeysOf(pool: pg.Pool, user: string): Promise<void> {
  await pool.query(
    'delete from passkey p using "user" u where p."userId" = u.id and u.id = $1 and not u."emailVerified"',
    [user],
  );
}

/** A secret of this installation, made when it is first asked for; of several who make it, the first one's stays. */
export async function storedSecret(
  pool: pg.Pool,
  name: string,
  {
    seal,
    open,
  }: { readonly seal: (plain: Uint8Array) => Uint8Array; readonly open: (sealed: Uint8Array) => Uint8Array },
): Promise<string> {
  await pool.query('insert into secret (name, sealed) values ($1, $2) on conflict do nothing', [
    name,
    Buffer.from(seal(randomBytes(LINK_BYTES))),
  ]);
  const { rows } = await pool.query<{ sealed: Buffer }>('select sealed from secret where name = $1', [name]);
  return Buffer.from(open(rows[0]?.sealed ?? Buffer.alloc(0))).toString('base64url');
}

export const secretRows = async (
  pool: pg.Pool,
): Promise<readonly { readonly name: string; readonly sealed: Buffer }[]> =>
  (await pool.query<{ name: string; sealed: Buffer }>('select name, sealed from secret')).rows;

export async function replaceSecret(pool: pg.Pool, name: string, sealed: Uint8Array): Promise<void> {
  await pool.query('update secret set sealed = $2 where name = $1', [name, Buffer.from(sealed)]);
}

/** What nobody needs any more. */
export async function forgetOld(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from attempt where since < now() - interval '1 day'`);
  await pool.query('delete from session where "expiresAt" < now()');
  await pool.query(`delete from account_mail where made < now() - interval '1 day'`);
  await pool.query('delete from verification where "expiresAt" < now()');
  await pool.query(`delete from answered where begun < now() - interval '1 day'`);
}
