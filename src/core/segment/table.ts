import { NEVER } from '#/core/time/instant.ts';
import { keyAt, mergedRun, type OpenSegment, positionAt, type Run, type Ties, tiesOf } from './merge.ts';
import { ORDER_BITS } from './order.ts';
import { numbersOf, presenceReader, SYSTEM } from './segment.ts';

/**
 * The items of a population as of a log position, in key order, and where the row of each stands.
 * Of an event or a stated state the latest version is the item; of an observed state each version is one.
 */
export interface Table {
  readonly size: number;
  /** For each segment: the item that each of its rows is, or -1 for an older version, or one not yet received. */
  readonly itemOf: readonly Int32Array[];
  readonly segmentOf: Uint16Array;
  readonly rowOf: Uint32Array;
  /** The first item of each of the 256 equal parts of the key order, and the size at the end. */
  readonly ranges: Uint32Array;
  readonly states: States | null;
  /** Only for a table that follows an earlier one. */
  readonly since: Since | null;
}

/** For observed states. */
export interface States {
  /** The look that first saw another state, or nothing, in its place; never while it lasts. */
  readonly endedAt: Float64Array;
  /** 1 for an item that has the same key as the item before. */
  readonly continues: Uint8Array;
}

export interface Since {
  /** Each item's place in the earlier table, or -1. */
  readonly place: Int32Array;
  /** 1 for an item that is not as it was. */
  readonly changed: Uint8Array;
}

const RANGE_BITS = 8;
export const RANGES: number = 2 ** RANGE_BITS;
const RANGE_WIDTH = 2 ** (ORDER_BITS - RANGE_BITS);

export interface TableOptions {
  readonly observed: boolean;
  /** Only rows that the ledger sealed before this position are seen. */
  readonly asOf: number;
  /** The `asOf` of an earlier table whose items are to be found again. */
  readonly before?: number;
}

export function tableOf(segments: readonly OpenSegment[], options: TableOptions): Table {
  const ties = tiesOf(segments);
  const run = mergedRun(segments, ties);
  const builder = new Builder(segments, run.rows.length, options);
  let from = 0;
  while (from < run.rows.length) {
    let to = from + 1;
    if (run.orders[to] === run.orders[from]) {
      const key = keyAt(run, from, ties);
      while (run.orders[to] === run.orders[from] && keyAt(run, to, ties) === key) to += 1;
    }
    builder.take(run, from, to, ties);
    from = to;
  }
  return builder.table();
}

/** Where the ledger sealed the rows of a segment, compared with one position. */
const SEALED = { all: 1, none: 0, some: 2 } as const;

const sealedBefore = ({ merged, position: own }: OpenSegment, position: number): number =>
  // the rows of a merged segment were sealed before it was
  own < position ? SEALED.all : merged ? SEALED.some : SEALED.none;

/** Takes the versions of one key after the other. */
class Builder {
  #size = 0;
  #earlier = 0;
  #range = 0;
  /** The first order behind the range at hand. */
  #rangeEnd = RANGE_WIDTH;
  readonly #ranges = new Uint32Array(RANGES + 1);
  readonly #options: TableOptions;
  readonly #seen: Uint8Array;
  readonly #old: Uint8Array | null;
  readonly #itemOf: readonly Int32Array[];
  readonly #segmentOf: Uint16Array;
  readonly #rowOf: Uint32Array;
  readonly #states: States | null;
  readonly #since: Since | null;
  readonly #gone: (run: Run, at: number) => boolean;
  readonly #collected: (run: Run, at: number) => number;

  constructor(segments: readonly OpenSegment[], rows: number, options: TableOptions) {
    const { asOf, before } = options;
    this.#options = options;
    this.#seen = Uint8Array.from(segments, (segment) => sealedBefore(segment, asOf));
    this.#old = before === undefined ? null : Uint8Array.from(segments, (segment) => sealedBefore(segment, before));
    this.#itemOf = segments.map((segment) => new Int32Array(segment.rows).fill(-1));
    this.#segmentOf = new Uint16Array(rows);
    this.#rowOf = new Uint32Array(rows);
    this.#states = options.observed
      ? { endedAt: new Float64Array(rows).fill(NEVER), continues: new Uint8Array(rows) }
      : null;
    this.#since = before === undefined ? null : { place: new Int32Array(rows).fill(-1), changed: new Uint8Array(rows) };
    // of what is no observed state neither is asked for, and neither is read
    const observed = options.observed ? segments : [];
    const presences = observed.map(({ column, rows: count }) => presenceReader(column(SYSTEM.presence), count));
    const looks = observed.map(({ column, rows: count }) => numbersOf(column(SYSTEM.collected), count));
    this.#gone = (run, at) => presences[run.segments[at] ?? 0]?.at(run.rows[at] ?? 0) === 'gone';
    this.#collected = (run, at) => looks[run.segments[at] ?? 0]?.[run.rows[at] ?? 0] ?? 0;
  }

  #isSeen(run: Run, at: number, ties: Ties): boolean {
    const sealed = this.#seen[run.segments[at] ?? 0];
    return sealed === SEALED.some ? positionAt(run, at, ties) < this.#options.asOf : sealed === SEALED.all;
  }

  /** Was it seen by the earlier table? */
  #isOld(run: Run, at: number, ties: Ties): boolean {
    const sealed = this.#old?.[run.segments[at] ?? 0];
    return sealed === SEALED.some ? positionAt(run, at, ties) < (this.#options.before ?? 0) : sealed === SEALED.all;
  }

  take(run: Run, from: number, to: number, ties: Ties): void {
    let end = to;
    while (end > from && !this.#isSeen(run, end - 1, ties)) end -= 1;
    if (end === from) return;
    if (this.#states === null) this.#takeLatest(run, { from, to: end }, ties);
    else this.#takeVersions(run, { from, to: end }, ties);
  }

  #takeLatest(run: Run, versions: { readonly from: number; readonly to: number }, ties: Ties): void {
    const item = this.#add(run, versions.to - 1);
    if (this.#since === null) return;
    if (this.#isOld(run, versions.from, ties)) this.#since.place[item] = this.#earlier++;
    if (!this.#isOld(run, versions.to - 1, ties)) this.#since.changed[item] = 1;
  }

  #takeVersions(run: Run, { from, to }: { readonly from: number; readonly to: number }, ties: Ties): void {
    let last = -1;
    for (let at = from; at < to; at += 1) {
      const isNew = this.#since !== null && !this.#isOld(run, at, ties);
      if (last >= 0 && this.#states !== null)
        this.#states.endedAt[last] = Math.min(this.#states.endedAt[last] ?? NEVER, this.#collected(run, at));
      if (last >= 0 && isNew && this.#since !== null) this.#since.changed[last] = 1;
      if (this.#gone(run, at)) continue;
      const item = this.#add(run, at);
      if (last >= 0 && this.#states !== null) this.#states.continues[item] = 1;
      if (this.#since !== null && isNew) this.#since.changed[item] = 1;
      if (this.#since !== null && !isNew) this.#since.place[item] = this.#earlier++;
      last = item;
    }
  }

  #add(run: Run, at: number): number {
    const item = this.#size++;
    const order = run.orders[at] ?? 0;
    while (order >= this.#rangeEnd) {
      this.#ranges[++this.#range] = item;
      this.#rangeEnd += RANGE_WIDTH;
    }
    const segment = run.segments[at] ?? 0;
    const row = run.rows[at] ?? 0;
    this.#segmentOf[item] = segment;
    this.#rowOf[item] = row;
    const items = this.#itemOf[segment];
    if (items !== undefined) items[row] = item;
    return item;
  }

  table(): Table {
    const size = this.#size;
    const states = this.#states;
    const since = this.#since;
    while (this.#range < RANGES) this.#ranges[++this.#range] = size;
    return {
      size,
      ranges: this.#ranges,
      itemOf: this.#itemOf,
      segmentOf: this.#segmentOf.subarray(0, size),
      rowOf: this.#rowOf.subarray(0, size),
      states: states && {
        endedAt: states.endedAt.subarray(0, size),
        continues: states.continues.subarray(0, size),
      },
      since: since && { place: since.place.subarray(0, size), changed: since.changed.subarray(0, size) },
    };
  }
}
