import { EMPTY_ROOT, leafHash, nodeHash } from './hash.ts';

/**
 * All that must be kept to extend a tree: the roots of its complete subtrees, largest first, one for each
 * bit set in `size`.
 */
export interface Frontier {
  readonly size: number;
  readonly subtrees: readonly Uint8Array[];
}

export const EMPTY: Frontier = { size: 0, subtrees: [] };

/**
 * Appends leaf hashes. Two hashes a leaf, amortized, however large the tree is. `completed` is told the root of each
 * larger subtree that became complete, in order, how high it is, and of how many leaves it completes the tree.
 */
export function extend(
  frontier: Frontier,
  leaves: Iterable<Uint8Array>,
  completed?: (height: number, root: Uint8Array, size: number) => void,
): Frontier {
  const subtrees = [...frontier.subtrees];
  let size = frontier.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let height = 0;
    for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
      const left = subtrees.pop();
      if (left === undefined) throw new RangeError(`a frontier of size ${frontier.size} lacks a subtree`);
      hash = nodeHash(left, hash);
      height += 1;
      completed?.(height, hash, size + 1);
    }
    subtrees.push(hash);
    size += 1;
  }
  return { size, subtrees };
}

/** RFC 6962 §2.1: the Merkle tree hash. */
export function rootOf({ subtrees }: Frontier): Uint8Array {
  const last = subtrees.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** A complete subtree: the leaves `[index · 2^height, (index + 1) · 2^height)`. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The complete subtrees that make up the leaves `[from, to)`, where `from` begins a subtree at least as large. */
export function subtreesOf(from: number, to: number): readonly Subtree[] {
  const parts: Subtree[] = [];
  let start = from;
  while (start < to) {
    let height = 0;
    while (2 ** (height + 1) <= to - start) height += 1;
    parts.push({ height, index: start / 2 ** height });
    start += 2 ** height;
  }
  return parts;
}

/** The largest power of two smaller than `n`, for `n` of at least 2 (RFC 6962 §2.1). */
export function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The root of the tree of these entries, 64 hexadecimal digits. */
export const treeRoot = (entries: Iterable<Uint8Array>): string =>
  Buffer.from(rootOf(extend(EMPTY, Iterator.from(entries).map(leafHash)))).toString('hex');
