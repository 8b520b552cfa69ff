import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { commitment, type Entry, parseEntry } from '#/ledger/entry.ts';
import { leafHash, sameBytes } from '#/ledger/hash.ts';
import { parseVerifierKey, verifiedSignatures } from '#/ledger/note.ts';
import { keyAfter } from '#/ledger/rotation.ts';
import { completeRoot, TILE_WIDTH, tilesOf, tileWidth } from '#/ledger/tiles.ts';
import { EMPTY, extend, type Frontier, rootOf } from '#/ledger/tree.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { frontierOf } from './batch.ts';
import {
  checkpointsAfter,
  entriesFrom,
  type Head,
  head,
  leafHashes,
  type StoredEntry,
  tile,
  tileRoots,
} from './store.ts';

/** Something in a log that is not as it was written. */
export interface Damage {
  readonly position: number | null;
  readonly what: string;
}

/** What a look at a whole log found. */
export interface Verification {
  readonly origin: string;
  readonly size: number;
  readonly erased: number;
  readonly damages: readonly Damage[];
}

const PAGE = 5_000;

/** An entry whose bytes hold, with its payload if that was not erased. */
export interface VerifiedEntry {
  readonly position: number;
  readonly entry: Entry;
  readonly payload: unknown;
}

/**
 * Computes a whole log again from its entries, and compares everything that was ever derived from them: leaf hashes,
 * tiles, every checkpoint and its signature, the head. `seen` gets each entry that holds, in order. Memory stays
 * bounded, however long the log is.
 */
export async function verifyLog(
  db: Database,
  org: string,
  seen: (entry: VerifiedEntry) => void = () => undefined,
): Promise<Verification | null> {
  return db.transaction(org, async (tx) => {
    const end = await head(tx);
    if (end === undefined) return null;
    const log = new LogReader(seen);
    for (let from = 0; from < end.size; from += PAGE) {
      const page = await entriesFrom(tx, from, Math.min(PAGE, end.size - from));
      const last = page.at(-1)?.position ?? from;
      log.read(page, await checkpointsAfter(tx, from, last + 1));
      if (page.length === 0) break;
    }
    await compareTiles(tx, log.frontier.size, (what) => log.damage(null, what));
    log.finish(end);
    return { origin: end.origin, size: end.size, erased: log.erased, damages: log.damages };
  });
}

/** The kind of entry that says which payloads were destroyed, as `positions` in its own. */
export const ERASURE = 'erasure';

export function erasedPositions(payload: unknown): readonly number[] {
  if (typeof payload !== 'object' || payload === null || !('positions' in payload) || !Array.isArray(payload.positions))
    return [];
  return payload.positions.filter((position): position is number => Number.isSafeInteger(position));
}

class LogReader {
  frontier: Frontier = EMPTY;
  erased = 0;
  readonly damages: Damage[] = [];
  #verifier = '';
  readonly #seen: (entry: VerifiedEntry) => void;
  readonly #withoutPayload = new Set<number>();
  readonly #excused = new Set<number>();
  #received = '';

  constructor(seen: (entry: VerifiedEntry) => void) {
    this.#seen = seen;
  }

  damage(position: number | null, what: string): void {
    this.damages.push({ position, what });
  }

  read(page: readonly StoredEntry[], checkpoints: readonly { readonly size: number; readonly note: string }[]): void {
    let next = 0;
    for (const stored of page) {
      while (this.frontier.size < stored.position) this.#missing();
      this.#entry(stored);
      while (checkpoints[next] !== undefined && (checkpoints[next]?.size ?? 0) <= this.frontier.size)
        this.#checkpoint(checkpoints[next++]);
    }
  }

  #missing(): void {
    this.damage(this.frontier.size, 'the entry is missing');
    this.frontier = extend(this.frontier, [new Uint8Array(32)]);
  }

  #entry({ position, kind, entry: bytes, leaf, salt, payload }: StoredEntry): void {
    const computed = leafHash(bytes);
    this.frontier = extend(this.frontier, [computed]);
    if (!sameBytes(leaf, computed)) this.damage(position, 'the stored leaf hash is not that of the entry');
    const entry = this.#parsed(position, bytes);
    if (entry === null) return;
    if (entry.kind !== kind) this.damage(position, `the row says "${kind}" and the entry "${entry.kind}"`);
    if (entry.received < this.#received) this.damage(position, 'the entry was received before the one before it');
    this.#received = entry.received;
    if (salt === null || payload === null) {
      this.#withoutPayload.add(position);
      this.#seen({ position, entry, payload: undefined });
    } else if (commitment(salt, payload) !== entry.payload) {
      this.damage(position, 'the payload is not the one that the entry commits to');
    } else {
      const known = JSON.parse(Buffer.from(payload).toString('utf8')) as unknown;
      this.#verifier = keyAfter(this.#verifier, entry.kind, known);
      if (entry.kind === ERASURE) for (const erased of erasedPositions(known)) this.#excused.add(erased);
      this.#seen({ position, entry, payload: known });
    }
  }

  #parsed(position: number, bytes: Uint8Array): Entry | null {
    try {
      return parseEntry(bytes);
    } catch (error) {
      this.damage(position, error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  #checkpoint(checkpoint: { readonly size: number; readonly note: string } | undefined): void {
    if (checkpoint === undefined) return;
    try {
      const { size, root, note } = parseCheckpoint(checkpoint.note);
      if (verifiedSignatures(note, this.#verifier === '' ? [] : [parseVerifierKey(this.#verifier)]).length === 0)
        this.damage(null, `the checkpoint of size ${checkpoint.size} is not signed by the key of the log`);
      if (size !== checkpoint.size || size !== this.frontier.size)
        this.damage(null, `the checkpoint of size ${checkpoint.size} says ${size}`);
      else if (!sameBytes(root, rootOf(this.frontier)))
        this.damage(null, `the checkpoint of size ${size} has another root than the entries before it`);
    } catch (error) {
      this.damage(
        null,
        `the checkpoint of size ${checkpoint.size}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  finish(end: Head): void {
    while (this.frontier.size < end.size) this.#missing();
    const kept = frontierOf(end.size, end.frontier);
    if (!sameBytes(rootOf(kept), rootOf(this.frontier)))
      this.damage(null, 'the head of the log is not that of its entries');
    for (const position of this.#withoutPayload) {
      if (this.#excused.has(position)) this.erased += 1;
      else this.damage(position, 'the payload is missing, and no erasure says why');
    }
    for (const position of this.#excused)
      if (!this.#withoutPayload.has(position))
        this.damage(position, 'the payload is there, though an erasure says that it was destroyed');
  }
}

/** A full tile holds the hashes below it, and its root is theirs. */
async function compareTiles(tx: Tx, size: number, damage: (what: string) => void): Promise<void> {
  for (const address of tilesOf(size)) {
    if (tileWidth(address, size) < TILE_WIDTH) continue;
    const { level, index } = address;
    const name = `tile ${level}/${index}`;
    const stored = await tile(tx, level, index);
    if (stored === undefined) {
      damage(`${name} is missing`);
      continue;
    }
    const first = index * TILE_WIDTH;
    const below = await (level === 0
      ? leafHashes(tx, first, first + TILE_WIDTH)
      : tileRoots(tx, level - 1, first, first + TILE_WIDTH));
    if (!sameBytes(stored.hashes, below)) damage(`${name} does not hold the hashes below it`);
    else if (!sameBytes(stored.root, completeRoot(stored.hashes, 0, TILE_WIDTH)))
      damage(`the root of ${name} is not that of its hashes`);
  }
}
