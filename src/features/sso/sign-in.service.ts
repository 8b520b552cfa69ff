import { DomainError } from '#/core/errors.ts';
import { memberVouchedFor, type VouchedDeps } from '#/features/identity/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import { type Claims, claimsAt, newQuestion, wayTo } from '#/platform/auth/openid.ts';
import { type Begun, parseBegun } from './begun.ts';
import { aboutProvider, redirectOf, type SsoDeps } from './service.ts';
import { organizationOfDomain, providerRow, type ProviderRow } from './store.ts';

export interface SignInDeps extends SsoDeps, VouchedDeps {}

const RANDOM_BYTES = 32;
/** Seconds within which somebody comes back from the provider. */
const HOLDS = 600;
const ANSWER_TAKES = 20_000;
const LONGEST_NAME = 200;

const digestOf = (text: string): string => Buffer.from(sha256(text)).toString('base64url');
const keyOf = (state: string): string => `company ${digestOf(state)}`;

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
  const { issuer, client, secret } = await providerOf(deps, org);
  const question = await newQuestion();
  const proof = Buffer.from(deps.chance.random(RANDOM_BYTES)).toString('base64url');
  const address = await wayTo({ issuer, client, secret }, question, {
    ...reaching(deps),
    redirect: redirectOf(deps.url),
    email,
  });
  const { state, nonce, verifier } = question;
  const begun: Begun = { org, issuer, nonce, verifier, proof: digestOf(proof) };
  await deps.auth.keep(keyOf(state), JSON.stringify(begun), HOLDS);
  return { address, proof };
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
  const { org, issuer, nonce, verifier } = begun;
  const { domain, joins, ...provider } = await providerOf(deps, org);
  if (provider.issuer !== issuer)
    throw new DomainError('provider_refused', { because: 'another provider was set meanwhile' });
  const address = new URL(redirectOf(deps.url));
  address.searchParams.set('code', back.code);
  address.searchParams.set('state', back.state);
  if (back.iss !== undefined) address.searchParams.set('iss', back.iss);
  const asked = { state: back.state, nonce, verifier, ...reaching(deps) };
  const claims = await claimsAt(provider, address, asked);
  return memberVouchedFor(deps, org, { ...addressIn(claims, domain), issuer, subject: claims.subject, joins });
}

const reaching = ({ outbound }: SignInDeps) => ({ outbound, signal: AbortSignal.timeout(ANSWER_TAKES) });

async function providerOf(
  { db, vault }: SignInDeps,
  org: string,
): Promise<Pick<ProviderRow, 'issuer' | 'client' | 'domain' | 'joins'> & { readonly secret: string }> {
  const found = await db.transaction(org, providerRow);
  if (found === undefined) throw new DomainError('provider_refused', { because: 'it was taken away meanwhile' });
  const { issuer, client, domain, joins } = found;
  const secret = Buffer.from(vault.open(found.secret, aboutProvider(org))).toString('utf8');
  return { issuer, client, domain, joins, secret };
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
