import { HASH_BYTES, roomFor, sha256Hex } from './hash.ts';
import { instantOf } from './time.ts';

/**
 * One leaf of the log, version 1. It holds no personal data: what it is about is committed to by a salted
 * digest, so that payload and salt can be destroyed and the log stays whole.
 */
export interface Entry {
  readonly v: 1;
  readonly kind: string;
  /** When the log took it, RFC 3339 in UTC with milliseconds; never earlier than the entry before. */
  readonly received: string;
  /** SHA-256(salt ‖ payload), 64 hexadecimal digits. */
  readonly payload: string;
}

export const SALT_BYTES = 32;

/** Throws TypeError for a salt of another length: bytes that could be either salt or payload would commit to both. */
export const commitment = (salt: Uint8Array, payload: Uint8Array): string => {
  if (salt.length !== SALT_BYTES) throw new TypeError(`a salt has ${SALT_BYTES} bytes, and this one ${salt.length}`);
  const input = room(salt.length + payload.length);
  input.set(salt);
  input.set(payload, salt.length);
  return sha256Hex(input);
};

const room = roomFor(4096);

/**
 * The text of the leaf: the entry in canonical JSON (RFC 8785), whose members are of forms that need no escape. Throws
 * TypeError for a kind that no reader accepts.
 */
function entryText({ v, kind, received, payload }: Entry): string {
  if (kind !== fit) fit = matching(KIND, kind, 'kind');
  return `{"kind":"${kind}","payload":"${payload}","received":"${received}","v":${v}}`;
}

/** Entries that are appended together are mostly of one kind, so the last one is remembered. */
let fit = '';

/** The bytes of the leaf. */
export const entryBytes = (entry: Entry): Uint8Array => Buffer.from(entryText(entry), 'latin1');

const RECEIVED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const KIND = /^(?=.{1,64}$)[a-z]+(-[a-z]+)*$/;
const DIGEST = new RegExp(`^[0-9a-f]{${2 * HASH_BYTES}}$`);

/** The canonical form of an entry of version 1: whatever matches is one, but for the instant. */
const CANONICAL =
  /^\{"kind":"((?=[a-z-]{1,64}")[a-z]+(?:-[a-z]+)*)","payload":"([0-9a-f]{64})","received":"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)","v":1\}$/;

/** Throws TypeError, saying what is wrong, for bytes that are not exactly an entry of a known version. */
export function parseEntry(bytes: Uint8Array): Entry {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const [, canonicalKind, digest = '', at = ''] = CANONICAL.exec(text) ?? [];
  if (canonicalKind === undefined || !exists(at)) return parseSlowly(bytes);
  return { v: 1, kind: canonicalKind, received: at, payload: digest };
}

/** Entries that were appended together share their instant, so the last one is remembered. */
let known = '';
function exists(instant: string): boolean {
  if (instant !== known && instantOf(instant) === null) return false;
  known = instant;
  return true;
}

/** Says what is wrong, by looking at each member. */
function parseSlowly(bytes: Uint8Array): Entry {
  const { v, kind, received, payload } = members(bytes);
  if (v !== 1) throw new TypeError(`an entry of version ${JSON.stringify(v)}: this reader knows version 1`);
  const known: Entry = {
    v,
    kind: matching(KIND, kind, 'kind'),
    received: matching(RECEIVED, received, 'received'),
    payload: matching(DIGEST, payload, 'payload'),
  };
  if (instantOf(known.received) === null) throw new TypeError('an entry received at an instant that is none');
  if (Buffer.compare(entryBytes(known), bytes) !== 0) throw new TypeError('an entry that is not in its canonical form');
  return known;
}

function members(bytes: Uint8Array): Partial<Record<keyof Entry, unknown>> {
  try {
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) ?? {}) as Partial<Record<keyof Entry, unknown>>;
  } catch {
    throw new TypeError('an entry that is not JSON');
  }
}

function matching(form: RegExp, value: unknown, member: string): string {
  if (typeof value !== 'string' || !form.test(value))
    throw new TypeError(`an entry whose ${member} is not of its form`);
  return value;
}
