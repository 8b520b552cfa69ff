import { type Column, joinParts, Parts } from './column.ts';
import { orderOf, placeOf } from './order.ts';

/** The orders of the values that a lookup gives, ascending, and the rows that have them: a segment's own index. */
export function encodeIndex(name: string, values: readonly (string | null | undefined)[]): Column {
  const keyed: number[] = [];
  const orders = new Float64Array(values.length);
  const schemes = new Set<string>();
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    orders[row] = orderOf(value);
    if (schemes.size < MANY_SCHEMES) schemes.add(schemeOf(value));
    keyed.push(row);
  }
  const rows = Uint32Array.from(keyed).sort((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || a - b);
  const sorted = Float64Array.from(rows, (row) => orders[row] ?? 0);
  return {
    name,
    type: 'index',
    layout: { length: rows.length, schemes: schemes.size < MANY_SCHEMES ? [...schemes].sort() : [] },
    body: joinParts([sorted, rows]),
  };
}

const MANY_SCHEMES = 32;

/** What stands before the colon of a handle; for a text without one, nothing. */
export const schemeOf = (value: string): string => value.slice(0, Math.max(0, value.indexOf(':')));

export class IndexReader {
  readonly #orders: Float64Array;
  readonly #rows: Uint32Array;
  readonly #schemes: ReadonlySet<string>;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>) {
    const length = Number(layout['length']);
    const parts = new Parts(body);
    this.#orders = parts.floats(length);
    this.#rows = parts.words(length);
    this.#schemes = new Set(Array.isArray(layout['schemes']) ? layout['schemes'] : []);
  }

  /** True when every value has this scheme, or there is none. */
  holdsOnly(scheme: string): boolean {
    return this.#rows.length === 0 || (this.#schemes.size === 1 && this.#schemes.has(scheme));
  }

  get length(): number {
    return this.#rows.length;
  }

  orderAt(place: number): number {
    return this.#orders[place] ?? Number.NaN;
  }

  rowAt(place: number): number {
    return this.#rows[place] ?? -1;
  }

  each(entry: (order: number, row: number) => void): void {
    for (let place = 0; place < this.#rows.length; place += 1) entry(this.orderAt(place), this.rowAt(place));
  }

  /** False when no value of this scheme is in the index; many schemes, or texts, are not kept apart. */
  mayHold(scheme: string): boolean {
    return this.#schemes.size === 0 || this.#schemes.has(scheme);
  }

  /** Calls `found` with each row whose value has this order; the caller compares the values themselves. */
  find(order: number, found: (row: number) => void): void {
    for (let place = placeOf(this.#orders, order); this.#orders[place] === order; place += 1) {
      const row = this.#rows[place];
      if (row !== undefined) found(row);
    }
  }
}

/** Calls `found` with every pair of rows whose values have the same order. */
export function pairsOf(a: IndexReader, b: IndexReader, found: (rowA: number, rowB: number) => void): void {
  const few = Math.min(a.length, b.length);
  if (few * SPARSE < Math.max(a.length, b.length)) {
    if (a.length === few) a.each((order, row) => b.find(order, (other) => found(row, other)));
    else b.each((order, row) => a.find(order, (other) => found(other, row)));
    return;
  }
  let from = 0;
  for (let at = 0; at < a.length; at += 1) {
    const order = a.orderAt(at);
    while (from < b.length && b.orderAt(from) < order) from += 1;
    for (let same = from; same < b.length && b.orderAt(same) === order; same += 1) found(a.rowAt(at), b.rowAt(same));
  }
}

/** Below one in so many, looking up is cheaper than running along. */
const SPARSE = 32;
