import type { Instant } from '#/core/time/instant.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { commitment, SALT_BYTES } from '#/ledger/entry.ts';
import { HASH_BYTES, leafHash } from '#/ledger/hash.ts';
import { TILE_HEIGHT } from '#/ledger/tiles.ts';
import { extend, type Frontier } from '#/ledger/tree.ts';
import type { NewTile } from './append.store.ts';
import { formsAt, IN_FORM } from './forms.ts';
import { type Packed, packedTexts } from './packed.ts';

/** Something that happened, before the log has taken it. */
export interface Sealable {
  readonly kind: string;
  /** What the entry commits to; goes into the log only as a salted digest. */
  readonly payload: Json;
}

/** Entries as the log takes them, all at one instant. */
export interface Entered {
  /** The hash of each. */
  readonly leaves: readonly Uint8Array[];
  /** As rows hold them: see forms.ts. */
  readonly entries: Packed;
  readonly forms: readonly string[];
}

/** A tree that was extended. */
export interface Grown {
  readonly frontier: Frontier;
  /** Tiles that became full. */
  readonly tiles: readonly NewTile[];
}

/** What entries commit to, before the log has taken them. */
export interface Committed {
  /** 32 bytes each, one after the other. */
  readonly salts: Uint8Array;
  readonly payloads: Packed;
  /** 64 hexadecimal digits each. */
  readonly commitments: readonly string[];
}

/** `salts` holds 32 random bytes for each. */
export function committed(sealables: readonly Sealable[], salts: Uint8Array): Committed {
  const payloads = packedTexts(sealables.map(({ payload }) => canonicalJson(payload)));
  let end = 0;
  const commitments = payloads.lengths.map((length, place) =>
    commitment(
      salts.subarray(place * SALT_BYTES, (place + 1) * SALT_BYTES),
      payloads.bytes.subarray(end, (end += length)),
    ),
  );
  return { salts, payloads, commitments };
}

/** The entries that commit to these payloads, of which each has a kind. */
export function entered(kinds: readonly string[], received: Instant, commitments: readonly string[]): Entered {
  const forms = formsAt(formatInstant(received));
  const bytes = Buffer.allocUnsafe(kinds.length * IN_FORM);
  let end = 0;
  const leaves = kinds.map((kind, at) => {
    const digest = commitments[at] ?? '';
    const form = forms.of(kind);
    bytes[end] = form.place;
    bytes.write(digest, end + 1, 'hex');
    end += IN_FORM;
    form.bytes.write(digest, form.digestAt, 'latin1');
    return leafHash(form.bytes);
  });
  return { leaves, entries: { bytes, lengths: kinds.map(() => IN_FORM) }, forms: forms.all() };
}

/** The tree with these leaves, and the tiles that became full. */
export function grown(frontier: Frontier, leaves: Iterable<Uint8Array>): Grown {
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
