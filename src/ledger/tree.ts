import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash, nodeHashOf } from './hash.ts';

/**
 * All that must be kept to extend a tree: the roots of its complete subtrees, largest first, one for each
 * bit set in `size`.
 */
export interface Frontier {
  readonly size: number;
  readonly subtrees: readonly Uint8Array[];
}

export const EMPTY: Frontier = { size: 0, subtrees: [] };

/** How high a full tile of hashes is (C2SP tlog-tiles): its root is one hash of the tile above it. */
export const TILE_HEIGHT = 8;

/** Told the root of each full tile, in order: how high its subtree is, and of how many leaves it completes the tree. */
export type TileCompleted = (root: Uint8Array, height: number, size: number) => void;

/** Appends leaf hashes. Two hashes a leaf, amortized, however large the tree is. */
export function extend(frontier: Frontier, leaves: Iterable<Uint8Array>, completed?: TileCompleted): Frontier {
  const tree = new GrowingTree(frontier, completed);
  for (const leaf of leaves) tree.append(leaf);
  return tree.frontier;
}

/** A tree that gets leaf after leaf. */
export class GrowingTree {
  readonly #path: Path;
  readonly #completed: TileCompleted | undefined;
  #size: number;

  constructor({ size, subtrees }: Frontier, completed?: TileCompleted) {
    this.#path = new Path(subtrees);
    this.#completed = completed;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get frontier(): Frontier {
    return { size: this.#size, subtrees: this.#path.hashes() };
  }

  append(leaf: Uint8Array): void {
    this.#path.push(leaf);
    let height = 0;
    for (let bits = this.#size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
      this.#path.merge();
      height += 1;
      if (height % TILE_HEIGHT === 0) this.#completed?.(this.#path.last(), height, this.#size + 1);
    }
    this.#size += 1;
  }
}

/** As many subtrees as a tree of any size has, and one leaf. */
const LONGEST = 54;

/** The hashes of a frontier, side by side, so that two of them are hashed where they stand. */
class Path {
  /** A byte, and then the hashes. */
  readonly #bytes = Buffer.alloc(1 + LONGEST * HASH_BYTES);
  readonly #pairs: Uint8Array[] = [];
  #length = 0;

  constructor(hashes: readonly Uint8Array[]) {
    for (const hash of hashes) this.push(hash);
  }

  push(hash: Uint8Array): void {
    this.#bytes.set(hash, 1 + this.#length * HASH_BYTES);
    this.#length += 1;
  }

  /** Puts the hash of the last two in their place: the byte before them makes them a node while they are hashed. */
  merge(): void {
    if (this.#length < 2) throw new RangeError('a frontier lacks a subtree');
    this.#length -= 1;
    const start = (this.#length - 1) * HASH_BYTES;
    const pair = (this.#pairs[this.#length] ??= this.#bytes.subarray(start, start + 1 + 2 * HASH_BYTES));
    const before = pair[0] ?? 0;
    const hash = nodeHashOf(pair);
    this.#bytes.write(hash, start + 1, 'binary');
    pair[0] = before;
  }

  last(): Uint8Array {
    return this.#at(this.#length - 1);
  }

  hashes(): readonly Uint8Array[] {
    return Array.from({ length: this.#length }, (_, at) => this.#at(at));
  }

  #at(place: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 1 + place * HASH_BYTES, 1 + (place + 1) * HASH_BYTES);
  }
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
