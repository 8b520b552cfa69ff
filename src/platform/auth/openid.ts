import type { Configuration } from 'openid-client';
import { DomainError } from '#/core/errors.ts';
import type { Outbound } from '#/platform/outbound/outbound.ts';
import { DESCRIBING, whyRefused } from './openid-refusal.ts';

/** The protocol of single sign-on is the library's work; nothing outside this folder knows which it is. */
type Library = typeof import('openid-client');

/** An OpenID Connect provider, and what this installation is there. */
export interface CompanyProvider {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
}

export interface Reaching {
  readonly outbound: Outbound;
  readonly signal: AbortSignal;
}

/** What a provider says of a person, after the library verified who says it, to whom, when, and to which question. */
export interface Claims {
  /** Who they are there, for good; an e-mail address may pass to another person. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** What was sent along when a sign-in began; who comes back must fit it. */
export interface Question {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636. */
  readonly verifier: string;
}

const LARGEST_ANSWER = 262_144;
const LONGEST_SUBJECT = 255;
const LONGEST_EMAIL = 254;

/** A new question, by the library's own chance. */
export async function newQuestion(): Promise<Question> {
  const { randomState, randomNonce, randomPKCECodeVerifier } = await import('openid-client');
  return { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
}

/** Reads what a provider says of itself. Throws `provider_refused`, `provider_silent` and `webhook_refused`. */
export async function mustBeProvider(provider: CompanyProvider, reaching: Reaching): Promise<void> {
  await configured(await import('openid-client'), provider, reaching);
}

/** Where the browser goes. Throws as `mustBeProvider` does. */
export async function wayTo(
  provider: CompanyProvider,
  { state, nonce, verifier }: Question,
  { redirect, email, ...reaching }: Reaching & { readonly redirect: string; readonly email: string },
): Promise<string> {
  const library = await import('openid-client');
  const configuration = await configured(library, provider, reaching);
  return library.buildAuthorizationUrl(configuration, {
    scope: 'openid email profile',
    redirect_uri: redirect,
    state,
    nonce,
    code_challenge: await library.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    login_hint: email,
  }).href;
}

/** Takes the address at which somebody came back. Throws `provider_refused` where it does not fit the question. */
export async function claimsAt(
  provider: CompanyProvider,
  address: URL,
  { state, nonce, verifier, ...reaching }: Question & Reaching,
): Promise<Claims> {
  const library = await import('openid-client');
  const configuration = await configured(library, provider, reaching);
  library.enableNonRepudiationChecks(configuration); // the signature counts, and not only the way that the token came
  return translated(async () => {
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await library.authorizationCodeGrant(configuration, address, checks);
    const said = tokens.claims();
    if (said === undefined) return refuse('it gave no id token');
    const { sub } = said;
    if (sub === '' || sub.length > LONGEST_SUBJECT) return refuse('it does not say who somebody is');
    const asked = said['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
    const about = asked ? await library.fetchUserInfo(configuration, tokens.access_token, sub) : said;
    return { subject: sub, ...addressIn(about), name: typeof about['name'] === 'string' ? about['name'] : null };
  });
}

function addressIn(about: Readonly<Record<string, unknown>>): Pick<Claims, 'email' | 'emailVerified'> {
  const { email, email_verified: verified } = about;
  const isAddress = typeof email === 'string' && email.length <= LONGEST_EMAIL;
  return { email: isAddress ? email : null, emailVerified: verified === true };
}

async function configured(
  library: Library,
  { issuer, client, secret }: CompanyProvider,
  { outbound, signal }: Reaching,
): Promise<Configuration> {
  const server = URL.parse(issuer) ?? refuse('its issuer is no address');
  outbound.check(issuer);
  return translated(async () => {
    const configuration = await library.discovery(server, client, {}, secretOf(library, secret), {
      [library.customFetch]: through(outbound, signal),
      // Whether an address may be asked in clear, too, is for the guard of what leaves to say: on one's own machine.
      execute: [library.allowInsecureRequests],
    });
    const says = configuration.serverMetadata();
    // The library lets one vendor answer for all of its tenants under another name; that would be anybody.
    if (new URL(says.issuer).href !== server.href)
      refuse(`it calls itself ${says.issuer.slice(0, 200)}, not ${issuer}`);
    for (const each of [says.authorization_endpoint, says.token_endpoint, says.jwks_uri])
      outbound.check(each ?? refuse('it does not say where it is asked'));
    return configuration;
  }, DESCRIBING);
}

/** In a header, as every provider must take it, unless this one says that it takes it in the body only. */
function secretOf({ ClientSecretBasic, ClientSecretPost }: Library, secret: string) {
  const [inHeader, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (...[server, ...rest]: Parameters<typeof inHeader>): void => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const isInBody = !methods.includes('client_secret_basic') && methods.includes('client_secret_post');
    return (isInBody ? inBody : inHeader)(server, ...rest);
  };
}

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** What the library asks goes through the guard: pinned public addresses, no redirect, an end of size and time. */
const through =
  (outbound: Outbound, limit: AbortSignal) =>
  async (url: string, { method, headers, body, signal }: Asked): Promise<Response> => {
    if (method !== 'GET' && method !== 'POST') throw new TypeError(`nothing is asked of a provider by ${method}`);
    const answer = await outbound.ask(url, {
      headers,
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      most: LARGEST_ANSWER,
      ...(method === 'GET' ? {} : { body: textOf(body) }),
    });
    const isEmpty = answer.status === 204 || answer.status === 304;
    return new Response(isEmpty ? null : answer.text, {
      status: answer.status,
      headers: { 'content-type': answer.media },
    });
  };

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('what is sent to a provider is a form');
}

async function translated<T>(work: () => Promise<T>, says?: Readonly<Record<string, string>>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw whyRefused(error, says);
  }
}

function refuse(because: string): never {
  throw new DomainError('provider_refused', { because });
}
