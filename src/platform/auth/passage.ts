import { createHash } from 'node:crypto';
import type pg from 'pg';
import { DomainError } from '#/core/errors.ts';
import { subnetOf } from '#/core/subnet.ts';
import { mustBeRight } from '#/core/must-be-right.ts';
import type { Auth, SignedIn } from './auth.ts';
import type { library } from './library.ts';
import { mustBeStrong, weaknessOf } from './password.ts';
import { refusal } from './refusal.ts';
import { BASE, CONFIRMED_FOR, isByPassword, isOfAnySession, isOpen } from './routes.ts';
import { isKept, keep, takeKept } from './vouched.store.ts';
import { bodyOf, type Members, membersOf, passedOn, textOf } from './sent.ts';
import { endSessions, endSessionWithToken, forgetPasskeysOf, forgive, useCode } from './store.ts';
import { accountOfReset, accountToConfirm, accountTried, isConfirmed } from './tried.ts';

/** An answer of the library, and what of it belongs into the audit log. */
export interface Passage {
  readonly answer: Response;
  /** Null: nothing that is worth noting happened. */
  readonly event: {
    readonly name: string;
    readonly user: string;
    readonly email: string;
    /** It concerns this organization alone; left out: all of theirs. */
    readonly only?: string;
  } | null;
}

export interface Passing {
  readonly auth: ReturnType<typeof library>;
  readonly pool: pg.Pool;
  readonly limit: Auth['limit'];
  readonly limitFrom: Auth['limitFrom'];
  readonly signedIn: (headers: Headers) => Promise<SignedIn | null>;
}

/** Tries of one account, whether it exists or not, and of one address. */
const OF_ACCOUNT = { window: 900, most: 10 };
const OF_ADDRESS = { window: 900, most: 100 };
/** Of somebody who is in, to show that it is them: by whatever asks for the password once more. */
export const CONFIRMING = { window: 900, most: 10 };
export const confirming = (user: string): string => `confirm ${user}`;
/** For so long an address is one from which somebody signs in, in seconds. */
const PLACE_KEPT = 90 * 24 * 60 * 60;

export async function passed(passing: Passing, request: Request, address: string): Promise<Passage> {
  const path = new URL(request.url).pathname.slice(BASE.length);
  if (!isOpen(request.method, path)) throw new DomainError('route_unknown', { method: request.method, path });
  const body = await bodyOf(request);
  const sent = membersOf(body);
  await checked(passing, path, sent, address);
  const before = await passing.signedIn(request.headers);
  mustBeConfirmed(path, before);
  // A provider vouches to its own organization: what opens the account everywhere is not for it to change.
  if (before !== null && before.only !== null && !isOfAnySession(path)) throw new DomainError('company_session');
  if (before !== null && isByPassword(path)) await passing.limit(confirming(before.user), CONFIRMING);
  if (path === '/change-password' && before !== null) await mustChange(passing, before, request.headers, sent);
  const headers = new Headers(request.headers);
  headers.set('x-attestry-address', address);
  const whose = path === '/reset-password' ? await accountOfReset(passing.pool, sent['token']) : null;
  const toConfirm = path === '/verify-email' ? await accountToConfirm(passing, new URL(request.url)) : null;
  const answer = await passing.auth.handler(passedOn(request, headers, body));
  const passage = await answerOf(passing, { path, sent, before, whose, answer, address });
  if (toConfirm === null || !(await isConfirmed(passing, toConfirm))) return passage;
  const { user, email } = toConfirm;
  return { ...passage, event: { name: 'account.address-confirmed', user, email } };
}

/**
 * What somebody wanted who was refused, and about whose account: nothing may be answered later for having looked, or
 * anybody could find out which accounts there are.
 */
export async function refusedEvent(passing: Passing, request: Request): Promise<Passage['event']> {
  const path = new URL(request.url).pathname.slice(BASE.length);
  if (EVENTS[path] === undefined) return null;
  const { headers } = request;
  // whose account was tried, also where somebody did it who is in their own
  const tried = await accountTried(passing, {
    path,
    headers,
    sent: membersOf(await bodyOf(request).catch(() => null)),
  });
  if (tried !== null) return eventOf(path, tried);
  const inside = await passing.signedIn(headers);
  return eventOf(path, inside, inside);
}

/** What is refused before the library sees it. */
async function checked(
  { pool, limit, limitFrom }: Passing,
  path: string,
  sent: Members,
  address: string,
): Promise<void> {
  const email = typeof sent['email'] === 'string' ? sent['email'].toLowerCase() : null;
  if (path.startsWith('/sign-in/')) {
    await limitFrom('sign-in address', address, OF_ADDRESS);
    if (email !== null) await mustBeFewTries({ pool, limit }, email, address);
  }
  if (path.startsWith('/passkey/verify-')) mustBePasskey(path, sent);
  if (path === '/passkey/verify-authentication') await limitFrom('passkey', address, OF_ADDRESS);
  if (path.startsWith('/two-factor/')) await limitFrom('second factor', address, OF_ADDRESS);
  if (sent['trustDevice'] === true)
    throw new DomainError('input_invalid', {
      where: 'trustDevice',
      because: 'the second factor is asked for every time',
    });
  if (path === '/reset-password') await mustBeStrong(textOf(sent['newPassword']), []);
}

/** Both passwords are judged at once. */
async function mustChange({ auth, pool }: Passing, { user }: SignedIn, headers: Headers, sent: Members): Promise<void> {
  const weak = await weaknessOf(textOf(sent['newPassword']), []);
  if (weak === null) return; // the other is judged where it is changed
  const isTheirs = await auth.api
    .verifyPassword({ headers, body: { password: textOf(sent['currentPassword']) } })
    .then(({ status }) => status)
    .catch(() => false);
  if (isTheirs) await forgive(pool, confirming(user)); // they guess at nothing
  mustBeRight([isTheirs ? null : new DomainError('password_wrong'), weak]);
}

const triesOf = (email: string): string => `sign-in account ${email}`;
const triesFrom = (email: string, address: string): string => `sign-in account ${email} from ${subnetOf(address)}`;
const placeOf = (email: string, address: string): string =>
  `sign-in place ${createHash('sha256')
    .update(`${email} ${subnetOf(address)}`)
    .digest('hex')}`;

/**
 * Tries are counted for each address first. What others try elsewhere then keeps nobody out who signs in from where they
 * did before; everybody else waits for the account, which is counted alike whether it exists or not.
 */
async function mustBeFewTries(
  { pool, limit }: Pick<Passing, 'pool' | 'limit'>,
  email: string,
  address: string,
): Promise<void> {
  await limit(triesFrom(email, address), OF_ACCOUNT);
  if (!(await isKept(pool, placeOf(email, address)))) await limit(triesOf(email), OF_ACCOUNT);
}

/** Who got in, or set a new password by a link of theirs, need not wait for what was tried before. */
async function forgiven(pool: pg.Pool, email: string, address: string): Promise<void> {
  await forgive(pool, triesOf(email));
  await forgive(pool, triesFrom(email, address));
}

async function placeKept(pool: pg.Pool, email: string, address: string): Promise<void> {
  const place = placeOf(email, address);
  await takeKept(pool, place); // the time begins anew
  await keep(pool, place, '', PLACE_KEPT);
}

const LONGEST_NAME = 100;

/** What a device answers has an id; a new one gets a name; and none makes a session by being added. */
function mustBePasskey(path: string, { response, name, createSession }: Members): void {
  const { id } = (typeof response === 'object' && response !== null ? response : {}) as Members;
  if (typeof id !== 'string') refusePart('response', 'it is not what a device answers');
  if (path !== '/passkey/verify-registration') return;
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME)
    refusePart('name', `it has 1 to ${LONGEST_NAME} letters`);
  if (createSession !== undefined) refusePart('createSession', 'a new passkey opens nothing by itself');
}

function refusePart(where: string, because: string): never {
  throw new DomainError('input_invalid', { where, because });
}

/** A new way in, and taking one away, want the person to have shown just now that it is them. */
const CONFIRMED: ReadonlySet<string> = new Set(['/passkey/generate-register-options', '/passkey/delete-passkey']);

function mustBeConfirmed(path: string, before: SignedIn | null): void {
  if (!CONFIRMED.has(path)) return;
  if (before === null) throw new DomainError('unauthenticated');
  if (before.confirmed < Date.now() - CONFIRMED_FOR) throw new DomainError('confirmation_required');
}

interface Answered {
  readonly path: string;
  readonly sent: Members;
  readonly before: SignedIn | null;
  /** Of whom the link is that sets a password, whoever is signed in. */
  readonly whose: Who | null;
  readonly answer: Response;
  readonly address: string;
}

async function answerOf(passing: Passing, answered: Answered): Promise<Passage> {
  const { path, sent, before, whose, answer, address } = answered;
  const isRedirect = answer.status >= 300 && answer.status < 400;
  if (isRedirect) return { answer, event: null };
  const body = await jsonOf(answer);
  if (answer.status >= 400) throw refusal(answer.status, body, answer.headers.get('x-retry-after'));
  if (body === undefined) return { answer, event: eventOf(path, before) };
  const { token, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Members;
  const who = whose ?? userIn(rest) ?? before;
  if (whose !== null) {
    await forgetPasskeysOf(passing.pool, whose.user);
    await forgiven(passing.pool, whose.email, address);
  }
  if (before !== null && isByPassword(path)) await forgive(passing.pool, confirming(before.user));
  await entered(passing, { path, sent, before, who, token, address });
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  const shown = Array.isArray(body) || body === null ? body : withoutTokens(rest);
  return {
    answer: new Response(JSON.stringify(shown), { status: answer.status, headers }),
    event: eventOf(path, who, before),
  };
}

interface EnteredBy extends Omit<Answered, 'answer' | 'whose'> {
  readonly who: Who | null;
  readonly token: unknown;
}

/** What follows when somebody got in. */
async function entered(passing: Passing, { path, sent, before, who, token, address }: EnteredBy): Promise<void> {
  // In a session that was there before, a code opened nothing that would have to be closed again.
  const opened = before?.user === who?.user ? null : token;
  if (path === '/two-factor/verify-totp' && who !== null)
    await onlyOnce(passing, { user: who.user, code: String(sent['code']), token: opened });
  if (path === '/sign-in/email' && typeof sent['email'] === 'string') {
    const email = sent['email'].toLowerCase();
    await forgiven(passing.pool, email, address);
    await placeKept(passing.pool, email, address);
  }
  // Who confirms with a passkey goes on in the session that it opened, and leaves no other behind.
  if (path === '/passkey/verify-authentication' && before !== null && before.user === who?.user)
    await endSessions(passing.pool, before.user, { only: before.session });
}

/** Undefined: it is not JSON, and stays unread. */
async function jsonOf(answer: Response): Promise<unknown> {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return isJson ? answer.json() : undefined;
}

/** A session is known by its cookie, which no script can read; so no answer says its token. */
function withoutTokens(members: Members): Members {
  const { session } = members;
  if (typeof session !== 'object' || session === null) return members;
  const { token: _, ...rest } = session as Members;
  return { ...members, session: rest };
}

type Who = Pick<SignedIn, 'user' | 'email'> & Partial<Pick<SignedIn, 'only'>>;

function userIn({ user }: Members): Who | null {
  const { id, email } = (typeof user === 'object' && user !== null ? user : {}) as Members;
  return typeof id === 'string' && typeof email === 'string' ? { user: id, email } : null;
}

/** The library takes a code again while its time lasts; here the second one ends what it opened. */
async function onlyOnce(
  { pool }: Passing,
  { user, code, token }: { readonly user: string; readonly code: string; readonly token: unknown },
): Promise<void> {
  if (await useCode(pool, user, code)) return;
  if (typeof token === 'string') await endSessionWithToken(pool, token);
  throw new DomainError('sign_in_refused');
}

const EVENTS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'account.sign-in',
  '/sign-out': 'account.sign-out',
  '/reset-password': 'account.password-set',
  '/change-password': 'account.password-changed',
  '/two-factor/enable': 'account.second-factor-begun',
  '/two-factor/disable': 'account.second-factor-removed',
  '/two-factor/verify-totp': 'account.sign-in-second-factor',
  '/two-factor/verify-backup-code': 'account.sign-in-recovery-code',
  '/two-factor/generate-backup-codes': 'account.recovery-codes-made',
  '/passkey/verify-registration': 'account.passkey-added',
  '/passkey/verify-authentication': 'account.sign-in-passkey',
  '/passkey/delete-passkey': 'account.passkey-removed',
  '/passkey/update-passkey': 'account.passkey-named',
  '/update-user': 'account.name-changed',
};

/** What opens nothing for somebody who is in already, and so is no sign-in: setting it up, and confirming by it. */
const INSIDE: Readonly<Record<string, string>> = { '/two-factor/verify-totp': 'account.second-factor-shown' };

function eventOf(path: string, who: Who | null, before: Who | null = null): Passage['event'] {
  const isInside = before !== null && before.user === who?.user;
  const name = (isInside ? INSIDE[path] : undefined) ?? EVENTS[path];
  if (name === undefined || who === null) return null;
  const { user, email, only = null } = who;
  return { name, user, email, ...(only === null ? {} : { only }) };
}
