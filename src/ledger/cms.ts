import { hash } from 'node:crypto';
import { algorithmOf, digestName, signatureHolds } from './algorithm.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import {
  constructed,
  countOf,
  der,
  type Element,
  elementsOf,
  explicit,
  integerOf,
  Members,
  oidOf,
  primitive,
  readDer,
  TAG,
} from './der.ts';
import { sameBytes } from './hash.ts';

/** What is in a CMS SignedData (RFC 5652) whose one signature holds. */
export interface SignedContent {
  readonly content: Uint8Array;
  readonly signer: Certificate;
  /** The other certificates that it carries; nothing vouches for them yet. */
  readonly others: readonly Certificate[];
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'; // RFC 2634 §5.4
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'; // RFC 5035 §3
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';

const OF = 'a signed message';
/** RFC 5652 §5.1: the version where the content is not plain data. */
const VERSION = 3;
const CERTIFICATES = 16;

/**
 * Reads a message and verifies its signature by the certificate in it, which the signature names. Strict: what nobody
 * signed and no rule prescribes (unsigned attributes, revocation lists, a second signer) is refused. Throws TypeError.
 */
export function verifiedContent(bytes: Uint8Array, contentType: string): SignedContent {
  const info = new Members(readDer(bytes), TAG.sequence, OF);
  if (oidOf(info.take(TAG.oid, 'its type')) !== SIGNED_DATA) throw new TypeError(`not ${OF}: it is of another type`);
  const data = new Members(explicit(info.take(constructed(0), 'its content'), TAG.sequence), TAG.sequence, OF);
  info.end();
  if (countOf(data.take(TAG.integer, 'its version')) !== VERSION)
    throw new TypeError(`not ${OF} of version ${VERSION}`);
  const digests = elementsOf(data.take(TAG.set, 'its hashes')).map(algorithmOf);
  const content = contentOf(data.take(TAG.sequence, 'what is signed'), contentType);
  const certificates = elementsOf(data.take(constructed(0), 'the certificate of its signer')).map(certificateOf);
  const [signer, ...signers] = elementsOf(data.take(TAG.set, 'its signature'));
  data.end();
  if (signer === undefined || signers.length > 0) throw new TypeError(`not ${OF} with exactly one signature`);
  if (certificates.length > CERTIFICATES) throw new TypeError(`${OF} with more than ${CERTIFICATES} certificates`);
  const { certificate, digest } = verifiedSigner(signer, { content, contentType, certificates });
  if (digests.map(digestName).join() !== digest)
    throw new TypeError(`not ${OF}: it lists other hashes than its signer used`);
  return { content, signer: certificate, others: certificates.filter((each) => each !== certificate) };
}

function contentOf(element: Element, contentType: string): Uint8Array {
  const members = new Members(element, TAG.sequence, OF);
  if (oidOf(members.take(TAG.oid, 'the type of its content')) !== contentType)
    throw new TypeError('the content is of another type');
  const { content } = explicit(members.take(constructed(0), 'its content'), TAG.octetString);
  members.end();
  return content;
}

function certificateOf({ tag, whole }: Element): Certificate {
  if (tag !== TAG.sequence) throw new TypeError(`${OF} with a certificate of a kind that is not known here`);
  return parseCertificate(whole);
}

interface About {
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly certificates: readonly Certificate[];
}

/** RFC 5652 §5.4: what is signed are the attributes, one of which is the hash of the content. */
function verifiedSigner(
  element: Element,
  { content, contentType, certificates }: About,
): { readonly certificate: Certificate; readonly digest: string } {
  const members = new Members(element, TAG.sequence, 'a signature');
  const version = countOf(members.take(TAG.integer, 'its version'));
  const certificate = signerNamed(version, members, certificates);
  const digest = digestName(algorithmOf(members.take(TAG.sequence, 'its hash')));
  const attributes = members.take(constructed(0), 'what it signs');
  const algorithm = algorithmOf(members.take(TAG.sequence, 'its algorithm'));
  const signature = members.take(TAG.octetString, 'its bytes').content;
  members.end();
  const message = der(TAG.set, attributes.content);
  if (!signatureHolds({ algorithm, digest, key: certificate.x509.publicKey, message, signature }))
    throw new TypeError('the signature does not hold');
  const values = attributesOf(attributes);
  const type = values.get(CONTENT_TYPE);
  const hashed = values.get(MESSAGE_DIGEST);
  if (type?.tag !== TAG.oid || oidOf(type) !== contentType)
    throw new TypeError('the signature is over another type of content');
  if (hashed?.tag !== TAG.octetString || !sameBytes(hashed.content, hash(digest, content, 'buffer')))
    throw new TypeError('the signature is over another content');
  mustName(certificate, values);
  return { certificate, digest };
}

/** RFC 5652 §5.3: version 1 names its signer by issuer and serial number, version 3 by the identifier of the key. */
function signerNamed(version: number, members: Members, certificates: readonly Certificate[]): Certificate {
  const identifier = version === 3 ? members.take(primitive(0), 'its signer').content : null;
  const named = version === 1 ? issuerAndSerial(members.take(TAG.sequence, 'its signer')) : null;
  if (identifier === null && named === null) throw new TypeError('a signature of a version that is not known here');
  const certificate = certificates.find(({ issuer, serial, extensions }) =>
    named === null
      ? sameBytes(
          extensions.get(SUBJECT_KEY_IDENTIFIER)?.value.content ?? new Uint8Array(0),
          identifier ?? new Uint8Array(1),
        )
      : sameBytes(issuer, named.issuer) && sameBytes(serial, named.serial),
  );
  if (certificate === undefined) throw new TypeError('the certificate of the signer is missing');
  return certificate;
}

function issuerAndSerial(element: Element): Pick<Certificate, 'issuer' | 'serial'> {
  const members = new Members(element, TAG.sequence, 'the name of a signer');
  const issuer = members.take(TAG.sequence, 'its issuer').whole;
  const serial = integerOf(members.take(TAG.integer, 'its serial number'));
  members.end();
  return { issuer, serial };
}

/** Each attribute once, with its one value. */
function attributesOf(element: Element): ReadonlyMap<string, Element> {
  const values = new Map<string, Element>();
  for (const attribute of elementsOf(element)) {
    const members = new Members(attribute, TAG.sequence, 'an attribute');
    const type = oidOf(members.take(TAG.oid, 'its type'));
    const [value, ...more] = elementsOf(members.take(TAG.set, 'its value'));
    members.end();
    if (value === undefined || more.length > 0 || values.has(type))
      throw new TypeError(`not one value of the attribute ${type}`);
    values.set(type, value);
  }
  return values;
}

/** RFC 5816 §2.2.1: the signature names its certificate by hash, so that no other with the same key takes its place. */
function mustName({ der: bytes }: Certificate, values: ReadonlyMap<string, Element>): void {
  const named = [
    [values.get(SIGNING_CERTIFICATE), 'sha1'],
    [values.get(SIGNING_CERTIFICATE_V2), 'sha256'],
  ] as const;
  const given = named.filter(([value]) => value !== undefined);
  if (given.length === 0) throw new TypeError('the signature does not say by which certificate it is');
  for (const [value, usual] of given) {
    const list = new Members(value, TAG.sequence, 'the name of a certificate').take(TAG.sequence, 'the list');
    const first = new Members(elementsOf(list)[0], TAG.sequence, 'the name of a certificate');
    const algorithm = usual === 'sha1' ? null : first.optional(TAG.sequence);
    const digest = algorithm === null ? usual : digestName(algorithmOf(algorithm));
    if (!sameBytes(first.take(TAG.octetString, 'the hash').content, hash(digest, bytes, 'buffer')))
      throw new TypeError('the signature is by another certificate than the one that is there');
  }
}
