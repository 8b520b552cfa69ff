import { MINUTE } from '#/core/time/instant.ts';

/** What of the library's routes is open; everything else answers that there is nothing. `:x` stands for one part. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  POST: [
    '/sign-in/email',
    '/company',
    '/sign-out',
    '/reset-password',
    '/change-password',
    '/update-user',
    '/two-factor/enable',
    '/two-factor/disable',
    '/two-factor/verify-totp',
    '/two-factor/verify-backup-code',
    '/two-factor/generate-backup-codes',
    '/passkey/verify-registration',
    '/passkey/verify-authentication',
    '/passkey/delete-passkey',
    '/passkey/update-passkey',
  ],
  GET: [
    '/get-session',
    '/verify-email',
    '/passkey/generate-register-options',
    '/passkey/generate-authenticate-options',
    '/passkey/list-user-passkeys',
  ],
};

/** How long it holds that somebody showed that it is them, in milliseconds. */
export const CONFIRMED_FOR = 10 * MINUTE;

export const BASE = '/api/auth';

/** For the description of the API, and for the tests that try every door. */
export const OPEN_ROUTES: readonly { readonly method: string; readonly path: string }[] = Object.entries(OPEN).flatMap(
  ([method, paths]) => paths.map((path) => ({ method, path })),
);

const PATTERNS = OPEN_ROUTES.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(':x', '[^/]+')}$`),
}));

/** What a session that is for one organization may do about the account, which is the person's in all of theirs. */
const OF_ANY: ReadonlySet<string> = new Set(['/get-session', '/sign-out', '/reset-password', '/verify-email']);

export const isOfAnySession = (path: string): boolean =>
  OF_ANY.has(path) || path.startsWith('/sign-in/') || /^\/passkey\/(generate|verify)-authenticat/.test(path);

export const isOpen = (method: string, path: string): boolean =>
  PATTERNS.some((each) => each.method === method && each.pattern.test(path));
