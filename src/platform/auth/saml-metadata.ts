import { X509Certificate } from 'node:crypto';
import { DomainError } from '#/core/errors.ts';

/** A provider that vouches by SAML 2.0, as its metadata say. */
export interface SamlProvider {
  /** Its entity id. */
  readonly issuer: string;
  /** Where the browser is sent. */
  readonly address: string;
  /** PEM. Of whose keys it signs with one. */
  readonly certificates: readonly string[];
}

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const MOST_CERTIFICATES = 10;
const LONGEST = 500;
/** Bits. */
const SHORTEST_KEY = 2_048;

export function refuseSaml(because: string): never {
  throw new DomainError('provider_refused', { because });
}

interface Size {
  readonly tags: number;
  readonly equals: number;
}
const MOST_CHARACTERS = 200_000;
const LONG_VALUE = /=\s*(?:"[^"]{4000}|'[^']{4000})/;
/** Of what a provider says of itself, once, to somebody who may set it. */
const METADATA_SIZE: Size = { tags: 8_000, equals: 12_000 };
/** Of an answer that names somebody's groups by the hundred. */
const ANSWER_SIZE: Size = { tags: 1_500, equals: 2_500 };

/**
 * What comes from outside is elements, attributes and texts. A document type could define entities, a comment could cut
 * a name in two for one reader and not for another, and nobody who signs people in needs either. The library walks what
 * is not signed yet by the square of its parts, so they are few, or minutes of the process are anybody's.
 */
export function mustBePlain(xml: string, most = ANSWER_SIZE): void {
  if (/<!|<\?(?!xml[\s?])/.test(xml)) refuseSaml('there is more in it than elements and texts');
  const isLarge = countOf('<', xml) > most.tags || countOf('=', xml) > most.equals;
  if (xml.length > MOST_CHARACTERS || isLarge || LONG_VALUE.test(xml))
    refuseSaml('it is larger than what signs people in');
}

const countOf = (one: string, text: string): number => text.split(one).length - 1;

/** Reads what a provider says of itself. Throws `provider_refused`. */
export async function providerIn(metadata: string): Promise<SamlProvider> {
  mustBePlain(metadata, METADATA_SIZE);
  const { DOMParser } = await import('@xmldom/xmldom');
  const fail = (): never => refuseSaml('its metadata cannot be read');
  const read = new DOMParser({ errorHandler: { warning: () => undefined, error: fail, fatalError: fail } });
  const document = read.parseFromString(metadata, 'text/xml') as Document | undefined;
  const entities = [...elements(document ?? fail(), METADATA, 'EntityDescriptor')].filter(
    (each) => elements(each, METADATA, 'IDPSSODescriptor').length > 0,
  );
  const [entity, another] = entities;
  if (entity === undefined || another !== undefined) return refuseSaml('its metadata are not of one provider');
  const issuer = entity.getAttribute('entityID') ?? '';
  if (issuer === '' || issuer.length > LONGEST) return refuseSaml('its metadata do not say what it is called');
  const services = elements(entity, METADATA, 'SingleSignOnService');
  const service = services.find((each) => each.getAttribute('Binding') === REDIRECT);
  const address = service?.getAttribute('Location') ?? refuseSaml('it takes no requests by HTTP-Redirect');
  return { issuer, address, certificates: certificatesOf(entity) };
}

function elements(within: Document | Element, namespace: string, name: string): readonly Element[] {
  const found = within.getElementsByTagNameNS(namespace, name);
  return Array.from({ length: found.length }, (_, at) => found.item(at)).filter((each) => each !== null);
}

/** Those of the keys with which it signs. */
function certificatesOf(entity: Element): readonly string[] {
  const [idp] = elements(entity, METADATA, 'IDPSSODescriptor');
  const keys = idp === undefined ? [] : elements(idp, METADATA, 'KeyDescriptor');
  const signing = keys.filter((each) => each.getAttribute('use') !== 'encryption');
  const texts = signing.flatMap((each) =>
    elements(each, SIGNATURE, 'X509Certificate').map((one) => one.textContent ?? ''),
  );
  const all = [...new Set(texts.map((text) => pemOf(text)))];
  if (all.length === 0 || all.length > MOST_CERTIFICATES)
    return refuseSaml(`its metadata hold ${all.length} certificates of keys with which it signs`);
  return all;
}

function pemOf(text: string): string {
  const { certificate, key } = certificateIn(Buffer.from(text.replaceAll(/\s/g, ''), 'base64'));
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key;
  if (kind !== 'rsa' || (details?.modulusLength ?? 0) < SHORTEST_KEY)
    return refuseSaml(`it signs with no RSA key of ${SHORTEST_KEY} bits or more`);
  return certificate.toString();
}

function certificateIn(bytes: Buffer) {
  try {
    const certificate = new X509Certificate(bytes);
    return { certificate, key: certificate.publicKey };
  } catch {
    return refuseSaml('one of its certificates cannot be read');
  }
}

/** A type and no interface, so that it can be sealed. */
export type ShownCertificate = {
  /** SHA-256 of it. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

/** As somebody compares it with what the provider shows. */
export function shownCertificate(pem: string): ShownCertificate {
  const certificate = new X509Certificate(pem);
  return { fingerprint: certificate.fingerprint256, expires: certificate.validToDate.getTime() };
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What a provider is told of this installation. */
export const ownMetadata = ({ entity, back }: { readonly entity: string; readonly back: string }): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="${METADATA}" entityID="${attribute(entity)}">
  <SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    <AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${attribute(back)}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`;
