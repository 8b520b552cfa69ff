import type { Profile, SAML } from '@node-saml/node-saml';
import { DomainError } from '#/core/errors.ts';
import { mustBePlain, refuseSaml, type SamlProvider } from './saml-metadata.ts';

/** What this installation is to a provider, and what it asked. */
export interface SamlQuestion {
  /** By which the provider knows this installation. */
  readonly entity: string;
  /** Where it sends people back. */
  readonly back: string;
  /** The id of the request. */
  readonly request: string;
}

/** What a provider says of a person, after the library verified who says it and when, and we to whom and to which question. */
export interface Asserted {
  readonly subject: string;
  readonly email: string | null;
  readonly name: string | null;
  /** The id of the assertion, which is taken once, and until when it would be. */
  readonly assertion: string;
  readonly until: number;
}

const MINUTE = 60_000;
/** Clocks differ. */
const SKEW = MINUTE;
/** In milliseconds; a question waits ten minutes for its answer, and so does what is said. */
const LONGEST_VALID = 60 * MINUTE;
const LONGEST = 255;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const AS_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** How something may be signed and digested; nothing that anybody can make a second of. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

/** Where the browser goes. */
export async function wayToSaml(provider: SamlProvider, question: SamlQuestion, state: string): Promise<string> {
  const library = await speaking(provider, question);
  return library.getAuthorizeUrlAsync(state, undefined, {});
}

/** Takes what a provider answered, once. Throws `provider_refused`. */
export async function assertedIn(provider: SamlProvider, question: SamlQuestion, answer: string): Promise<Asserted> {
  const xml = Buffer.from(answer, 'base64').toString('utf8');
  mustBePlain(xml);
  // However it is prefixed and quoted: the library reads that, too.
  for (const [, double, single] of xml.matchAll(/Algorithm\s*=\s*(?:"([^"]*)"|'([^']*)'|)/g)) {
    const algorithm = double ?? single ?? '';
    if (!ALGORITHMS.has(algorithm)) refuseSaml(`it signs in a way that is not taken: ${algorithm.slice(0, 100)}`);
  }
  const library = await speaking(provider, question);
  const profile = await library
    .validatePostResponseAsync({ SAMLResponse: answer })
    .then(({ profile: said }) => said)
    .catch((error: unknown) => {
      throw new DomainError('provider_refused', { because: because(error) }, { cause: error });
    });
  return profile === null ? refuseSaml('it says nothing of anybody') : saidOf(profile, provider, question);
}

async function speaking(provider: SamlProvider, { entity, back, request }: SamlQuestion): Promise<SAML> {
  const { SAML: Library, ValidateInResponseTo } = await import('@node-saml/node-saml');
  return new Library({
    callbackUrl: back,
    entryPoint: provider.address,
    issuer: entity,
    audience: entity,
    idpIssuer: provider.issuer,
    idpCert: [...provider.certificates],
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: SKEW,
    maxAssertionAgeMs: LONGEST_VALID,
    generateUniqueId: () => request,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: LONGEST_VALID,
    // It asks whether a question is open; this one is, and no other.
    cacheProvider: {
      saveAsync: async (key) => ({ value: key, createdAt: Date.now() }),
      getAsync: async (key) => (key === request ? new Date().toISOString() : null),
      removeAsync: async () => null,
    },
  });
}

/** As the library has what was signed: each element a list, its attributes below `$`, its text below `_`. */
interface Element {
  readonly $?: Readonly<Record<string, string>>;
  readonly _?: string;
  readonly [name: string]: unknown;
}

const within = (element: Element | undefined, name: string): readonly Element[] => {
  const found = element?.[name];
  return Array.isArray(found) ? (found as Element[]) : [];
};

function saidOf(profile: Profile, provider: SamlProvider, question: SamlQuestion): Asserted {
  const assertion = (profile.getAssertion?.() as { readonly Assertion?: Element } | undefined)?.Assertion;
  const id = ofSignIn(assertion, provider);
  const until = confirmedUntil(within(assertion, 'Subject')[0], question);
  const { nameID: subject, nameIDFormat: format } = profile;
  if (typeof subject !== 'string' || subject === '' || subject.length > LONGEST)
    return refuseSaml('it does not say who somebody is');
  if (format === TRANSIENT) refuseSaml('it calls somebody by another name each time; let it send a persistent one');
  const said = profile['attributes'] as Readonly<Record<string, unknown>> | undefined;
  const email = textOf(said, EMAIL) ?? (format === AS_ADDRESS || subject.includes('@') ? subject : null);
  return { subject, email, name: nameIn(said), assertion: id, until: until + SKEW };
}

/** The id of what a provider says of a sign-in. */
function ofSignIn(assertion: Element | undefined, { issuer }: SamlProvider): string {
  if (assertion?.$?.['Version'] !== '2.0') refuseSaml('it speaks another version');
  if (within(assertion, 'Issuer')[0]?._ !== issuer) refuseSaml('what it says is of another issuer');
  if (within(assertion, 'AuthnStatement').length === 0) refuseSaml('it does not say that somebody signed in');
  return assertion?.$?.['ID'] ?? refuseSaml('what it says has no id');
}

/** Until when; SAML profiles, 4.1.4.3: to us, for this question, and not for ever. */
function confirmedUntil(subject: Element | undefined, { back, request }: SamlQuestion): number {
  const confirmed = within(subject, 'SubjectConfirmation')
    .filter(({ $ }) => $?.['Method'] === BEARER)
    .map((each) => within(each, 'SubjectConfirmationData')[0]?.$ ?? {})
    .find((data) => data['Recipient'] === back && data['InResponseTo'] === request);
  if (confirmed === undefined) return refuseSaml('what it says is for another place, or belongs to another sign-in');
  const until = Date.parse(confirmed['NotOnOrAfter'] ?? '');
  if (Number.isNaN(until) || until + SKEW <= Date.now()) return refuseSaml('what it says has expired');
  return until;
}

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
/** As providers call them: plainly, by the object ids of LDAP, or as Entra does. */
const EMAIL = ['email', 'mail', 'Email', 'emailAddress', 'urn:oid:0.9.2342.19200300.100.1.3', `${CLAIMS}/emailaddress`];
const NAME = [
  'displayName',
  'name',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
];
const GIVEN = ['firstName', 'givenName', 'urn:oid:2.5.4.42', `${CLAIMS}/givenname`];
const FAMILY = ['lastName', 'sn', 'surname', 'urn:oid:2.5.4.4', `${CLAIMS}/surname`];

function textOf(said: Readonly<Record<string, unknown>> | undefined, names: readonly string[]): string | null {
  for (const name of names) {
    const value = said !== undefined && Object.hasOwn(said, name) ? said[name] : undefined;
    const text = Array.isArray(value) ? (value as unknown[])[0] : value;
    if (typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST) return text.trim();
  }
  return null;
}

function nameIn(said: Readonly<Record<string, unknown>> | undefined): string | null {
  const whole = textOf(said, NAME);
  if (whole !== null) return whole;
  const parts = [textOf(said, GIVEN), textOf(said, FAMILY)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

/** The library says it in a sentence; ours for what somebody who compares settings meets, and none that holds a value. */
const SAYS: readonly (readonly [RegExp, string])[] = [
  [
    /signature|signed|ID cannot refer|Referenced node|transforms/i,
    'what it says is not signed as a whole by a key of its metadata',
  ],
  [/audience/i, 'what it says is for another audience'],
  [/InResponseTo/i, 'what it says belongs to another sign-in'],
  [/expired|not yet valid|too old|subject confirmation/i, 'what it says has expired, or is of a time to come'],
  [/decryption|Encrypted/i, 'what it says is encrypted, which is not taken'],
  [/returned .* error/i, 'it did not let somebody in'],
];

function because(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return SAYS.find(([pattern]) => pattern.test(message))?.[1] ?? 'what it answered is not what the protocol asks for';
}
