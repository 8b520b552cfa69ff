import type { Instant } from '#/core/time/instant.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { commitment, entryText, SALT_BYTES } from '#/ledger/entry.ts';
import { HASH_BYTES, leafHash } from '#/ledger/hash.ts';
import { TILE_HEIGHT } from '#/ledger/tiles.ts';
import { extend, type Frontier } from '#/ledger/tree.ts';
import type { NewTile } from './append.store.ts';
import { type Packed, Packer } from './packed.ts';

/** Something that happened, before the log has taken it. */
export interface Sealable {
  readonly kind: string;
  /** What the entry commits to; goes into the log only as a salted digest. */
  readonly payload: Json;
}

/** Entries as the log takes them, all at one instant. */
export interface Appended {
  readonly first: number;
  readonly received: Instant;
  /** 32 bytes each, one after the other. */
  readonly leaves: Uint8Array;
  readonly entries: Packed;
  /** 32 bytes each, one after the other. */
  readonly salts: Uint8Array;
  readonly payloads: Packed;
  readonly frontier: Frontier;
  /** Tiles that became full. */
  readonly tiles: readonly NewTile[];
}

/** `salts` holds 32 random bytes for each. Nothing of an entry outlives its turn but what is packed. */
export function appended(
  frontier: Frontier,
  sealables: readonly Sealable[],
  received: Instant,
  salts: Uint8Array,
): Appended {
  const when = formatInstant(received);
  const [entries, payloads] = [new Packer('latin1'), new Packer('utf8')];
  const leaves = new Uint8Array(sealables.length * HASH_BYTES);
  let place = 0;
  const leafOf = ({ kind, payload }: Sealable): Uint8Array => {
    const salt = salts.subarray(place * SALT_BYTES, (place + 1) * SALT_BYTES);
    const committed = commitment(salt, payloads.add(canonicalJson(payload)));
    const leaf = leafHash(entries.add(entryText({ v: 1, kind, received: when, payload: committed })));
    leaves.set(leaf, place * HASH_BYTES);
    place += 1;
    return leaf;
  };
  const tree = grown(frontier, sealables.values().map(leafOf));
  return { first: frontier.size, received, leaves, salts, ...tree, entries: entries.packed, payloads: payloads.packed };
}

/** The tree with these leaves, and the tiles that became full. */
export function grown(frontier: Frontier, leaves: Iterable<Uint8Array>): Pick<Appended, 'frontier' | 'tiles'> {
  const tiles: NewTile[] = [];
  const extended = extend(frontier, leaves, (height, root, size) => {
    if (height % TILE_HEIGHT === 0)
      tiles.push({ level: height / TILE_HEIGHT - 1, index: size / 2 ** height - 1, root });
  });
  return { frontier: extended, tiles };
}

/** The frontier as the log's head keeps it: its subtrees, 32 bytes each. */
export const frontierBytes = ({ subtrees }: Frontier): Uint8Array => Buffer.concat(subtrees);

export const frontierOf = (size: number, bytes: Uint8Array): Frontier => ({
  size,
  subtrees: Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  ),
});

/** A clock may step back a little between machines; more than this is sealed. In milliseconds. */
const SKEW = 1000;

/** `received` never decreases: where the clock shows less than the last entry, that instant is used again. */
export function receivedAfter(
  last: Instant,
  clock: Instant,
): { readonly received: Instant; readonly skew: readonly Sealable[] } {
  if (clock >= last) return { received: clock, skew: [] };
  const skew = {
    kind: 'clock-skew',
    payload: { v: 1, clock: formatInstant(clock), received: formatInstant(last) },
  };
  return { received: last, skew: last - clock > SKEW ? [skew] : [] };
}
