import { decodeJwt } from 'jose';
import type pg from 'pg';
import type { library } from './library.ts';
import { type Members, membersOf, textOf } from './sent.ts';
import { accountOfPasskey, accountOfSecret, accountWithEmail } from './store.ts';

export interface Whose {
  readonly user: string;
  readonly email: string;
}

export interface Trying {
  readonly auth: ReturnType<typeof library>;
  readonly pool: pg.Pool;
}

interface Tried {
  readonly path: string;
  readonly headers: Headers;
  readonly sent: Members;
}

/** Whose account somebody wanted to get into who is not in yet, as what they brought says; null: nobody's. */
export function accountTried({ auth, pool }: Trying, { path, headers, sent }: Tried): Promise<Whose | null> {
  const ways: Readonly<Record<string, () => Promise<Whose | null>>> = {
    '/sign-in/email': () => accountWithEmail(pool, textOf(sent['email'])),
    '/reset-password': () => accountOfReset(pool, sent['token']),
    '/passkey/verify-authentication': () => accountOfPasskey(pool, textOf(idOf(sent['response']))),
    '/two-factor/verify-totp': () => ofFirstFactor({ auth, pool }, headers),
    '/two-factor/verify-backup-code': () => ofFirstFactor({ auth, pool }, headers),
  };
  return ways[path]?.() ?? Promise.resolve(null);
}

/** The account whose password a link sets; null: the link opens nothing. */
export const accountOfReset = (pool: pg.Pool, token: unknown): Promise<Whose | null> =>
  accountOfSecret(pool, `reset-password:${textOf(token)}`);

/** Who gave a password that was right is known by a cookie until they give their second factor. */
async function ofFirstFactor({ auth, pool }: Trying, headers: Headers): Promise<Whose | null> {
  const { name } = (await auth.$context).createAuthCookie('two_factor');
  const cookie = (headers.get('cookie') ?? '').split('; ').find((each) => each.startsWith(`${name}=`));
  if (cookie === undefined) return null;
  const signed = unescaped(cookie.slice(name.length + 1));
  return accountOfSecret(pool, signed.slice(0, Math.max(0, signed.lastIndexOf('.'))));
}

/** The account whose address a link confirms and was not confirmed yet, before anybody has looked whether it is ours. */
export async function accountToConfirm({ pool }: Trying, url: URL): Promise<Whose | null> {
  const account = await accountWithEmail(pool, addressIn(url.searchParams.get('token') ?? ''));
  return account === null || account.verified ? null : account;
}

export const isConfirmed = async ({ pool }: Trying, { email }: Whose): Promise<boolean> =>
  (await accountWithEmail(pool, email))?.verified === true;

function addressIn(token: string): string {
  try {
    return textOf(decodeJwt(token)['email']);
  } catch {
    return '';
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const idOf = (response: unknown): unknown => membersOf(response)['id'];
