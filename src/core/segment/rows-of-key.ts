import type { Reader } from './column.ts';
import { type OpenSegment, positionsOf } from './merge.ts';
import { orderOf, placeOf } from './order.ts';
import { numbersOf, SYSTEM } from './segment.ts';
import { stringReader } from './text-column.ts';

/** Calls `found` with every row, in any segment and version, that has this key. */
export const rowsOfKey = (segments: readonly OpenSegment[], key: string, found: RowFound): void =>
  rowsOfKeys(segments)(key, found);

type RowFound = (segment: number, row: number) => void;

/** Finds the rows of one key after the other. For as many keys as there are rows, keep a `Keys`. */
export function rowsOfKeys(segments: readonly OpenSegment[]): (key: string, found: RowFound) => void {
  const keyed = segments.map(keyedOf);
  return (key, found) => {
    const order = orderOf(key);
    keyed.forEach((segment, place) => rowsIn(segment, { key, order }, (row) => found(place, row)));
  };
}

/**
 * Tells whether a row is the latest version of its key of those that the ledger sealed before a position. For few rows
 * that is cheaper than a table of all.
 */
export function latestBefore(
  segments: readonly OpenSegment[],
  asOf: number,
): (segment: number, row: number) => boolean {
  const keyed = segments.map(keyedOf);
  const positions = segments.map(positionsOf);
  const sealedAt = (segment: number, row: number): number => positions[segment]?.(row) ?? Number.POSITIVE_INFINITY;
  return (segment, row) => {
    const sealed = sealedAt(segment, row);
    const mine = keyed[segment];
    if (mine === undefined || sealed >= asOf) return false;
    let latest = true;
    const ofKey = { key: mine.keyAt(row) ?? '', order: mine.orders[row] ?? 0 };
    segments.forEach(({ position }, place) => {
      const other = keyed[place];
      if (other === undefined || position <= sealed) return; // no row was sealed later than the segment that holds it
      rowsIn(other, ofKey, (version) => {
        const at = sealedAt(place, version);
        if (at > sealed && at < asOf) latest = false;
      });
    });
    return latest;
  };
}

interface Keyed {
  readonly orders: Float64Array;
  /** Where the last look-up ended. */
  last: number;
  readonly keyAt: (row: number) => string | null | undefined;
}

/** Both are read only when they are asked for. */
function keyedOf({ column, rows }: OpenSegment): Keyed {
  let orders: Float64Array | undefined;
  let keys: Reader<string> | undefined;
  return {
    last: 0,
    get orders() {
      return (orders ??= numbersOf(column(SYSTEM.order), rows));
    },
    keyAt: (row) => (keys ??= stringReader(column(SYSTEM.key), rows)).at(row),
  };
}

function rowsIn(
  segment: Keyed,
  { key, order }: { readonly key: string; readonly order: number },
  found: (row: number) => void,
): void {
  const { orders, keyAt, last } = segment;
  segment.last = placeOf(orders, order, last);
  for (let row = segment.last; orders[row] === order; row += 1) if (keyAt(row) === key) found(row);
}

/** Finds the rows of one key after the other in segments that are opened once. */
export class Keys {
  readonly #segments: Keyed[] = [];
  /** A bit for each order that some row may have: most keys that are new are told by it from all that are known. */
  #bits: Uint8Array = new Uint8Array(0);
  #rows = 0;

  constructor(segments: readonly OpenSegment[] = []) {
    for (const segment of segments) {
      this.#segments.push(keyedOf(segment));
      this.#rows += segment.rows;
    }
    this.#rebuild();
  }

  add(segment: OpenSegment): void {
    const keyed = keyedOf(segment);
    this.#segments.push(keyed);
    this.#rows += segment.rows;
    if (this.#rows * SPARSE > this.#bits.length * 8) this.#rebuild();
    else this.#note(keyed.orders);
  }

  find(key: string, found: (segment: number, row: number) => void): void {
    const order = orderOf(key);
    if (!this.#mayHold(order)) return;
    for (let place = 0; place < this.#segments.length; place += 1) {
      const segment = this.#segments[place];
      if (segment !== undefined) rowsIn(segment, { key, order }, (row) => found(place, row));
    }
  }

  #rebuild(): void {
    this.#bits = new Uint8Array(2 ** Math.ceil(Math.log2(Math.max(1, this.#rows) * SPARSE * 2)) / 8);
    for (const { orders } of this.#segments) this.#note(orders);
  }

  #note(orders: Float64Array): void {
    const bits = this.#bits;
    const last = bits.length * 8 - 1;
    for (let row = 0; row < orders.length; row += 1) {
      const bit = lowBits(orders[row] ?? 0) & last;
      bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  #mayHold(order: number): boolean {
    const bit = lowBits(order) & (this.#bits.length * 8 - 1);
    return ((this.#bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }
}

/** Bits for each row: so many that of a hundred new keys about six are looked for in vain. */
const SPARSE = 16;

/** The lower half of an order, as evenly spread as all of it. */
const lowBits = (order: number): number => order % 2 ** 31;
