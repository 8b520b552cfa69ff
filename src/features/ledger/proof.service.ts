import { DomainError } from '#/core/errors.ts';
import { consistencyRanges, inclusionRanges, type Range, rangeHash } from '#/ledger/proof.ts';
import { subtreeHashFrom, type TileAddress, tileOf, tileWidth, TILE_WIDTH } from '#/ledger/tiles.ts';
import { subtreesOf } from '#/ledger/tree.ts';
import type { Tx } from '#/platform/db/database.ts';
import { head, leafHashes, tile, tileRoots } from './store.ts';

/** An inclusion proof (RFC 6962 §2.1.1) of the entry at `position` in the tree of `size` entries. */
export async function inclusionProof(tx: Tx, position: number, size: number): Promise<readonly Uint8Array[]> {
  await mustHave(tx, position, size);
  if (position === size) throw new DomainError('position_unknown', { position, size });
  return hashesOf(tx, inclusionRanges(position, size), size);
}

/** A consistency proof (RFC 6962 §2.1.2) between the trees of `older` and `size` entries. */
export async function consistencyProof(tx: Tx, older: number, size: number): Promise<readonly Uint8Array[]> {
  await mustHave(tx, older, size);
  return hashesOf(tx, consistencyRanges(older, size), size);
}

/** Does the log reach `size`, and `size` reach `position`? */
async function mustHave(tx: Tx, position: number, size: number): Promise<void> {
  const held = (await head(tx))?.size ?? 0;
  if (!(Number.isSafeInteger(size) && size <= held))
    throw new DomainError('position_unknown', { position: size, size: held });
  if (!(Number.isSafeInteger(position) && position >= 0 && position <= size))
    throw new DomainError('position_unknown', { position, size });
}

/** Reads the tiles that the ranges need, each once, and computes the rest: no more work for a long log than for a short one. */
async function hashesOf(tx: Tx, ranges: readonly Range[], size: number): Promise<readonly Uint8Array[]> {
  const needed = new Map(
    ranges.flatMap(({ from, to }) =>
      subtreesOf(from, to).map((subtree) => [nameOf(tileOf(subtree)), tileOf(subtree)] as const),
    ),
  );
  const tiles = new Map<string, Uint8Array>();
  for (const [name, address] of needed) tiles.set(name, await readTile(tx, address, size));
  const hashOf = subtreeHashFrom((address) => tiles.get(nameOf(address)) ?? new Uint8Array(0));
  return ranges.map((range) => rangeHash(range, hashOf));
}

const nameOf = ({ level, index }: TileAddress): string => `${level}/${index}`;

/** A full tile as it was stored; the last one of a level from what is stored a level lower. */
export async function readTile(tx: Tx, address: TileAddress, size: number): Promise<Uint8Array> {
  const { level, index } = address;
  const width = tileWidth(address, size);
  const stored = width === TILE_WIDTH ? await tile(tx, level, index) : undefined;
  if (stored !== undefined) return stored.hashes;
  const first = index * TILE_WIDTH;
  return level === 0 ? leafHashes(tx, first, first + width) : tileRoots(tx, level - 1, first, first + width);
}
