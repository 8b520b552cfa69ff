import { HASH_BYTES } from '../ledger/hash.ts';
import { completeRoot, subtreeHashFrom, TILE_WIDTH, type TileAddress } from '../ledger/tiles.ts';
import { rootOf, subtreesOf } from '../ledger/tree.ts';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** The leaf hashes of a log, 32 bytes each, and the tree over them: every hash of it is computed once. */
export class LogTree {
  #leaves = Buffer.alloc(TILE_BYTES);
  #levels: readonly Uint8Array[] | null = null;
  size = 0;

  add(leaf: Uint8Array): void {
    const at = this.size * HASH_BYTES;
    if (at === this.#leaves.length) this.#leaves = Buffer.concat([this.#leaves, Buffer.alloc(this.#leaves.length)]);
    this.#leaves.set(leaf, at);
    this.size += 1;
    this.#levels = null;
  }

  /** Each level's hashes, one after the other: those of a level are the roots of the full tiles of the one below. */
  #computed(): readonly Uint8Array[] {
    if (this.#levels !== null) return this.#levels;
    const levels: Uint8Array[] = [this.#leaves.subarray(0, this.size * HASH_BYTES)];
    for (let below = levels[0]; below !== undefined && below.length >= TILE_BYTES; below = levels.at(-1)) {
      const count = Math.floor(below.length / TILE_BYTES);
      const level = new Uint8Array(count * HASH_BYTES);
      for (let tile = 0; tile < count; tile += 1)
        level.set(
          completeRoot(below.subarray(tile * TILE_BYTES, (tile + 1) * TILE_BYTES), 0, TILE_WIDTH),
          tile * HASH_BYTES,
        );
      levels.push(level);
    }
    this.#levels = levels;
    return levels;
  }

  /** The hashes that a tile must hold. */
  tile({ level, index }: TileAddress, width: number = TILE_WIDTH): Uint8Array {
    return (
      this.#computed()[level]?.subarray(index * TILE_BYTES, index * TILE_BYTES + width * HASH_BYTES) ??
      new Uint8Array(0)
    );
  }

  leaf(position: number): Uint8Array {
    return this.#leaves.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  }

  /** The root that the log had at a size. */
  rootAt(size: number): Uint8Array {
    const hashOf = subtreeHashFrom((address) => this.tile(address));
    return rootOf({ size, subtrees: subtreesOf(0, size).map(hashOf) });
  }
}
