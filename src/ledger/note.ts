import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sameBytes, sha256 } from './hash.ts';

/** C2SP signed-note: a text, a blank line, and one line a signature: `— <name> <base64(key id ‖ signature)>`. */
export interface Note {
  /** Ends with a newline; it is what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes that tell keys of one name apart; not a proof of anything. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** The kinds of Ed25519 key that sign notes here: a log's, and a witness's with the time of its look (C2SP tlog-cosignature). */
const ALGORITHM = { log: 0x01, witness: 0x04 } as const;
export type KeyKind = keyof typeof ALGORITHM;

export interface Verifier {
  readonly name: string;
  readonly kind: KeyKind;
  readonly keyId: Uint8Array;
  readonly publicKey: KeyObject;
}

export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
}

const RAW_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;
const NAME = /^[^\p{White_Space}\p{Cc}+]+$/u;
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/u;
const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/u;
/** More signatures than any log and its witnesses make; C2SP asks for at least 16. */
const SIGNATURES = 100;

/** Throws TypeError when the name could not stand in a note. */
export function verifierOf(name: string, kind: KeyKind, publicKey: KeyObject): Verifier {
  if (!NAME.test(name)) throw new TypeError(`"${name}" cannot name a key: a name has no white space and no plus sign`);
  const input = Buffer.concat([Buffer.from(`${name}\n`), typedKey(kind, publicKey)]);
  return { name, kind, keyId: sha256(input).slice(0, KEY_ID_BYTES), publicKey };
}

export const signerOf = (name: string, kind: KeyKind, privateKey: KeyObject): Signer => ({
  ...verifierOf(name, kind, createPublicKey(privateKey)),
  privateKey,
});

/** A private key from its 32-byte seed. Throws TypeError for another length. */
export function privateKeyFrom(seed: Uint8Array): KeyObject {
  if (seed.length !== RAW_KEY_BYTES) throw new TypeError(`a seed has ${RAW_KEY_BYTES} bytes, and this ${seed.length}`);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]); // RFC 8410 §7
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

/** The verifier key as people hand it around: `<name>+<key id>+<base64(algorithm ‖ key)>`. */
export const verifierKey = ({ name, kind, keyId, publicKey }: Verifier): string =>
  `${name}+${Buffer.from(keyId).toString('hex')}+${typedKey(kind, publicKey).toString('base64')}`;

/** Throws TypeError, saying what is wrong, for text that is no verifier key. */
export function parseVerifierKey(text: string): Verifier {
  const [, name = '', id, key = ''] = VERIFIER_KEY.exec(text.trim()) ?? [];
  const bytes = Buffer.from(key, 'base64');
  const kind = (['log', 'witness'] as const).find((each) => ALGORITHM[each] === bytes[0]);
  if (kind === undefined || bytes.length !== 1 + RAW_KEY_BYTES) {
    throw new TypeError('not a verifier key: it reads <name>+<8 hexadecimal digits>+<base64 of an Ed25519 key>');
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  const verifier = verifierOf(name, kind, createPublicKey({ key: jwk, format: 'jwk' }));
  if (Buffer.from(verifier.keyId).toString('hex') !== id)
    throw new TypeError('not a verifier key: its key id does not match its key');
  if (verifierKey(verifier) !== text.trim()) throw new TypeError('not a verifier key: its key is not in its one form');
  return verifier;
}

function typedKey(kind: KeyKind, publicKey: KeyObject): Buffer {
  const { x } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Uint8Array.of(ALGORITHM[kind]), Buffer.from(x ?? '', 'base64url')]);
}

/** Signs as a log does: the text itself. */
export const signNote = (text: string, signer: Signer): NoteSignature => ({
  name: signer.name,
  keyId: signer.keyId,
  signature: sign(null, Buffer.from(text), signer.privateKey),
});

/** Signs as a witness does: the text and the second, since 1970, at which it was seen. */
export function cosign(text: string, time: number, witness: Signer): NoteSignature {
  const stamp = Buffer.alloc(TIME_BYTES);
  stamp.writeBigUInt64BE(BigInt(time));
  const signature = sign(null, cosigned(text, BigInt(time)), witness.privateKey);
  return { name: witness.name, keyId: witness.keyId, signature: Buffer.concat([stamp, signature]) };
}

const cosigned = (text: string, time: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

/** A signature that holds; a witness's tells when it looked, in seconds since 1970. */
export interface Verified {
  readonly verifier: Verifier;
  readonly time: number | null;
}

/**
 * The keys given that signed the note, each with the first of its signatures that holds. Other signatures are neither
 * trusted nor an error: anyone may add one.
 */
export function verifiedSignatures(note: Note, verifiers: readonly Verifier[]): readonly Verified[] {
  const counted = new Set<Verifier>();
  return note.signatures.flatMap((each): readonly Verified[] => {
    const verifier = verifiers.find(({ name, keyId }) => name === each.name && sameBytes(keyId, each.keyId));
    if (verifier === undefined || counted.has(verifier)) return [];
    const verified = verifiedBy(verifier, note.text, each.signature);
    if (verified === null) return [];
    counted.add(verifier);
    return [verified];
  });
}

function verifiedBy(verifier: Verifier, text: string, signature: Uint8Array): Verified | null {
  const { kind, publicKey } = verifier;
  if (kind === 'log') return verify(null, Buffer.from(text), publicKey, signature) ? { verifier, time: null } : null;
  if (signature.length <= TIME_BYTES) return null;
  const time = Buffer.from(signature).readBigUInt64BE();
  const holds = verify(null, cosigned(text, time), publicKey, signature.subarray(TIME_BYTES));
  return holds && time > 0n && time <= LAST_SECOND ? { verifier, time: Number(time) } : null;
}

/** The last second that a date can tell, in the year 275760. A witness that does not know the time signs 0. */
const LAST_SECOND = 8_640_000_000_000n;

/** The line that a signature is in a note, with its end. */
export const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `\u2014 ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;

export const formatNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(formatSignature).join('')}`;

/** Throws TypeError for what is not a signed note, to the byte. */
export function parseNote(bytes: string): Note {
  const end = bytes.lastIndexOf('\n\n');
  if (end < 0) throw new TypeError('not a signed note: no blank line stands before its signatures');
  if (!bytes.isWellFormed() || CONTROL.test(bytes))
    throw new TypeError('not a signed note: it holds a character that no note may hold');
  const lines = bytes.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0)
    throw new TypeError('not a signed note: it does not end with a signature line');
  if (lines.length > SIGNATURES)
    throw new TypeError(`not a signed note: it has ${lines.length} signatures, and ${SIGNATURES} are read at most`);
  const note = { text: bytes.slice(0, end + 1), signatures: lines.map(parseSignature) };
  if (formatNote(note) !== bytes) throw new TypeError('not a signed note: a signature line is not in its one form');
  return note;
}

function parseSignature(line: string): NoteSignature {
  const [dash, name = '', encoded, ...rest] = line.split(' ');
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (dash !== '\u2014' || !NAME.test(name) || rest.length > 0 || bytes.length <= KEY_ID_BYTES) {
    throw new TypeError('not a signed note: a signature line reads "— <name> <base64>"');
  }
  return { name, keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}
