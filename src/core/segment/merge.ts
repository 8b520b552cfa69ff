import type { Reader } from './column.ts';
import type { ColumnNamed } from './fields.ts';
import { placeOf } from './order.ts';
import { numbersOf, SYSTEM } from './segment.ts';
import { stringReader } from './text-column.ts';

/** A segment that can be read: each column is read, and its digest compared, when it is first asked for. */
export interface OpenSegment {
  /** Where the ledger sealed it; rows of a merged segment carry the positions of their own. */
  readonly position: number;
  readonly rows: number;
  readonly merged: boolean;
  readonly column: ColumnNamed;
}

/** Rows of several segments in one order: by order, then key, then position. */
export interface Run {
  readonly orders: Float64Array;
  /** Which of the segments each row is from. */
  readonly segments: Uint16Array;
  readonly rows: Uint32Array;
}

/** What decides between rows of the same order. */
export interface Ties {
  readonly keys: readonly ((row: number) => string)[];
  readonly positions: readonly ((row: number) => number)[];
}

export function tiesOf(segments: readonly OpenSegment[]): Ties {
  return {
    keys: segments.map(keysOf),
    positions: segments.map(positionsOf),
  };
}

/** The keys, read only when two rows have the same order. */
function keysOf({ column, rows }: OpenSegment): (row: number) => string {
  let keys: Reader<string> | undefined;
  return (row) => {
    keys ??= stringReader(column(SYSTEM.key), rows);
    return keys.at(row) ?? '';
  };
}

/** Where the ledger sealed each row; of a merged segment they are read only when one is asked for. */
export function positionsOf({ merged, column, rows, position }: OpenSegment): (row: number) => number {
  if (!merged) return () => position;
  let own: Float64Array | undefined;
  return (row) => {
    own ??= numbersOf(column(SYSTEM.position), rows);
    return own[row] ?? position;
  };
}

/** All rows of all segments in their order. */
export const mergedRun = (segments: readonly OpenSegment[], ties: Ties): Run => mergedRuns(segments.map(wholeOf), ties);

/** Merges two runs at a time, the smallest first. Without `ties`, rows of one order stand in no particular order. */
export function mergedRuns(given: readonly Run[], ties: Ties | null): Run {
  let runs = [...given];
  while (runs.length > 1) {
    runs.sort((a, b) => a.rows.length - b.rows.length);
    const next: Run[] = [];
    for (let at = 0; at + 1 < runs.length; at += 2) next.push(mergeTwo(runs[at] ?? EMPTY, runs[at + 1] ?? EMPTY, ties));
    if (runs.length % 2 === 1) next.push(runs.at(-1) ?? EMPTY);
    runs = next;
  }
  return runs[0] ?? EMPTY;
}

const EMPTY: Run = { orders: new Float64Array(0), segments: new Uint16Array(0), rows: new Uint32Array(0) };

/** All rows of a segment, which is at that place among others. */
export function wholeOf({ column, rows: length }: OpenSegment, place: number): Run {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row += 1) rows[row] = row;
  return { orders: numbersOf(column(SYSTEM.order), length), segments: new Uint16Array(length).fill(place), rows };
}

export const sliceOf = ({ orders, segments, rows }: Run, from: number, to: number): Run => ({
  orders: orders.subarray(from, to),
  segments: segments.subarray(from, to),
  rows: rows.subarray(from, to),
});

/** From so many times as many rows on, the rows of the longer run are moved in blocks. */
const LOPSIDED = 8;

function mergeTwo(a: Run, b: Run, ties: Ties | null): Run {
  const [few, many] = a.rows.length <= b.rows.length ? [a, b] : [b, a];
  return few.rows.length * LOPSIDED <= many.rows.length ? mergeFew(few, many, ties) : mergeEqual(a, b, ties);
}

const runOfLength = (length: number): Run => ({
  orders: new Float64Array(length),
  segments: new Uint16Array(length),
  rows: new Uint32Array(length),
});

/** Looks up the place of each row of the few among the many, and moves what lies between two such places at once. */
function mergeFew(few: Run, many: Run, ties: Ties | null): Run {
  const merged = runOfLength(few.rows.length + many.rows.length);
  let from = 0;
  const move = (to: number, at: number): void => {
    if (from === to) return;
    merged.orders.set(many.orders.subarray(from, to), from + at);
    merged.segments.set(many.segments.subarray(from, to), from + at);
    merged.rows.set(many.rows.subarray(from, to), from + at);
    from = to;
  };
  for (let at = 0; at < few.rows.length; at += 1) {
    const order = few.orders[at] ?? 0;
    let place = Math.max(from, placeOf(many.orders, order));
    const comesFirst = (): boolean => ties !== null && compareRows(many, place, { run: few, at }, ties) < 0;
    while (many.orders[place] === order && comesFirst()) place += 1;
    move(place, at);
    merged.orders[place + at] = order;
    merged.segments[place + at] = few.segments[at] ?? 0;
    merged.rows[place + at] = few.rows[at] ?? 0;
  }
  move(many.rows.length, few.rows.length);
  return merged;
}

function mergeEqual(a: Run, b: Run, ties: Ties | null): Run {
  const length = a.rows.length + b.rows.length;
  const merged = runOfLength(length);
  let fromA = 0;
  let fromB = 0;
  for (let at = 0; at < length; at += 1) {
    const orderA = fromA < a.rows.length ? (a.orders[fromA] ?? 0) : Number.POSITIVE_INFINITY;
    const orderB = fromB < b.rows.length ? (b.orders[fromB] ?? 0) : Number.POSITIVE_INFINITY;
    const takeA =
      orderA < orderB ||
      (orderA === orderB && (ties === null || compareRows(a, fromA, { run: b, at: fromB }, ties) < 0));
    const run = takeA ? a : b;
    const from = takeA ? fromA++ : fromB++;
    merged.orders[at] = takeA ? orderA : orderB;
    merged.segments[at] = run.segments[from] ?? 0;
    merged.rows[at] = run.rows[from] ?? 0;
  }
  return merged;
}

/** For rows of one order: by key, then by position. */
function compareRows(a: Run, at: number, b: { readonly run: Run; readonly at: number }, ties: Ties): number {
  const keyA = keyAt(a, at, ties);
  const keyB = keyAt(b.run, b.at, ties);
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  return positionAt(a, at, ties) - positionAt(b.run, b.at, ties);
}

export const keyAt = (run: Run, at: number, { keys }: Ties): string =>
  keys[run.segments[at] ?? 0]?.(run.rows[at] ?? 0) ?? '';

export const positionAt = (run: Run, at: number, { positions }: Ties): number =>
  positions[run.segments[at] ?? 0]?.(run.rows[at] ?? 0) ?? 0;
