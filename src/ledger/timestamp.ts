import { algorithmOf, digestName, SHA256 } from './algorithm.ts';
import { extensionsOf, nameOf, parsePem, whyNoAuthority, whyUntrusted } from './certificate.ts';
import { verifiedContent } from './cms.ts';
import {
  constructed,
  countOf,
  der,
  derInteger,
  type Element,
  elementsOf,
  integerOf,
  Members,
  oidOf,
  readDer,
  TAG,
  timeOf,
} from './der.ts';
import { sameBytes, sha256 } from './hash.ts';

const VERSION = Uint8Array.of(1);
const SHA256_DER = Buffer.from('0609608648016503040201', 'hex');
const TRUE = Uint8Array.of(0xff);

/** RFC 3161 §2.4.1: asks an authority to say that these bytes existed, and to send its certificate with the answer. */
export const timestampRequest = (message: Uint8Array, nonce: Uint8Array): Uint8Array =>
  der(
    TAG.sequence,
    derInteger(VERSION),
    der(TAG.sequence, der(TAG.sequence, SHA256_DER, der(TAG.null)), der(TAG.octetString, sha256(message))),
    derInteger(nonce),
    der(TAG.boolean, TRUE),
  );

/** Larger than any token with its certificates. In bytes. */
const LONGEST = 65_536;
const GRANTED = 0;

/** The token in an answer (RFC 3161 §2.4.2), or the token itself. Throws TypeError, with the reason when it was refused. */
export function tokenOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length > LONGEST) throw new TypeError(`not a timestamp: it is longer than ${LONGEST} bytes`);
  const whole = readDer(bytes);
  const members = new Members(whole, TAG.sequence, 'a timestamp');
  if (members.optional(TAG.oid) !== null) return bytes;
  const info = new Members(members.take(TAG.sequence, 'its status'), TAG.sequence, 'the status of a timestamp');
  const status = countOf(info.take(TAG.integer, 'the number'));
  const said = info.optional(TAG.sequence);
  const failure = info.optional(TAG.bitString);
  info.end();
  if (status !== GRANTED || failure !== null)
    throw new TypeError(`the timestamp was refused with status ${status}${wordsOf(said)}`);
  const token = members.take(TAG.sequence, 'the token').whole;
  members.end();
  return token;
}

/** What an authority says beside a status, without what could steer a terminal. */
const wordsOf = (said: Element | null): string =>
  said === null
    ? ''
    : `: ${elementsOf(said)
        .map(({ content }) => Buffer.from(content).toString('utf8'))
        .join(' ')
        .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')}`;

export interface TimestampExpected {
  /** Certificates, in PEM, that the reader trusts to name timestamp authorities. */
  readonly anchors?: string;
  /** The one of the request. */
  readonly nonce?: Uint8Array;
}

/** What an authority says of some bytes: they existed at that time. */
export interface Timestamp {
  /** Milliseconds since 1970, by the clock of the authority. */
  readonly time: number;
  /** The subject of its certificate. */
  readonly authority: string;
  /** Whether an anchor vouches for the authority. Without, anybody can have made the token. */
  readonly trusted: boolean;
  /** Why it is not trusted. */
  readonly because: string | null;
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/**
 * Verifies a timestamp (RFC 3161) of `message`, an answer or a token, offline. Throws TypeError, saying what is wrong,
 * for anything but a token for exactly these bytes whose signature holds, by a certificate that is for timestamps and
 * was valid at that time.
 */
export function verifyTimestamp(
  bytes: Uint8Array,
  message: Uint8Array,
  { anchors = '', nonce }: TimestampExpected,
): Timestamp {
  const trust = parsePem(anchors);
  const { content, signer, others } = verifiedContent(tokenOf(bytes), TST_INFO);
  const time = timeStated(content, message, nonce);
  const why = whyNoAuthority(signer, time);
  if (why !== null) throw new TypeError(`${nameOf(signer)} is no timestamp authority: ${why}`);
  const because = whyUntrusted(signer, { others, anchors: trust, time });
  return { time, authority: nameOf(signer), trusted: because === null, because };
}

/** RFC 3161 §2.4.2, TSTInfo. */
function timeStated(content: Uint8Array, message: Uint8Array, nonce: Uint8Array | undefined): number {
  const info = new Members(readDer(content), TAG.sequence, 'a timestamp');
  if (countOf(info.take(TAG.integer, 'its version')) !== VERSION[0])
    throw new TypeError('not a timestamp of version 1');
  oidOf(info.take(TAG.oid, 'its policy'));
  const imprint = new Members(info.take(TAG.sequence, 'what it is of'), TAG.sequence, 'an imprint');
  const algorithm = algorithmOf(imprint.take(TAG.sequence, 'its hash'));
  const hashed = imprint.take(TAG.octetString, 'the hash').content;
  imprint.end();
  if (algorithm.oid !== SHA256 || digestName(algorithm) !== 'sha256' || !sameBytes(hashed, sha256(message)))
    throw new TypeError('the timestamp is of other bytes');
  integerOf(info.take(TAG.integer, 'its serial number'));
  const time = timeOf(info.take(TAG.generalizedTime, 'its time'));
  info.optional(TAG.sequence); // how exact the clock is
  info.optional(TAG.boolean);
  const answered = info.optional(TAG.integer);
  if (nonce !== undefined && (answered === null || !sameBytes(answered.whole, derInteger(nonce))))
    throw new TypeError('the timestamp answers another request');
  info.optional(constructed(0)); // the authority names itself; its certificate is what counts
  const extensions = info.optional(constructed(1));
  info.end();
  if (extensions !== null && [...extensionsOf(extensions).values()].some(({ critical }) => critical))
    throw new TypeError('a timestamp with a condition that is not known here');
  return time;
}
