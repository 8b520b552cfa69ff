import { NEVER } from '#/core/time/instant.ts';
import { keyAt, type OpenSegment, positionAt, type Run, type Ties } from './merge.ts';
import { ORDER_BITS, placeOf } from './order.ts';
import { numbersOf, presenceReader, SYSTEM } from './segment.ts';
import type { States, Table, TableOptions } from './table.ts';

const RANGE_BITS = 8;
/** The order of keys is cut into so many equal parts. */
export const RANGES: number = 2 ** RANGE_BITS;
const RANGE_WIDTH = 2 ** (ORDER_BITS - RANGE_BITS);

/** Where the ledger sealed the rows of a segment, compared with one position. */
const SEALED = { all: 1, none: 0, some: 2 } as const;

const sealedBefore = ({ merged, position: own }: OpenSegment, position: number): number =>
  // the rows of a merged segment were sealed before it was
  own < position ? SEALED.all : merged ? SEALED.some : SEALED.none;

/** What becomes of an earlier table, as it is found. */
interface Noted {
  readonly fresh: number[];
  readonly changed: number[];
}

/** Makes a table of rows that are given to it in their order. */
export class Builder {
  readonly ties: Ties;
  #size = 0;
  #range = 0;
  /** The first order behind the range at hand. */
  #rangeEnd = RANGE_WIDTH;
  readonly #ranges = new Uint32Array(RANGES + 1);
  readonly #options: TableOptions;
  /** A run of one row, used again for each that is taken by itself. */
  readonly #one: Run = { orders: new Float64Array(1), segments: new Uint16Array(1), rows: new Uint32Array(1) };
  readonly #seen: Uint8Array;
  readonly #old: Uint8Array | null;
  readonly #itemOf: readonly Int32Array[];
  readonly #segmentOf: Uint16Array;
  readonly #rowOf: Uint32Array;
  readonly #states: States | null;
  readonly #since: Noted | null;
  readonly #gone: (run: Run, at: number) => boolean;
  readonly #collected: (run: Run, at: number) => number;

  constructor(segments: readonly OpenSegment[], ties: Ties, options: TableOptions) {
    const { asOf, before } = options;
    const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
    this.ties = ties;
    this.#options = options;
    this.#seen = Uint8Array.from(segments, (segment) => sealedBefore(segment, asOf));
    this.#old = before === undefined ? null : Uint8Array.from(segments, (segment) => sealedBefore(segment, before));
    this.#itemOf = segments.map((segment) => new Int32Array(segment.rows).fill(-1));
    this.#segmentOf = new Uint16Array(rows);
    this.#rowOf = new Uint32Array(rows);
    this.#states = options.observed
      ? { endedAt: new Float64Array(rows).fill(NEVER), continues: new Uint8Array(rows) }
      : null;
    this.#since = before === undefined ? null : { fresh: [], changed: [] };
    // of what is no observed state neither is asked for, and neither is read
    const observed = options.observed ? segments : [];
    const presences = observed.map(({ column, rows: count }) => presenceReader(column(SYSTEM.presence), count));
    const looks = observed.map(({ column, rows: count }) => numbersOf(column(SYSTEM.collected), count));
    this.#gone = (run, at) => presences[run.segments[at] ?? 0]?.at(run.rows[at] ?? 0) === 'gone';
    this.#collected = (run, at) => looks[run.segments[at] ?? 0]?.[run.rows[at] ?? 0] ?? 0;
  }

  #isSeen(run: Run, at: number): boolean {
    const sealed = this.#seen[run.segments[at] ?? 0];
    return sealed === SEALED.some ? positionAt(run, at, this.ties) < this.#options.asOf : sealed === SEALED.all;
  }

  /** Was it seen by the earlier table? */
  #isOld(run: Run, at: number): boolean {
    const sealed = this.#old?.[run.segments[at] ?? 0];
    return sealed === SEALED.some
      ? positionAt(run, at, this.ties) < (this.#options.before ?? 0)
      : sealed === SEALED.all;
  }

  /** Takes rows of a run, all of them where no others are named, one key after the other. */
  take(run: Run, first = 0, end: number = run.rows.length): void {
    for (let from = first; from < end; ) {
      let to = from + 1;
      if (to < end && run.orders[to] === run.orders[from]) {
        const key = keyAt(run, from, this.ties);
        while (to < end && run.orders[to] === run.orders[from] && keyAt(run, to, this.ties) === key) to += 1;
      }
      this.#takeKey(run, from, to);
      from = to;
    }
  }

  /** Takes rows of a segment each of which is the only version of its key: nearly all there are, so many in one go. */
  takeAlone(segment: number, orders: Float64Array, from: number, to: number): void {
    if (this.#states !== null) {
      this.#takeStates(segment, orders, { from, to });
      return;
    }
    const seen = this.#seen[segment];
    const old = this.#old?.[segment];
    const sealedAt = seen === SEALED.some || old === SEALED.some ? this.ties.positions[segment] : undefined;
    for (let start = from; start < to; ) {
      const position = sealedAt?.(start) ?? 0;
      const isSeen = seen === SEALED.some ? position < this.#options.asOf : seen === SEALED.all;
      const isOld = old === SEALED.some ? position < (this.#options.before ?? 0) : old === SEALED.all;
      const end = sealedAt === undefined ? to : this.#endOfSealed(sealedAt, start, to);
      if (isSeen) this.#addRows(segment, orders, { from: start, to: end, isOld });
      start = end;
    }
  }

  /** Where a row stands that was not sealed before the same of the two positions, or the end. */
  #endOfSealed(sealedAt: (row: number) => number, from: number, to: number): number {
    const { asOf, before = asOf } = this.#options;
    const first = sealedAt(from);
    const [isSeen, isOld] = [first < asOf, first < before];
    let end = from + 1;
    while (end < to) {
      const position = sealedAt(end);
      if (position < asOf !== isSeen || position < before !== isOld) break;
      end += 1;
    }
    return end;
  }

  #addRows(
    segment: number,
    orders: Float64Array,
    { from, to, isOld }: { readonly from: number; readonly to: number; readonly isOld: boolean },
  ): void {
    const first = this.#size;
    const rowOf = this.#rowOf;
    const items = this.#itemOf[segment];
    for (let row = from; row < to; row += 1) rowOf[first + row - from] = row;
    if (items !== undefined) for (let row = from; row < to; row += 1) items[row] = first + row - from;
    this.#segmentOf.fill(segment, first, first + to - from);
    this.#size += to - from;
    while ((orders[to - 1] ?? 0) >= this.#rangeEnd) {
      this.#ranges[++this.#range] = first + Math.max(from, placeOf(orders, this.#rangeEnd)) - from;
      this.#rangeEnd += RANGE_WIDTH;
    }
    if (isOld || this.#since === null) return;
    for (let item = first; item < this.#size; item += 1) this.#note(this.#since, item, true);
  }

  /** Items are noted as they are added, or right behind. */
  #note({ fresh, changed }: Noted, item: number, isFresh: boolean): void {
    if (changed.at(-1) !== item) changed.push(item);
    if (isFresh) fresh.push(item);
  }

  #takeStates(
    segment: number,
    orders: Float64Array,
    { from, to }: { readonly from: number; readonly to: number },
  ): void {
    const run = this.#one;
    run.segments[0] = segment;
    for (let row = from; row < to; row += 1) {
      run.orders[0] = orders[row] ?? 0;
      run.rows[0] = row;
      this.#takeKey(run, 0, 1);
    }
  }

  #takeKey(run: Run, from: number, to: number): void {
    let end = to;
    while (end > from && !this.#isSeen(run, end - 1)) end -= 1;
    if (end === from) return;
    if (this.#states === null) this.#takeLatest(run, { from, to: end });
    else this.#takeVersions(run, { from, to: end });
  }

  #takeLatest(run: Run, versions: { readonly from: number; readonly to: number }): void {
    const item = this.#add(run, versions.to - 1);
    if (this.#since === null) return;
    if (!this.#isOld(run, versions.to - 1)) this.#note(this.#since, item, !this.#isOld(run, versions.from));
  }

  #takeVersions(run: Run, { from, to }: { readonly from: number; readonly to: number }): void {
    let last = -1;
    for (let at = from; at < to; at += 1) {
      const isNew = this.#since !== null && !this.#isOld(run, at);
      if (last >= 0 && this.#states !== null)
        this.#states.endedAt[last] = Math.min(this.#states.endedAt[last] ?? NEVER, this.#collected(run, at));
      if (last >= 0 && isNew && this.#since !== null) this.#note(this.#since, last, false);
      if (this.#gone(run, at)) continue;
      const item = this.#add(run, at);
      if (last >= 0 && this.#states !== null) this.#states.continues[item] = 1;
      if (this.#since !== null && isNew) this.#note(this.#since, item, true);
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
      since: since && { fresh: Uint32Array.from(since.fresh), changed: Uint32Array.from(since.changed) },
    };
  }
}
