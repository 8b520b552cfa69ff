import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { company } from './company.ts';
import { consume } from './store.ts';

export interface LibrarySetup {
  readonly pool: pg.Pool;
  readonly secret: string;
  /** The address that people see, without a slash at its end. */
  readonly url: string;
}

const DAY = 24 * 60 * 60;
const MINUTE = 60;

/** The authentication library, set up; nothing outside this folder knows which it is. */
export function library({ pool, secret, url }: LibrarySetup) {
  return betterAuth({
    appName: 'Attestry',
    baseURL: url,
    basePath: '/api/auth',
    secret,
    trustedOrigins: originsOf(url),
    telemetry: { enabled: false },
    logger: { disabled: true }, // it names people; what matters is counted and sealed by us
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // only by a setup link or an invitation
      minPasswordLength: 8,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: 7 * DAY,
      updateAge: DAY,
      freshAge: 0, // what wants a fresh session asks for a confirmation of ours: passage.ts
      additionalFields: {
        confirmed: { type: 'date', required: false, input: false },
        secondFactor: { type: 'boolean', required: false, input: false },
        organization: { type: 'string', required: false, input: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({
            data: { ...session, confirmed: new Date(), secondFactor: isStrong(context?.path) },
          }),
        },
      },
    },
    rateLimit: {
      enabled: true,
      window: MINUTE,
      max: 60,
      // The library's own rules for these are three in ten seconds for a whole office; ours are in passage.ts.
      customRules: { '/sign-in/*': { window: MINUTE, max: 60 }, '/two-factor/*': { window: MINUTE, max: 60 } },
      customStorage: {
        consume: async (key, { window, max }) => {
          const wait = await consume(pool, `library ${key}`, { window, most: max });
          return { allowed: wait === 0, retryAfter: wait === 0 ? null : wait };
        },
      },
    },
    advanced: {
      cookiePrefix: 'attestry',
      database: { generateId: 'uuid', validateSchema: false, joins: true },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-attestry-address'] },
    },
    plugins: [twoFactor({ issuer: 'Attestry', skipVerificationOnEnable: false }), passkeys(url), company()],
  });
}

/** A passkey stands for a password and a second factor, so it lies in a device that asks who holds it, every time. */
const passkeys = (url: string) =>
  passkey({
    rpID: new URL(url).hostname,
    rpName: 'Attestry',
    origin: url,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ verification }) =>
        mustHaveAsked(verification.registrationInfo?.userVerified === true),
    },
    authentication: {
      afterVerification: async ({ verification }) => mustHaveAsked(verification.authenticationInfo.userVerified),
    },
  });

/** The library asks a device to look who holds it, and takes its word when it did not; here it does not get in. */
function mustHaveAsked(asked: boolean): void {
  if (!asked) throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED' });
}

/** This machine has three names, and a person may type any of them. */
function originsOf(url: string): string[] {
  const { protocol, hostname, port } = new URL(url);
  if (!LOOPBACK.includes(hostname)) return [url];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Was this way in more than a password? A provider of single sign-on answers for it with its own rules. */
const isStrong = (path: string | undefined): boolean =>
  path !== undefined && /^\/(two-factor\/verify|passkey\/verify-authentication|company\/enter)/.test(path);
