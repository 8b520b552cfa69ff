import { DomainError } from '#/core/errors.ts';
import { memberVouchedFor, type VouchedDeps } from '#/features/identity/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import { type Claims, claimsAt, newQuestion, wayTo } from '#/platform/auth/openid.ts';
import { assertedIn, wayToSaml } from '#/platform/auth/saml.ts';
import type { SamlProvider } from '#/platform/auth/saml-metadata.ts';
import { type Begun, parseBegun } from './begun.ts';
import { aboutProvider, redirectOf, samlNames, type SsoDeps } from './service.ts';
import { isAlone, isShown } from './proven.service.ts';
import { markProven, organizationOfDomain, type ProviderRow, providerRow, takeAssertion } from './store.ts';

export interface SignInDeps extends SsoDeps, VouchedDeps {}

const RANDOM_BYTES = 32;
/** Seconds within which somebody comes back from the provider. */
const HOLDS = 600;
const ANSWER_TAKES = 20_000;
const LONGEST_NAME = 200;

const digestOf = (text: string): string => Buffer.from(sha256(text)).toString('base64url');
const keyOf = (state: string): string => `company ${digestOf(state)}`;
const answerOf = (code: string): string => `company answer ${digestOf(code)}`;

export interface Away {
  /** Where the browser goes now. */
  readonly address: string;
  /** What it keeps and shows when it comes back, so that nobody else's answer is taken. */
  readonly proof: string;
}

/** Sends somebody to the provider of the company of an address. Throws `sso_unknown` where there is none. */
export async function beginWithCompany(deps: SignInDeps, email: string): Promise<Away> {
  const domain = domainOf(email.toLowerCase());
  const org = await deps.db.outside((tx) => organizationOfDomain(tx, domain));
  if (org === null) throw new DomainError('sso_unknown', { domain });
  const { issuer, by } = await providerOf(deps, org);
  const proof = secret(deps);
  const about = { org, issuer, proof: digestOf(proof) };
  if (by.kind === 'saml') {
    const [state, request] = [secret(deps), `_${secret(deps)}`];
    const address = await wayToSaml({ issuer, ...by }, { ...samlNames(deps.url, org), request }, state);
    await kept(deps, state, { kind: 'saml', ...about, request });
    return { address, proof };
  }
  const question = await newQuestion();
  const asked = { ...reaching(deps), redirect: redirectOf(deps.url), email };
  const address = await wayTo({ issuer, ...by }, question, asked);
  const { state, nonce, verifier } = question;
  await kept(deps, state, { kind: 'openid', ...about, nonce, verifier });
  return { address, proof };
}

const secret = ({ chance }: SignInDeps): string => Buffer.from(chance.random(RANDOM_BYTES)).toString('base64url');

const kept = ({ auth }: SignInDeps, state: string, begun: Begun): Promise<void> =>
  auth.keep(keyOf(state), JSON.stringify(begun), HOLDS);

/** What a provider that speaks SAML had posted here, by a browser that says no more. */
export interface Posted {
  readonly state: string;
  readonly answer: string;
}

/**
 * Keeps what was posted until the page that began takes it up, with its proof, and says by which code: a form that
 * another site sends proves nothing. Throws `provider_refused` where no question is open: nobody comes in unasked.
 */
export async function postedBySaml({ auth, ...deps }: SignInDeps, { state, answer }: Posted): Promise<string> {
  if (!(await auth.isKept(keyOf(state))))
    throw new DomainError('provider_refused', { because: 'the answer is to no question of ours' });
  const code = secret({ auth, ...deps });
  await auth.keep(answerOf(code), answer, HOLDS);
  return code;
}

export interface CameBack {
  readonly state: string;
  readonly code: string;
  readonly proof: string;
  /** RFC 9207: who answered. */
  readonly iss?: string | undefined;
}

export interface Vouched {
  readonly org: string;
  readonly user: string;
  readonly email: string;
}

/** Whose sign-in failed, as far as it is known: the organization that was asked, and why. */
export type OnRefused = (org: string, error: DomainError) => Promise<void>;

/** Takes what the provider answered, once, from the browser that began. Throws `provider_refused`, `sso_not_invited`. */
export async function finishWithCompany(deps: SignInDeps, back: CameBack, refused: OnRefused): Promise<Vouched> {
  const kept = await deps.auth.takeKept(keyOf(back.state));
  if (kept === null) throw new DomainError('provider_refused', { because: 'the answer is to no question of ours' });
  const begun = parseBegun(kept);
  // Whoever shows another proof is not who began, and gets nothing noted in anybody's name.
  if (digestOf(back.proof) !== begun.proof)
    throw new DomainError('provider_refused', { because: 'another browser began this sign-in' });
  try {
    return await vouchedFor(deps, back, begun);
  } catch (error) {
    if (error instanceof DomainError) await refused(begun.org, error);
    throw error;
  }
}

async function vouchedFor(deps: SignInDeps, back: CameBack, begun: Begun): Promise<Vouched> {
  const { org, issuer } = begun;
  const { domain, joins, proven, ...provider } = await providerOf(deps, org);
  if (provider.issuer !== issuer)
    throw new DomainError('provider_refused', { because: 'another provider was set meanwhile' });
  const claims = await claimsFrom(deps, back, begun, provider);
  const isNew = (await deps.auth.vouchedFor({ org, issuer, subject: claims.subject })) === null;
  if (isNew) await mustBeShown(deps, org, { domain, proven });
  return memberVouchedFor(deps, org, { ...addressIn(claims, domain), issuer, subject: claims.subject, joins });
}

/**
 * A domain that was set while a company was alone may be another's who came since: nobody new is taken for who it says
 * until it was shown. Whom it brought in before still comes.
 */
async function mustBeShown(
  { db }: SignInDeps,
  org: string,
  { domain, proven }: Pick<ProviderRow, 'domain' | 'proven'>,
): Promise<void> {
  if (proven || (await isAlone(db))) return;
  await db.transaction(org, async (tx) => {
    if (!(await isShown(tx, { domain, proven }))) throw new DomainError('sso_unproven', { domain });
    await markProven(tx); // also when the owner who showed it has left
  });
}

type Opened = Awaited<ReturnType<typeof providerOf>>;

function claimsFrom(
  deps: SignInDeps,
  back: CameBack,
  begun: Begun,
  { issuer, by }: Pick<Opened, 'issuer' | 'by'>,
): Promise<Claims> {
  if (begun.kind === 'saml' && by.kind === 'saml') return claimsBySaml(deps, back, begun, { issuer, ...by });
  if (begun.kind !== 'openid' || by.kind !== 'openid')
    throw new DomainError('provider_refused', { because: 'another provider was set meanwhile' });
  const { nonce, verifier } = begun;
  const address = new URL(redirectOf(deps.url));
  address.searchParams.set('code', back.code);
  address.searchParams.set('state', back.state);
  if (back.iss !== undefined) address.searchParams.set('iss', back.iss);
  return claimsAt({ issuer, ...by }, address, { state: back.state, nonce, verifier, ...reaching(deps) });
}

/** What it says is taken once, by whichever process. The domain is its own, so an address of it needs no other proof. */
async function claimsBySaml(
  deps: SignInDeps,
  { code }: CameBack,
  { org, request }: Extract<Begun, { readonly kind: 'saml' }>,
  provider: SamlProvider,
): Promise<Claims> {
  const answer = await deps.auth.takeKept(answerOf(code));
  if (answer === null) throw new DomainError('provider_refused', { because: 'nothing was posted under that code' });
  const said = await assertedIn(provider, { ...samlNames(deps.url, org), request }, answer);
  const digest = sha256(`${provider.issuer} ${said.assertion}`);
  const taking = { digest, until: said.until, now: deps.chance.now() };
  if (!(await deps.db.transaction(org, (tx) => takeAssertion(tx, org, taking))))
    throw new DomainError('provider_refused', { because: 'what it says was taken before' });
  return { subject: said.subject, email: said.email, emailVerified: true, name: said.name };
}

const reaching = ({ outbound }: SignInDeps) => ({ outbound, signal: AbortSignal.timeout(ANSWER_TAKES) });

async function providerOf({ db, vault }: SignInDeps, org: string) {
  const found = await db.transaction(org, providerRow);
  if (found === undefined) throw new DomainError('provider_refused', { because: 'it was taken away meanwhile' });
  const { by, ...rest } = found;
  if (by.kind === 'saml') return { ...rest, by };
  const opened = Buffer.from(vault.open(by.secret, aboutProvider(org))).toString('utf8');
  return { ...rest, by: { ...by, secret: opened } };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** A provider vouches for addresses of its own domain, and only for those that it has verified. */
function addressIn({ email, emailVerified, name }: Claims, domain: string) {
  const address = email?.toLowerCase() ?? '';
  const because =
    address === ''
      ? 'it names no e-mail address'
      : !emailVerified
        ? 'it does not say that the e-mail address was verified'
        : domainOf(address) !== domain
          ? `the address it names is not of ${domain}`
          : null;
  if (because !== null) throw new DomainError('provider_refused', { because });
  return { email: address, name: name === null || name.trim() === '' ? address : name.slice(0, LONGEST_NAME) };
}
