import { MINUTE } from '#/core/time/instant.ts';

/** What of the library's routes is open; everything else answers that there is nothing. `:x` stands for one part. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  POST: [
    '/sign-in/email',
    '/sign-in/sso',
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
    '/sso/saml2/callback/:x',
    '/sso/saml2/sp/acs/:x',
  ],
  GET: [
    '/get-session',
    '/verify-email',
    '/passkey/generate-register-options',
    '/passkey/generate-authenticate-options',
    '/passkey/list-user-passkeys',
    '/sso/callback',
    '/sso/callback/:x',
    '/sso/saml2/sp/metadata',
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

export const isOpen = (method: string, path: string): boolean =>
  PATTERNS.some((each) => each.method === method && each.pattern.test(path));

/** Routes on which an identity provider posts a form from its own site. */
export const isFromProvider = (path: string): boolean => path.startsWith('/sso/saml2/');
