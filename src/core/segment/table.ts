import { mergedRun, mergedRuns, type OpenSegment, type Run, sliceOf, tiesOf, wholeOf } from './merge.ts';
import { placeOf } from './order.ts';
import { numbersOf, SYSTEM } from './segment.ts';
import { Builder } from './table-builder.ts';

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

/** How a table follows an earlier one: the items that are not fresh are those of the earlier table, in the same order. */
export interface Since {
  /** Items that the earlier table did not have, ascending. */
  readonly fresh: Uint32Array;
  /** Items that are not as they were, and the fresh ones, ascending. */
  readonly changed: Uint32Array;
}

/** Where an item of the earlier table is now: behind so many fresh ones. */
export function placeNow({ fresh }: Since, was: number): number {
  let low = 0;
  let high = fresh.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fresh[middle] ?? 0) - middle <= was) low = middle + 1;
    else high = middle;
  }
  return was + low;
}

/** Where an item was in the earlier table; -1 for a fresh one. */
export function placeBefore({ fresh }: Since, item: number): number {
  let low = 0;
  let high = fresh.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fresh[middle] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return fresh[low] === item ? -1 : item - low;
}

export interface TableOptions {
  readonly observed: boolean;
  /** Only rows that the ledger sealed before this position are seen. */
  readonly asOf: number;
  /** The `asOf` of an earlier table whose items are to be found again. */
  readonly before?: number;
}

export function tableOf(segments: readonly OpenSegment[], options: TableOptions): Table {
  const builder = new Builder(segments, tiesOf(segments), options);
  const place = longOf(segments);
  const long = segments[place];
  if (long === undefined) builder.take(mergedRun(segments, builder.ties));
  else takeBeside(builder, new Stretches(builder, long, place), shortOf(segments, place));
  return builder.table();
}

/** The place of the segment beside which all others are short, so that long stretches of it lie between their rows; or -1. */
function longOf(segments: readonly OpenSegment[]): number {
  const all = segments.reduce((sum, { rows }) => sum + rows, 0);
  return segments.findIndex(({ rows }) => (all - rows) * LONG <= rows);
}

const LONG = 3;

const shortOf = (segments: readonly OpenSegment[], long: number): readonly Run[] =>
  segments.flatMap((segment, place) => (place === long ? [] : [wholeOf(segment, place)]));

/** Takes the rows of the short segments one by one, and what lies between them in the long one at once. */
function takeBeside(builder: Builder, long: Stretches, runs: readonly Run[]): void {
  const short = mergedRuns(runs, builder.ties);
  let from = 0;
  for (let at = 0; at < short.rows.length; ) {
    const end = endOfOrder(short.orders, at);
    const place = placeOf(long.orders, short.orders[at] ?? 0, from);
    const behind = long.orders[place] === short.orders[at] ? endOfOrder(long.orders, place) : place;
    long.take(from, place);
    if (behind === place) builder.take(short, at, end);
    else builder.take(mergedRuns([sliceOf(short, at, end), sliceOf(long.whole, place, behind)], builder.ties));
    from = behind;
    at = end;
  }
  long.take(from, long.orders.length);
}

/** Where another order begins than the one at a place. */
function endOfOrder(orders: Float64Array, place: number): number {
  let end = place + 1;
  while (end < orders.length && orders[end] === orders[place]) end += 1;
  return end;
}

/** The rows of one segment, taken in stretches. */
class Stretches {
  readonly orders: Float64Array;
  readonly #builder: Builder;
  readonly #segment: OpenSegment;
  readonly #place: number;
  #whole: Run | undefined;

  constructor(builder: Builder, segment: OpenSegment, place: number) {
    this.orders = numbersOf(segment.column(SYSTEM.order), segment.rows);
    this.#builder = builder;
    this.#segment = segment;
    this.#place = place;
  }

  /** Made only when a stretch is not enough. */
  get whole(): Run {
    return (this.#whole ??= wholeOf(this.#segment, this.#place));
  }

  /** Takes rows, of which those that share their order with no other are the only versions of their keys. */
  take(from: number, to: number): void {
    const { orders } = this;
    for (let start = from; start < to; ) {
      let end = start + 1;
      while (end < to && orders[end] !== orders[end - 1]) end += 1;
      const alone = end < to ? end - 1 : to;
      this.#builder.takeAlone(this.#place, orders, start, alone);
      if (alone === to) return;
      start = endOfOrder(orders, alone);
      this.#builder.take(this.whole, alone, start);
    }
  }
}
