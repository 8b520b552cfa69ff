import { MINUTE } from '#/core/time/instant.ts';

type Routes = Readonly<Record<'GET' | 'POST', Readonly<Record<string, string>>>>;

/** What of the library's routes is open, and what each is for; everything else answers that there is nothing. By these one comes in. */
const DOORS: Routes = {
  POST: {
    '/sign-in/email': 'Sign in by e-mail address and password.',
    '/company': 'Sign in by what the single sign-on of a company sent back.',
    '/reset-password': 'Set a new password by the code of a link.',
    '/two-factor/verify-totp': 'Give the code of the second factor.',
    '/two-factor/verify-backup-code': 'Give a recovery code in place of the second factor.',
    '/passkey/verify-authentication': 'Sign in by a passkey.',
  },
  GET: {
    '/get-session': 'Who is signed in.',
    '/verify-email': 'Confirm an e-mail address by the code of a link.',
    '/passkey/generate-authenticate-options': 'What a browser needs to sign in by a passkey.',
  },
};

/** … and these are for who is in. */
const WITHIN: Routes = {
  POST: {
    '/sign-out': 'End this session.',
    '/change-password': 'Change the password; the other sessions end.',
    '/update-user': 'Change your own name.',
    '/two-factor/enable': 'Begin to enrol a second factor (TOTP).',
    '/two-factor/disable': 'Take the second factor away.',
    '/two-factor/generate-backup-codes': 'Make new recovery codes; those before end.',
    '/passkey/verify-registration': 'Enrol a passkey.',
    '/passkey/delete-passkey': 'Take a passkey away.',
    '/passkey/update-passkey': 'Name a passkey.',
  },
  GET: {
    '/passkey/generate-register-options': 'What a browser needs to make a passkey.',
    '/passkey/list-user-passkeys': 'Your own passkeys.',
  },
};

/** How long it holds that somebody showed that it is them, in milliseconds. */
export const CONFIRMED_FOR = 10 * MINUTE;

export const BASE = '/api/auth';

interface OpenRoute {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Need nobody be signed in for it? */
  readonly isDoor: boolean;
}

const routesOf = (routes: Routes, isDoor: boolean): readonly OpenRoute[] =>
  Object.entries(routes).flatMap(([method, paths]) =>
    Object.entries(paths).map(([path, summary]) => ({ method, path, summary, isDoor })),
  );

/** For the description of the API, and for the tests that try every door. */
export const OPEN_ROUTES: readonly OpenRoute[] = [...routesOf(DOORS, true), ...routesOf(WITHIN, false)];

/** What a session that is for one organization may do about the account, which is the person's in all of theirs. */
const OF_ANY: ReadonlySet<string> = new Set(['/get-session', '/sign-out', '/reset-password', '/verify-email']);

export const isOfAnySession = (path: string): boolean =>
  OF_ANY.has(path) || path.startsWith('/sign-in/') || /^\/passkey\/(generate|verify)-authenticat/.test(path);

/** Of who is in, the password is judged once more. */
const BY_PASSWORD: ReadonlySet<string> = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
]);

export const isByPassword = (path: string): boolean => BY_PASSWORD.has(path);

export const isOpen = (method: string, path: string): boolean =>
  OPEN_ROUTES.some((each) => each.method === method && each.path === path);
