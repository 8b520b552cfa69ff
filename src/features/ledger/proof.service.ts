import { DomainError } from '#/core/errors.ts';
import { consistencyRanges, inclusionRanges, type Range, rangeHash } from '#/ledger/proof.ts';
import { subtreeHashFrom, type TileAddress, TILE_WIDTH, tileOf, tileWidth } from '#/ledger/tiles.ts';
import { subtreesOf } from '#/ledger/tree.ts';
import type { Tx } from '#/platform/db/database.ts';
import { head } from './store.ts';
import { hashesOf } from './tiles.store.ts';

/** An inclusion proof (RFC 6962 §2.1.1) of the entry at `position` in the tree of `size` entries. */
export async function inclusionProof(tx: Tx, position: number, size: number): Promise<readonly Uint8Array[]> {
  await mustHave(tx, position, size);
  if (position === size) throw new DomainError('position_unknown', { position, size });
  return proofOf(tx, inclusionRanges(position, size), size);
}

/** A consistency proof (RFC 6962 §2.1.2) between the trees of `older` and `size` entries. */
export async function consistencyProof(tx: Tx, older: number, size: number): Promise<readonly Uint8Array[]> {
  await mustHave(tx, older, size);
  return proofOf(tx, consistencyRanges(older, size), size);
}

/** Does the log reach `size`, and `size` reach `position`? */
async function mustHave(tx: Tx, position: number, size: number): Promise<void> {
  const held = (await head(tx))?.size ?? 0;
  if (!(Number.isSafeInteger(size) && size <= held))
    throw new DomainError('position_unknown', { position: size, size: held });
  if (!(Number.isSafeInteger(position) && position >= 0 && position <= size))
    throw new DomainError('position_unknown', { position, size });
}

/** Reads the tiles that the ranges need, all at once, and computes the rest: no more work for a long log than for a short one. */
async function proofOf(tx: Tx, ranges: readonly Range[], size: number): Promise<readonly Uint8Array[]> {
  const needed = new Map(
    ranges.flatMap(({ from, to }) =>
      subtreesOf(from, to).map((subtree) => [nameOf(tileOf(subtree)), tileOf(subtree)] as const),
    ),
  );
  const addresses = [...needed.values()];
  const hashes = await tilesAt(tx, addresses, size);
  const tiles = new Map(addresses.map((address, at) => [nameOf(address), hashes[at] ?? new Uint8Array(0)]));
  const hashOf = subtreeHashFrom((address) => tiles.get(nameOf(address)) ?? new Uint8Array(0));
  return ranges.map((range) => rangeHash(range, hashOf));
}

const nameOf = ({ level, index }: TileAddress): string => `${level}/${index}`;

/** A tile of the tree of so many entries. */
export async function readTile(tx: Tx, address: TileAddress, size: number): Promise<Uint8Array> {
  const [hashes] = await tilesAt(tx, [address], size);
  return hashes ?? new Uint8Array(0);
}

const tilesAt = (tx: Tx, addresses: readonly TileAddress[], size: number): Promise<readonly Uint8Array[]> =>
  hashesOf(
    tx,
    addresses.map((address) => {
      const from = address.index * TILE_WIDTH;
      return { level: address.level, from, until: from + tileWidth(address, size) };
    }),
  );
