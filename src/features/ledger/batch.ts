import type { Instant } from '#/core/time/instant.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { commitment, type Entry, entryBytes, SALT_BYTES } from '#/ledger/entry.ts';
import { HASH_BYTES, leafHash } from '#/ledger/hash.ts';
import { extend, type Frontier, TILE_HEIGHT } from '#/ledger/tree.ts';
import type { NewTile } from './append.store.ts';

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
  readonly leaves: readonly Uint8Array[];
  readonly entries: readonly Uint8Array[];
  readonly salts: Uint8Array;
  readonly payloads: readonly Uint8Array[];
  readonly frontier: Frontier;
  /** Tiles that became full. */
  readonly tiles: readonly NewTile[];
}

/** `salts` holds 32 random bytes for each. */
export function appended(
  frontier: Frontier,
  sealables: readonly Sealable[],
  received: Instant,
  salts: Uint8Array,
): Appended {
  const when = formatInstant(received);
  const payloads = sealables.map(({ payload }) => canonicalBytes(payload));
  const entries = sealables.map(({ kind }, at) => {
    const salt = salts.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES);
    return entryBytes({
      v: 1,
      kind,
      received: when,
      payload: commitment(salt, payloads[at] ?? new Uint8Array(0)),
    } satisfies Entry);
  });
  const leaves = entries.map(leafHash);
  return {
    first: frontier.size,
    received,
    leaves,
    entries,
    salts,
    payloads,
    ...grown(frontier, leaves),
  };
}

/** The tree with these leaves, and the tiles that became full. */
export function grown(frontier: Frontier, leaves: Iterable<Uint8Array>): Pick<Appended, 'frontier' | 'tiles'> {
  const tiles: NewTile[] = [];
  const extended = extend(frontier, leaves, (root, height, size) => {
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
