import { X509Certificate } from 'node:crypto';
import { algorithmOf, isStrong, STRONG_SIGNATURES } from './algorithm.ts';
import {
  constructed,
  countOf,
  type Element,
  elementsOf,
  explicit,
  integerOf,
  Members,
  oidOf,
  primitive,
  readDer,
  TAG,
  timeOf,
} from './der.ts';
import { sameBytes } from './hash.ts';
import { instantText } from './time.ts';

/** A certificate (RFC 5280), read strictly; signatures and names are left to node:crypto. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly x509: X509Certificate;
  /** The whole DER of the name. */
  readonly issuer: Uint8Array;
  /** The content of the integer. */
  readonly serial: Uint8Array;
  readonly validFrom: number;
  readonly validTo: number;
  /** The algorithm of the signature on it. */
  readonly signature: string;
  readonly extensions: ReadonlyMap<string, Extension>;
}

interface Extension {
  readonly critical: boolean;
  readonly value: Element;
}

const OF = 'a certificate';
const VERSION_3 = 2;

/** Throws TypeError. */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const whole = new Members(readDer(bytes), TAG.sequence, OF);
  const tbs = new Members(whole.take(TAG.sequence, 'what it says'), TAG.sequence, OF);
  const signature = algorithmOf(whole.take(TAG.sequence, 'its algorithm')).oid;
  if (whole.take(TAG.bitString, 'its signature').content[0] !== 0)
    throw new TypeError(`not ${OF}: its signature has loose bits`);
  whole.end();
  const version = tbs.optional(constructed(0));
  if (version === null || countOf(explicit(version, TAG.integer)) !== VERSION_3)
    throw new TypeError(`not ${OF} of version 3`);
  const serial = integerOf(tbs.take(TAG.integer, 'its serial number'));
  tbs.take(TAG.sequence, 'its algorithm');
  const issuer = tbs.take(TAG.sequence, 'its issuer').whole;
  const [from, to, ...more] = elementsOf(tbs.take(TAG.sequence, 'its validity'));
  if (from === undefined || to === undefined || more.length > 0)
    throw new TypeError(`not ${OF}: its validity is no interval`);
  tbs.take(TAG.sequence, 'its subject');
  tbs.take(TAG.sequence, 'its key');
  for (const id of [1, 2]) tbs.optional(primitive(id));
  const extensions = tbs.optional(constructed(3));
  tbs.end();
  return {
    der: bytes,
    x509: x509Of(bytes),
    issuer,
    serial,
    validFrom: timeOf(from),
    validTo: timeOf(to),
    signature,
    extensions: extensions === null ? new Map() : extensionsOf(explicit(extensions, TAG.sequence)),
  };
}

function x509Of(bytes: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(bytes);
    if (!isStrong(certificate.publicKey)) throw new TypeError('its key is too short');
    return certificate;
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new TypeError(`not ${OF} that can be used: ${because}`, { cause: error });
  }
}

/** RFC 5280 §4.1.2.9. Throws TypeError. */
export function extensionsOf(list: Element): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const element of elementsOf(list)) {
    const members = new Members(element, TAG.sequence, 'an extension');
    const oid = oidOf(members.take(TAG.oid, 'its identifier'));
    const critical = members.optional(TAG.boolean)?.content[0] === 0xff;
    const value = readDer(members.take(TAG.octetString, 'its value').content);
    members.end();
    if (extensions.has(oid)) throw new TypeError(`not an extension: ${oid} is there twice`);
    extensions.set(oid, { critical, value });
  }
  return extensions;
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** Reads the certificates of a PEM text; other text around them is ignored. Throws TypeError, also for text without any. */
export function parsePem(text: string): readonly Certificate[] {
  const certificates = [...text.matchAll(PEM)].map(([, base64 = '']) =>
    parseCertificate(Buffer.from(base64, 'base64')),
  );
  if (certificates.length === 0 && text.trim() !== '') throw new TypeError('no certificate in PEM form is in the text');
  return certificates;
}

/** The subject on one line, as `C=…, O=…, CN=…`. */
export const nameOf = ({ x509 }: Certificate): string => x509.subject.split('\n').join(', ');

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const KEY_IDENTIFIERS = ['2.5.29.14', '2.5.29.35'];
const POLICIES = '2.5.29.32';
const KNOWN: ReadonlySet<string> = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  ...KEY_IDENTIFIERS,
  POLICIES,
]);

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANY_USAGE = '2.5.29.37.0';
const SIGNS_DATA = [0, 1]; // RFC 5280 §4.2.1.3: digitalSignature, nonRepudiation
const SIGNS_CERTIFICATES = 5;

const validAt = ({ validFrom, validTo }: Certificate, time: number): boolean => validFrom <= time && time <= validTo;

/** Why this may not be the certificate of a timestamp authority (RFC 3161 §2.3) at that time; null when it may. */
export function whyNoAuthority(certificate: Certificate, time: number): string | null {
  const usage = certificate.extensions.get(EXTENDED_KEY_USAGE);
  if (usage?.critical !== true || usagesOf(usage).join() !== TIME_STAMPING)
    return 'its key is not one for timestamps only';
  if (!SIGNS_DATA.some((bit) => maySign(certificate, bit))) return 'its key may not sign';
  return whyUnusable(certificate, time);
}

function whyUnusable(certificate: Certificate, time: number): string | null {
  if (!validAt(certificate, time)) return `it was not valid at ${instantText(time)}`;
  const unknown = [...certificate.extensions].find(([oid, { critical }]) => critical && !KNOWN.has(oid));
  return unknown === undefined ? null : `it has a limit that is not known here: ${unknown[0]}`;
}

const usagesOf = ({ value }: Extension): readonly string[] => elementsOf(value).map(oidOf);

function maySign({ extensions }: Certificate, bit: number): boolean {
  const [, usages = 0] = extensions.get(KEY_USAGE)?.value.content ?? [0, 0xff];
  return ((usages >> (7 - bit)) & 1) === 1;
}

const LONGEST_CHAIN = 8;

/**
 * Why no chain of certificates, all valid at that time, leads from the authority to an anchor; null when one does.
 * Revocation is not looked up: it is not known offline.
 */
export function whyUntrusted(
  authority: Certificate,
  {
    others,
    anchors,
    time,
  }: { readonly others: readonly Certificate[]; readonly anchors: readonly Certificate[]; readonly time: number },
): string | null {
  if (anchors.length === 0) return 'no certificate that you trust was given';
  if (anchors.some(({ der }) => sameBytes(der, authority.der))) return null;
  const reached = [{ certificate: authority, below: 0 }];
  let because = 'no chain of certificates leads from its authority to one that you trust';
  for (const { certificate, below } of reached) {
    for (const issuer of [...anchors, ...others]) {
      if (!isIssuedBy(certificate, issuer)) continue;
      const anchored = anchors.includes(issuer);
      const why = whyUnusable(issuer, time) ?? whyNoIssuer(issuer, { below, anchored });
      if (why !== null) because = `${nameOf(issuer)}: ${why}`;
      else if (anchored) return null;
      else if (below < LONGEST_CHAIN && !reached.some((known) => known.certificate === issuer))
        reached.push({ certificate: issuer, below: below + 1 });
    }
  }
  return because;
}

function isIssuedBy({ x509, signature }: Certificate, issuer: Certificate): boolean {
  if (!STRONG_SIGNATURES.has(signature) || !x509.checkIssued(issuer.x509)) return false;
  try {
    return x509.verify(issuer.x509.publicKey);
  } catch {
    return false; // the key cannot have made this signature
  }
}

/** RFC 5280 §6.1.4: may it issue certificates, with so many authorities below it? */
function whyNoIssuer(
  issuer: Certificate,
  { below, anchored }: { readonly below: number; readonly anchored: boolean },
): string | null {
  const constraints = issuer.extensions.get(BASIC_CONSTRAINTS);
  const [authority, depth] = constraints === undefined ? [] : elementsOf(constraints.value);
  if (authority?.tag !== TAG.boolean || authority.content[0] !== 0xff || !maySign(issuer, SIGNS_CERTIFICATES))
    return 'it may not issue certificates';
  if (depth !== undefined && countOf(depth) < below) return 'it may not issue a chain as long as this';
  const usage = issuer.extensions.get(EXTENDED_KEY_USAGE);
  const allowed =
    usage === undefined || anchored || usagesOf(usage).some((each) => each === TIME_STAMPING || each === ANY_USAGE);
  return allowed ? null : 'it may not issue certificates of timestamp authorities';
}
