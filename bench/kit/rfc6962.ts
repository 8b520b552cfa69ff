import { hash } from 'node:crypto';
import { split } from '#/ledger/tree.ts';

/**
 * The reference of the ledger's bench: RFC 6962 §2.1 to the letter, in code of its own, so that what the product does
 * to hash faster is not taken from what it is held against. The hash is the runtime's one-shot one, and its input is
 * laid out in memory that is used again.
 */
export function plainRoot(entries: readonly Uint8Array[], from = 0, to: number = entries.length): Uint8Array {
  if (to - from === 1) return leafHash(entries[from] ?? new Uint8Array(0));
  const middle = from + split(to - from);
  return nodeHash(plainRoot(entries, from, middle), plainRoot(entries, middle, to));
}

const HASH_BYTES = 32;
const leaf = new Uint8Array(1024);
const node = new Uint8Array(1 + 2 * HASH_BYTES);
node[0] = 0x01;

function leafHash(entry: Uint8Array): Uint8Array {
  const input = entry.length < leaf.length ? leaf.subarray(0, entry.length + 1) : new Uint8Array(entry.length + 1);
  input[0] = 0x00;
  input.set(entry, 1);
  return hash('sha256', input, 'buffer');
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash('sha256', node, 'buffer');
}
