import { createHash, hash } from 'node:crypto';

/** SHA-256, 32 bytes. The only hash of the ledger, of artifacts and of segments. */
export const HASH_BYTES = 32;

/**
 * Through a string, into memory that many digests share: the runtime makes a short string for a fraction of what it
 * takes to make a buffer of its own.
 */
export function sha256(bytes: Uint8Array | string): Uint8Array {
  if (taken === digests.length) {
    digests = Buffer.allocUnsafeSlow(DIGESTS * HASH_BYTES);
    taken = 0;
  }
  digests.write(hash('sha256', bytes, 'latin1'), taken, 'latin1');
  const digest = new Uint8Array(digests.buffer, taken, HASH_BYTES);
  taken += HASH_BYTES;
  return digest;
}

/** How many digests share memory: few enough that one which is kept for long holds little. */
const DIGESTS = 128;
let digests = Buffer.allocUnsafeSlow(DIGESTS * HASH_BYTES);
let taken = 0;

/** SHA-256 as 64 lowercase hexadecimal digits: the form used in addresses, payloads and on screen. */
export const sha256Hex = (bytes: Uint8Array | string): string => hash('sha256', bytes);

const LEAF = 0x00; // RFC 6962 §2.1: a leaf can never be mistaken for a node
const NODE = 0x01;

/** RFC 6962 §2.1: SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  if (entry.length >= ROOM) return createHash('sha256').update(LEAF_PREFIX).update(entry).digest();
  const input = leaf(1 + entry.length);
  input[0] = LEAF;
  input.set(entry, 1);
  return sha256(input);
}

/**
 * Room for inputs of a hash, used again for each: a function that gives so many bytes of it, which hold whatever was
 * there before. More than there is room for is made anew.
 */
export function roomFor(most: number): (length: number) => Uint8Array {
  const room = new Uint8Array(most);
  const views: Uint8Array[] = [];
  return (length) => (length > most ? new Uint8Array(length) : (views[length] ??= room.subarray(0, length)));
}

/** A longer entry is not copied behind its prefix: to hash it in two steps costs less. */
const ROOM = 1024;
const LEAF_PREFIX = Uint8Array.of(LEAF);
const leaf = roomFor(ROOM);

const scratch = new Uint8Array(1 + 2 * HASH_BYTES);
scratch[0] = NODE;

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  scratch.set(left, 1);
  scratch.set(right, 1 + HASH_BYTES);
  return sha256(scratch);
}

/** RFC 6962 §2.1: the root of a tree without leaves is the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;
