import type pg from 'pg';
import { randomBytes } from 'node:crypto';
import { createEmailVerificationToken } from 'better-auth/api';
import { HOUR, type Instant } from '#/core/time/instant.ts';
import { DomainError } from '#/core/errors.ts';
import { subnetOf } from '#/core/subnet.ts';
import type { Answers } from '#/platform/answers.ts';
import { plainPool } from '#/platform/db/connect.ts';
import { ACCOUNTS } from '#/platform/db/roles.ts';
import { renewEach, type Vault } from '#/platform/keys.ts';
import { answersIn, renewAnswers } from './answered.store.ts';
import { library } from './library.ts';
import { accountMailOf, type AskedMail, askForMail, forgetAskedMail } from './mail.store.ts';
import { mustBeStrong } from './password.ts';
import { CONFIRMING, confirming, type Passage, passed, refusedEvent } from './passage.ts';
import {
  accountWithEmail,
  confirmSession,
  consume,
  endSessions,
  forgetOld,
  hasAccounts,
  isSetupLink,
  newSetupLink,
  type Rule,
  type SessionRow,
  sessionRows,
  storedSecret,
  takeSetupLink,
  useCode,
  replaceSecret,
  secretRows,
} from './store.ts';
import { accountVouchedFor, isKept, keep, takeKept, vouch, type Vouched } from './vouched.store.ts';

export type { AskedMail } from './mail.store.ts';
export type { Passage } from './passage.ts';

/** Somebody who is signed in. */
export interface SignedIn {
  readonly user: string;
  readonly email: string;
  readonly name: string;
  readonly session: string;
  /** When they last showed that it is them. */
  readonly confirmed: Instant;
  /** This session began with more than a password. */
  readonly strong: boolean;
  /** They have an authenticator app set up. */
  readonly hasApp: boolean;
  /** The address was shown to be theirs. */
  readonly verified: boolean;
  /** The one organization that the session is for, whose provider vouched for them; null: all of theirs. */
  readonly only: string | null;
}

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The address is known to be theirs: they came by a link that was sent there. */
  readonly verified: boolean;
}

/** Accounts of people: how they get in, and their sessions. Which organizations they are in is not known here. */
export interface Auth {
  /** Answers a request to one of the open routes of the library; throws what it refuses. */
  readonly pass: (request: Request, address: string) => Promise<Passage>;
  /** What somebody wanted whom it refused; null: nothing that concerns an account. */
  readonly refused: (request: Request) => Promise<Passage['event']>;
  /** What those were answered who asked in no organization. */
  readonly answers: Answers;
  readonly signedIn: (headers: Headers) => Promise<SignedIn | null>;
  readonly hasAccounts: () => Promise<boolean>;
  readonly accountWithEmail: (email: string) => Promise<{ readonly user: string; readonly name: string } | null>;
  /** Throws `password_weak`. */
  readonly create: (account: NewAccount) => Promise<string>;
  /** An account without a password, of somebody for whom a provider vouches. */
  readonly createVouched: (account: Pick<NewAccount, 'name' | 'email'>) => Promise<string>;
  /** The account that the provider of an organization knows by that name; null: none yet. */
  readonly vouchedFor: (of: Vouched) => Promise<string | null>;
  /** Notes that it does; false: it knows the account by another name, or another account by this one. */
  readonly vouch: (of: Vouched & { readonly user: string }) => Promise<boolean>;
  /** Begins a session for one organization; the answer sets its cookie. */
  readonly enterByCompany: (headers: Headers, of: { readonly user: string; readonly org: string }) => Promise<Response>;
  /** Keeps something for so many seconds; it is taken once. */
  readonly keep: (key: string, value: string, seconds: number) => Promise<void>;
  readonly isKept: (key: string) => Promise<boolean>;
  readonly takeKept: (key: string) => Promise<string | null>;
  readonly sessions: (user: string) => Promise<readonly SessionRow[]>;
  readonly endSessions: (
    user: string,
    which: { readonly only: string } | { readonly except: string | null },
  ) => Promise<number>;
  /** Notes that the person of a session showed again that it is them; throws `sign_in_refused`. */
  readonly confirm: (
    headers: Headers,
    proof: { readonly password: string } | { readonly code: string },
  ) => Promise<void>;
  /** A link by which a fresh installation is claimed, once. */
  readonly setupLink: () => Promise<string>;
  /** Would it claim the installation now? */
  readonly isSetupLink: (token: string) => Promise<boolean>;
  /** What lets somebody set a new password, once and within an hour; null: there is no such account. */
  readonly passwordToken: (email: string) => Promise<string | null>;
  /** What confirms that an address is its owner's, within an hour. */
  readonly addressLink: (email: string) => Promise<string>;
  /** Notes that somebody wants mail about an account, whether there is one or not; its id. */
  readonly askForMail: (asked: AskedMail) => Promise<string>;
  /** Null: it was made already. */
  readonly askedMail: (id: string) => Promise<AskedMail | null>;
  readonly forgetAskedMail: (id: string) => Promise<void>;
  /** Makes the first account; throws `link_invalid`, and `password_weak` before the link is used up. */
  readonly claim: (token: string, account: NewAccount) => Promise<string>;
  /** Counts a try; throws `too_many_requests` when there were too many. */
  readonly limit: (about: string, rule: Rule) => Promise<void>;
  /** Counts a try from an address: one of IPv6 by its network, in which a machine takes another one as often as it likes. */
  readonly limitFrom: (about: string, address: string, rule: Rule) => Promise<void>;
  readonly forgetOld: () => Promise<void>;
  /** Tables and columns that the library wants and the database lacks: none, unless its version changed. */
  readonly missing: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface AuthSetup {
  /** Of the database. */
  readonly database: string;
  readonly vault: Vault;
  /** The address that people see. */
  readonly url: string;
}

const CONNECTIONS = 5;
/** How long it holds that a provider vouched: it does not tell us when it lets somebody go. */
const VOUCHED_FOR = 12 * HOUR;
const SECRET = 'sessions';

const aboutSecret = (name: string): string => `auth ${name}`;

/** Seals the secrets of accounts with the vault's newest key; how many were not yet. */
export async function renewAuthSecrets({ database, vault }: Pick<AuthSetup, 'database' | 'vault'>): Promise<number> {
  const pool = plainPool({ url: database, schema: ACCOUNTS, size: 1 });
  try {
    const secrets = await renewEach(vault, await secretRows(pool), {
      sealed: ({ sealed }) => sealed,
      about: ({ name }) => aboutSecret(name),
      replace: ({ name }, anew) => replaceSecret(pool, name, anew),
    });
    return secrets + (await renewAnswers(pool, vault));
  } finally {
    await pool.end();
  }
}

const keeping = (pool: pg.Pool): Pick<Auth, 'answers' | 'keep' | 'isKept' | 'takeKept'> => ({
  answers: answersIn(pool),
  keep: (key, value, seconds) => keep(pool, key, value, seconds),
  isKept: (key) => isKept(pool, key),
  takeKept: (key) => takeKept(pool, key),
});

const mailing = (pool: pg.Pool): Pick<Auth, 'askForMail' | 'askedMail' | 'forgetAskedMail'> => ({
  askForMail: (asked) => askForMail(pool, asked),
  askedMail: (id) => accountMailOf(pool, id),
  forgetAskedMail: (id) => forgetAskedMail(pool, id),
});

export async function openAuth({ database, vault, url }: AuthSetup): Promise<Auth> {
  const pool = plainPool({ url: database, schema: ACCOUNTS, size: CONNECTIONS });
  const secret = await storedSecret(pool, SECRET, {
    seal: (plain) => vault.seal(plain, aboutSecret(SECRET)),
    open: (sealed) => vault.open(sealed, aboutSecret(SECRET)),
  });
  const auth = library({ pool, secret, url });
  const { limit, limitFrom } = limiting(pool);
  const signedIn: Auth['signedIn'] = (headers) => whoIn(auth, headers);
  const passing = { auth, pool, limit, limitFrom, signedIn };
  return {
    pass: (request, address) => passed(passing, request, address),
    refused: (request) => refusedEvent(passing, request),
    signedIn,
    hasAccounts: () => hasAccounts(pool),
    accountWithEmail: (email) => accountWithEmail(pool, email),
    create: (account) => create(auth, account),
    createVouched: (account) => createVouched(auth, account),
    vouchedFor: (of) => accountVouchedFor(pool, of),
    vouch: (of) => vouch(pool, of),
    enterByCompany: (headers, { user, org }) =>
      auth.api.enterByCompany({ headers, body: { user, organization: org }, asResponse: true }),
    ...keeping(pool),
    sessions: (user) => sessionRows(pool, user),
    endSessions: (user, which) => endSessions(pool, user, which),
    confirm: async (headers, proof) => {
      const who = (await signedIn(headers)) ?? notSignedIn();
      await limit(confirming(who.user), CONFIRMING);
      await ('password' in proof
        ? auth.api.verifyPassword({ headers, body: proof })
        : auth.api.verifyTOTP({ headers, body: proof })
      ).catch(() => refuse());
      if ('code' in proof && !(await useCode(pool, who.user, proof.code))) refuse();
      await confirmSession(pool, who.session);
    },
    setupLink: () => newSetupLink(pool),
    isSetupLink: (token) => isSetupLink(pool, token),
    passwordToken: async (email) => {
      const found = await accountWithEmail(pool, email.toLowerCase());
      return found === null ? null : passwordToken(auth, found.user);
    },
    addressLink: async (email) => {
      const token = await createEmailVerificationToken((await auth.$context).secret, email);
      return `${url}/api/auth/verify-email?token=${token}&callbackURL=${encodeURIComponent('/settings')}`;
    },
    ...mailing(pool),
    claim: async (token, account) => {
      await mustBeStrong(account.password, [account.name, account.email]);
      if (!(await takeSetupLink(pool, token))) throw new DomainError('link_invalid');
      return create(auth, account);
    },
    limit,
    limitFrom,
    forgetOld: () => forgetOld(pool),
    missing: () => missingTables(auth),
    close: () => pool.end(),
  };
}

function limiting(pool: pg.Pool): Pick<Auth, 'limit' | 'limitFrom'> {
  const limit: Auth['limit'] = async (about, rule) => {
    const seconds = await consume(pool, about, rule);
    if (seconds > 0) throw new DomainError('too_many_requests', { seconds });
  };
  return { limit, limitFrom: (about, address, rule) => limit(`${about} ${subnetOf(address)}`, rule) };
}

type Library = ReturnType<typeof library>;

async function missingTables(auth: Library): Promise<readonly string[]> {
  const { getMigrations } = await import('better-auth/db/migration');
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  return [...toBeCreated, ...toBeAdded].map(({ table }) => table);
}

async function whoIn(auth: Library, headers: Headers): Promise<SignedIn | null> {
  if (!headers.has('cookie')) return null;
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const { user, session } = found;
  const only = session.organization ?? null;
  if (only !== null && session.createdAt.getTime() + VOUCHED_FOR < Date.now()) return null;
  return {
    user: user.id,
    email: user.email,
    name: user.name,
    session: session.id,
    confirmed: (session.confirmed ?? session.createdAt).getTime(),
    strong: session.secondFactor === true,
    hasApp: user.twoFactorEnabled === true,
    verified: user.emailVerified,
    only,
  };
}

async function create(auth: Library, { name, email, password, verified }: NewAccount): Promise<string> {
  await mustBeStrong(password, [name, email]);
  const { internalAdapter, password: hasher } = await auth.$context;
  const hash = await hasher.hash(password);
  const user = await internalAdapter.createUser(
    { name, email: email.toLowerCase(), emailVerified: verified },
    { method: 'email-password' },
  );
  await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  return user.id;
}

/** Whose it is was not shown to everybody, only to the organization whose provider says so. */
async function createVouched(auth: Library, { name, email }: Pick<NewAccount, 'name' | 'email'>): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const person = { name, email: email.toLowerCase(), emailVerified: false };
  return (await internalAdapter.createUser(person, { method: 'email-password' })).id;
}

/** As the library makes it when it mails one. */
async function passwordToken(auth: Library, user: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const { internalAdapter } = await auth.$context;
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: user,
    expiresAt: new Date(Date.now() + HOUR),
  });
  return token;
}

const refuse = (): never => {
  throw new DomainError('sign_in_refused');
};

const notSignedIn = (): never => {
  throw new DomainError('unauthenticated');
};
