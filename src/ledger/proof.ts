import { EMPTY_ROOT, HASH_BYTES, nodeHash, sameBytes } from './hash.ts';
import { split, type Subtree, subtreesOf } from './tree.ts';

/** The leaves `[from, to)`; its hash is one element of a proof. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Gives the root of a complete subtree of the log. */
export type SubtreeHash = (subtree: Subtree) => Uint8Array;

/** The Merkle tree hash of a range, from the roots of the complete subtrees in it. */
export function rangeHash({ from, to }: Range, hashOf: SubtreeHash): Uint8Array {
  return subtreesOf(from, to)
    .map(hashOf)
    .reduceRight((right, left) => nodeHash(left, right));
}

/** RFC 6962 §2.1.1: what an inclusion proof of leaf `index` in the tree of `size` is made of, leaf first. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** RFC 6962 §2.1.2: what a consistency proof between the trees of `older` and `size` leaves is made of; of nothing for an empty one. */
export function consistencyRanges(older: number, size: number): readonly Range[] {
  if (!(Number.isSafeInteger(older) && older >= 0 && older <= size))
    throw new RangeError(`a tree of ${size} leaves does not begin with one of ${older}`);
  if (older === 0) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  let whole = true; // the older tree is, so far, exactly the range looked at
  while (older !== to) {
    const middle = from + split(to - from);
    if (older <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
      whole = false;
    }
  }
  if (!whole) ranges.push({ from, to });
  return ranges.reverse();
}

/** Does `proof` show that `leaf` stands at `index` of the tree of `size` leaves with this `root`? */
export function verifyInclusion(
  leaf: Uint8Array,
  at: { readonly index: number; readonly size: number },
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!(Number.isSafeInteger(at.index) && at.index >= 0 && at.index < at.size)) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let { index } = at;
  let last = at.size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(hash, root);
}

/** A hash of another length would leave bytes of the last one in the input of the next. */
const isHash = ({ length }: Uint8Array): boolean => length === HASH_BYTES;

/** The size and root of a log at one moment. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Does `proof` show that the `newer` tree begins with exactly the leaves of the `older` one? */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!(Number.isSafeInteger(older.size) && older.size >= 0 && older.size <= newer.size)) return false;
  if (![older.root, newer.root, ...proof].every(isHash)) return false;
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && sameBytes(older.root, EMPTY_ROOT);
  const roots = rootsOf(older, newer.size, proof);
  return roots !== null && sameBytes(roots.older, older.root) && sameBytes(roots.newer, newer.root);
}

/** The two roots that a consistency proof leads to; null when it is too short or too long for these sizes. */
function rootsOf(
  { size, root }: TreeHead,
  newerSize: number,
  proof: readonly Uint8Array[],
): { readonly older: Uint8Array; readonly newer: Uint8Array } | null {
  let index = size - 1;
  let last = newerSize - 1;
  while (index % 2 === 1) {
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  const path = index === 0 ? [root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return null;
  let older = first;
  let newer = first;
  for (const sibling of path) {
    if (last === 0) return null;
    if (index % 2 === 1 || index === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newer = nodeHash(newer, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? { older, newer } : null;
}
