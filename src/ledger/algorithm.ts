import { constants, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import { constructed, countOf, type Element, explicit, Members, oidOf, TAG } from './der.ts';

/** What an AlgorithmIdentifier (RFC 5280 §4.1.1.2) says. */
export interface Algorithm {
  readonly oid: string;
  readonly parameters: Element | null;
}

export function algorithmOf(element: Element): Algorithm {
  const members = new Members(element, TAG.sequence, 'an algorithm');
  const oid = oidOf(members.take(TAG.oid, 'its identifier'));
  const parameters = elementAfter(members);
  members.end();
  return { oid, parameters };
}

const elementAfter = (members: Members): Element | null =>
  members.optional(TAG.null) ?? members.optional(TAG.sequence) ?? members.optional(TAG.oid);

/** SHA-2 only: for older hashes, two inputs of one hash can be made. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
export const SHA256 = '2.16.840.1.101.3.4.2.1';

/** The name that node:crypto has for it. Throws TypeError for one that is not accepted. */
export function digestName({ oid, parameters }: Algorithm): string {
  const name = DIGESTS.get(oid);
  if (name === undefined || (parameters !== null && !isNull(parameters)))
    throw new TypeError(`the hash ${oid} is not accepted`);
  return name;
}

const isNull = ({ tag, content }: Element): boolean => tag === TAG.null && content.length === 0;

const RSA = '1.2.840.113549.1.1.1'; // with the digest that is named beside it
const PSS = '1.2.840.113549.1.1.10';
const ED25519 = '1.3.101.112';
const RSA_WITH: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);
const ECDSA_WITH: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/** Signatures on certificates that are accepted: none over a hash that can be collided. */
export const STRONG_SIGNATURES: ReadonlySet<string> = new Set([PSS, ED25519, ...RSA_WITH.keys(), ...ECDSA_WITH.keys()]);

const RSA_BITS = 2048;

/** A key with which nobody but its holder can sign, as far as is known. */
export const isStrong = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType?.startsWith('rsa') !== true || (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS;

export interface SignatureInput {
  readonly algorithm: Algorithm;
  /** The digest that a CMS signer names beside its algorithm. */
  readonly digest: string;
  readonly key: KeyObject;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Does the signature hold? Throws TypeError for an algorithm that is not accepted, or that is not one for this key. */
export function signatureHolds({ algorithm, digest, key, message, signature }: SignatureInput): boolean {
  const { hash, types, options } = schemeOf(algorithm, digest);
  if (!types.includes(key.asymmetricKeyType ?? '') || !isStrong(key))
    throw new TypeError(`the signature ${algorithm.oid} is not one that this key may make`);
  return verify(hash, message, { key, ...options }, signature);
}

interface Scheme {
  /** Null where the signature has a hash of its own. */
  readonly hash: string | null;
  readonly types: readonly string[];
  readonly options: Omit<VerifyKeyObjectInput, 'key'>;
}

function schemeOf({ oid, parameters }: Algorithm, digest: string): Scheme {
  const plain = parameters === null || isNull(parameters);
  const rsa = oid === RSA ? digest : RSA_WITH.get(oid);
  if (rsa !== undefined && plain)
    return { hash: rsa, types: ['rsa'], options: { padding: constants.RSA_PKCS1_PADDING } };
  const ecdsa = ECDSA_WITH.get(oid);
  if (ecdsa !== undefined && parameters === null)
    return { hash: ecdsa, types: ['ec'], options: { dsaEncoding: 'der' } };
  if (oid === ED25519 && parameters === null) return { hash: null, types: ['ed25519'], options: {} };
  if (oid === PSS && parameters !== null) {
    const { hash, saltLength } = pssOf(parameters);
    const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
    return { hash, types: ['rsa', 'rsa-pss'], options };
  }
  throw new TypeError(`the signature ${oid} is not accepted`);
}

const MGF1 = '1.2.840.113549.1.1.8';
const DEFAULT_SALT = 20; // RFC 4055 §3.1

/** RFC 4055 §3.1, where the mask is made with the same hash. */
function pssOf(parameters: Element): { readonly hash: string; readonly saltLength: number } {
  const of = 'parameters of RSA-PSS';
  const members = new Members(parameters, TAG.sequence, of);
  const hash = digestName(algorithmOf(explicit(members.take(constructed(0), 'its hash'), TAG.sequence)));
  const mask = new Members(explicit(members.take(constructed(1), 'its mask'), TAG.sequence), TAG.sequence, of);
  const generator = oidOf(mask.take(TAG.oid, 'its mask'));
  const maskHash = digestName(algorithmOf(mask.take(TAG.sequence, 'the hash of its mask')));
  mask.end();
  if (generator !== MGF1 || maskHash !== hash) throw new TypeError('a mask of RSA-PSS that is not accepted');
  const salt = members.optional(constructed(2));
  const trailer = members.optional(constructed(3));
  members.end();
  if (trailer !== null && countOf(explicit(trailer, TAG.integer)) !== 1)
    throw new TypeError(`not ${of}: the trailer is not 1`);
  return { hash, saltLength: salt === null ? DEFAULT_SALT : countOf(explicit(salt, TAG.integer)) };
}
