import { canonicalBytes } from './canonical.ts';
import { HASH_BYTES, sha256 } from './hash.ts';

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

export const commitment = (salt: Uint8Array, payload: Uint8Array): string => {
  const input = new Uint8Array(salt.length + payload.length);
  input.set(salt);
  input.set(payload, salt.length);
  return Buffer.from(sha256(input)).toString('hex');
};

/** The bytes of the leaf: the entry in canonical JSON (RFC 8785). */
export const entryBytes = ({ v, kind, received, payload }: Entry): Uint8Array =>
  canonicalBytes({ v, kind, received, payload });

const RECEIVED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const KIND = /^[a-z]+(-[a-z]+)*$/;
const DIGEST = new RegExp(`^[0-9a-f]{${2 * HASH_BYTES}}$`);

/** Throws TypeError, saying what is wrong, for bytes that are not exactly an entry of a known version. */
export function parseEntry(bytes: Uint8Array): Entry {
  const text = Buffer.from(bytes).toString('utf8');
  const entry = JSON.parse(text) as Partial<Record<keyof Entry, unknown>> | null;
  const { v, kind, received, payload } = entry ?? {};
  if (v !== 1) throw new TypeError(`an entry of version ${JSON.stringify(v)}: this reader knows version 1`);
  const known: Entry = {
    v,
    kind: matching(KIND, kind, 'kind'),
    received: matching(RECEIVED, received, 'received'),
    payload: matching(DIGEST, payload, 'payload'),
  };
  if (Buffer.compare(entryBytes(known), bytes) !== 0)
    throw new TypeError('an entry that is not in its canonical form');
  return known;
}

function matching(form: RegExp, value: unknown, member: string): string {
  if (typeof value !== 'string' || !form.test(value))
    throw new TypeError(`an entry whose ${member} is not of its form`);
  return value;
}
