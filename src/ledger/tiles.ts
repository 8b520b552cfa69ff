import { HASH_BYTES, nodeHash } from './hash.ts';
import type { SubtreeHash } from './proof.ts';
import type { Subtree } from './tree.ts';

/** C2SP tlog-tiles: a tile holds up to 256 hashes, and a full one is the leaf data of one hash a level higher. */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;

/** Tile `index` of `level` holds the roots of subtrees of height `8 · level`, beginning at `256 · index`. */
export interface TileAddress {
  readonly level: number;
  readonly index: number;
}

export interface Tile extends TileAddress {
  readonly hashes: Uint8Array;
}

/** How many hashes the tile holds in a tree of `size` leaves: 0 to 256. */
export function tileWidth({ level, index }: TileAddress, size: number): number {
  const hashes = Math.floor(size / 2 ** (TILE_HEIGHT * level));
  return Math.min(TILE_WIDTH, Math.max(0, hashes - index * TILE_WIDTH));
}

/** All tiles of a tree, level by level; the last of each level may be partial. */
export function tilesOf(size: number): readonly TileAddress[] {
  const tiles: TileAddress[] = [];
  for (let level = 0; tileWidth({ level, index: 0 }, size) > 0; level += 1) {
    for (let index = 0; tileWidth({ level, index }, size) > 0; index += 1) tiles.push({ level, index });
  }
  return tiles;
}

/** C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]`, with N in groups of three digits, all but the last marked with x. */
export function tilePath(tile: TileAddress, width: number): string {
  return `tile/${tile.level}/${indexPath(tile.index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** C2SP tlog-tiles: the entries under tile `index` of level 0, each behind its length in two bytes. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${indexPath(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

function indexPath(index: number): string {
  const groups =
    String(index)
      .padStart(Math.ceil(String(index).length / 3) * 3, '0')
      .match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** The tile that knows a subtree's root. */
export function tileOf({ height, index }: Subtree): TileAddress {
  const level = Math.floor(height / TILE_HEIGHT);
  const first = index * 2 ** (height - level * TILE_HEIGHT);
  return { level, index: Math.floor(first / TILE_WIDTH) };
}

/** Reads subtree roots out of tiles: at most 255 hashes are computed for one. */
export const subtreeHashFrom =
  (tileAt: (address: TileAddress) => Uint8Array): SubtreeHash =>
  (subtree) => {
    const address = tileOf(subtree);
    const width = 2 ** (subtree.height - address.level * TILE_HEIGHT);
    const first = subtree.index * width - address.index * TILE_WIDTH;
    return completeRoot(tileAt(address), first, width);
  };

/** The root over `width` (a power of two) consecutive hashes of a tile, from hash `first` on. */
export function completeRoot(hashes: Uint8Array, first: number, width: number): Uint8Array {
  if (width > 1) {
    const half = width / 2;
    return nodeHash(completeRoot(hashes, first, half), completeRoot(hashes, first + half, half));
  }
  const hash = hashes.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES);
  if (hash.length !== HASH_BYTES)
    throw new RangeError(`a tile of ${hashes.length / HASH_BYTES} hashes has no hash ${first}`);
  return hash;
}
