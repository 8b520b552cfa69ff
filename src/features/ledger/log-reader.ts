import { formatInstant } from '#/core/time/instant.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { commitment, type Entry, parseEntry } from '#/ledger/entry.ts';
import { leafHash, sameBytes } from '#/ledger/hash.ts';
import { parseVerifierKey, type Verifier, verifiedSignatures } from '#/ledger/note.ts';
import { keyAfter, LOG_BEGUN } from '#/ledger/rotation.ts';
import { RESTORED, restoredIn } from '#/ledger/restored.ts';
import { EMPTY, extend, type Frontier, rootOf } from '#/ledger/tree.ts';
import { frontierOf } from './batch.ts';
import type { StoredEntry } from './entries.store.ts';
import type { Head, StoredCheckpoint } from './store.ts';

/** Something in a log that is not as it was written. */
export interface Damage {
  readonly position: number | null;
  readonly what: string;
}

/** An entry whose bytes hold, with its payload if that was not erased. */
export interface VerifiedEntry {
  readonly position: number;
  readonly entry: Entry;
  readonly payload: unknown;
}

/** The kind of entry that says which payloads were destroyed, as `positions` in its own. */
export const ERASURE = 'erasure';

/** What an erasure names, as far as it was sealed before the erasure itself. */
export function erasedPositions(payload: unknown, erasure: number): readonly number[] {
  if (typeof payload !== 'object' || payload === null || !('positions' in payload) || !Array.isArray(payload.positions))
    return [];
  return payload.positions.filter(
    (position): position is number => Number.isSafeInteger(position) && position < erasure,
  );
}

/** Stored entries and checkpoints of the positions before `end`, in order. */
export interface Page {
  readonly entries: readonly StoredEntry[];
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly end: number;
}

/** Where the reading of a log may begin: all that is known of what is before. */
export interface Place {
  readonly frontier: Frontier;
  /** The key that was in force. */
  readonly verifier: string;
  /** When the entry before was received. */
  readonly received: string;
  readonly epoch: number;
}

const BEGINNING: Place = { frontier: EMPTY, verifier: '', received: '', epoch: 1 };

/** Reads a log from its first entry on, or from where an earlier reading ended, computes everything again, and keeps what it found wrong. */
export class LogReader {
  frontier: Frontier;
  erased = 0;
  readonly damages: Damage[] = [];
  readonly #head: Head;
  readonly #seen: (entry: VerifiedEntry) => void;
  readonly #withoutPayload = new Set<number>();
  readonly #excused = new Set<number>();
  /** Sizes of checkpoints that are missing. */
  readonly #missed = new Set<number>();
  #verifier: string;
  /** The key that was parsed last: each checkpoint is compared with one, and few logs ever have another. */
  #parsed: { readonly text: string; readonly keys: readonly Verifier[] } = { text: '', keys: [] };
  #received: string;
  #epoch: number;
  /** The size of the last checkpoint so far. */
  #checkpointed: number;

  constructor(head: Head, seen: (entry: VerifiedEntry) => void, from: Place = BEGINNING) {
    this.#head = head;
    this.#seen = seen;
    this.frontier = from.frontier;
    this.#verifier = from.verifier;
    this.#received = from.received;
    this.#epoch = from.epoch;
    this.#checkpointed = from.frontier.size;
  }

  damage(position: number | null, what: string): void {
    this.damages.push({ position, what });
  }

  /** Said once of each, whatever shows it. */
  missedCheckpoint(size: number): void {
    const what = `the checkpoint of size ${size} is missing, at which an append ended`;
    if (this.#missed.has(size)) return;
    this.#missed.add(size);
    this.damage(null, what);
  }

  read({ entries, checkpoints, end }: Page): void {
    let next = 0;
    const reach = (size: number, leaf: () => Uint8Array): void => {
      while (this.frontier.size < size) {
        this.frontier = extend(this.frontier, [leaf()]);
        for (; (checkpoints[next]?.size ?? Number.POSITIVE_INFINITY) <= this.frontier.size; next += 1)
          this.#checkpoint(checkpoints[next]);
      }
    };
    for (const stored of entries) {
      reach(stored.position, () => this.#missing());
      reach(stored.position + 1, () => this.#entry(stored));
    }
    reach(end, () => this.#missing());
  }

  #missing(): Uint8Array {
    this.damage(this.frontier.size, 'the entry is missing');
    return new Uint8Array(32);
  }

  /** Its leaf hash, computed. */
  #entry(stored: StoredEntry): Uint8Array {
    const { position, entry: bytes, leaf } = stored;
    const computed = leafHash(bytes);
    if (!sameBytes(leaf, computed)) this.damage(position, 'the stored leaf hash is not that of the entry');
    let held: VerifiedEntry | null = null;
    this.#attempt(position, () => {
      const entry = parseEntry(bytes);
      this.#compare(stored, entry);
      held = this.#payload(stored, entry);
    });
    if (held !== null) this.#seen(held); // whoever reads along may stop by throwing, and that is no damage
    return computed;
  }

  #compare({ position, received }: StoredEntry, entry: Entry): void {
    const row = formatInstant(received);
    if (entry.received !== row)
      this.damage(position, `the row says that it was received at ${row} and the entry at ${entry.received}`);
    if (entry.received < this.#received) this.damage(position, 'the entry was received before the one before it');
    const another = entry.received !== this.#received && position > 0;
    if (another && this.#checkpointed !== position) this.missedCheckpoint(position);
    this.#received = entry.received;
  }

  /** Null: it does not hold. */
  #payload({ position, salt, payload }: StoredEntry, entry: Entry): VerifiedEntry | null {
    if (salt === null || payload === null) {
      this.#withoutPayload.add(position);
      return { position, entry, payload: undefined };
    }
    if (commitment(salt, payload) !== entry.payload) {
      this.damage(position, 'the payload is not the one that the entry commits to');
      return null;
    }
    const known = JSON.parse(Buffer.from(payload).toString('utf8')) as unknown;
    this.#verifier = keyAfter(this.#verifier, entry.kind, known);
    if (entry.kind === LOG_BEGUN) this.#begun(position, known);
    if (entry.kind === RESTORED) this.#restored(position, known);
    if (entry.kind === ERASURE) for (const erased of erasedPositions(known, position)) this.#excused.add(erased);
    return { position, entry, payload: known };
  }

  #begun(position: number, payload: unknown): void {
    const { origin } = (payload ?? {}) as { readonly origin?: unknown };
    if (position !== 0) this.damage(position, 'a log begins with its first entry only');
    if (origin !== this.#head.origin)
      this.damage(position, `the log began as ${String(origin)} and its head says ${this.#head.origin}`);
  }

  /** It names the checkpoint of all that is before it, and the next epoch. */
  #restored(position: number, payload: unknown): void {
    this.#epoch += 1;
    const said = restoredIn(payload);
    const { origin, size, root } = said?.checkpoint ?? { origin: '', size: -1, root: new Uint8Array(0) };
    const goesOn = origin === this.#head.origin && size === position && sameBytes(root, rootOf(this.frontier));
    if (!goesOn || said?.epoch !== this.#epoch)
      this.damage(position, 'the log does not go on from the checkpoint that the restoring names');
  }

  #checkpoint(checkpoint: StoredCheckpoint | undefined): void {
    if (checkpoint === undefined) return;
    this.#checkpointed = checkpoint.size;
    const name = `the checkpoint of size ${checkpoint.size}`;
    this.#attempt(
      null,
      () => {
        const { origin, size, root, note } = parseCheckpoint(checkpoint.note);
        if (verifiedSignatures(note, this.#keys()).length === 0)
          this.damage(null, `${name} is not signed by the key of the log`);
        if (origin !== this.#head.origin) this.damage(null, `${name} is one of the log ${origin}`);
        if (size !== checkpoint.size || size !== this.frontier.size) this.damage(null, `${name} says ${size}`);
        else if (!sameBytes(root, rootOf(this.frontier)))
          this.damage(null, `${name} has another root than the entries before it`);
      },
      `${name}: `,
    );
  }

  /** What signs the log at this place. Throws TypeError when that is no key. */
  #keys(): readonly Verifier[] {
    const text = this.#verifier;
    if (this.#parsed.text !== text) this.#parsed = { text, keys: [parseVerifierKey(text)] };
    return this.#parsed.keys;
  }

  /** What cannot even be read is damage, and not the end of the look. */
  #attempt(position: number | null, look: () => void, where = ''): void {
    try {
      look();
    } catch (error) {
      this.damage(position, `${where}${error instanceof Error ? error.message : String(error)}`);
    }
  }

  finish(): void {
    const { size, frontier, received, verifier, epoch } = this.#head;
    if (!sameBytes(rootOf(frontierOf(size, frontier)), rootOf(this.frontier)))
      this.damage(null, 'the head of the log is not that of its entries');
    if (formatInstant(received) !== this.#received)
      this.damage(null, `the head of the log says that it was received at ${formatInstant(received)}`);
    if (verifier !== this.#verifier) this.damage(null, 'the head of the log names another key than its entries');
    if (epoch !== this.#epoch)
      this.damage(null, `the head of the log says epoch ${epoch}, and its entries ${this.#epoch}`);
    for (const position of this.#withoutPayload) {
      if (this.#excused.has(position)) this.erased += 1;
      else this.damage(position, 'the payload is missing, and no erasure says why');
    }
    for (const position of this.#excused)
      if (!this.#withoutPayload.has(position))
        this.damage(position, 'the payload is there, though an erasure says that it was destroyed');
  }
}
