import { type Column, joinParts, Parts } from './column.ts';
import type { Run } from './merge.ts';
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

/** From so many on they are not kept apart. */
export const MANY_SCHEMES = 32;

/** What stands before the colon of a handle; for a text without one, nothing. */
export const schemeOf = (value: string): string => value.slice(0, Math.max(0, value.indexOf(':')));

export class IndexReader {
  /** Of the values, ascending. */
  readonly orders: Float64Array;
  /** The row of each. */
  readonly rows: Uint32Array;
  readonly #schemes: ReadonlySet<string>;
  /** Where the last look-up ended. */
  #last = 0;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>) {
    const length = Number(layout['length']);
    const parts = new Parts(body);
    this.orders = parts.floats(length);
    this.rows = parts.words(length);
    this.#schemes = new Set(Array.isArray(layout['schemes']) ? layout['schemes'] : []);
  }

  /** The rows in the order of their values, as those of segment `index` among several. */
  run(index: number): Run {
    return { orders: this.orders, segments: new Uint16Array(this.rows.length).fill(index), rows: this.rows };
  }

  /** True when every value has this scheme, or there is none. */
  holdsOnly(scheme: string): boolean {
    return this.rows.length === 0 || (this.#schemes.size === 1 && this.#schemes.has(scheme));
  }

  /** False when no value of this scheme is in the index; many schemes, or texts, are not kept apart. */
  mayHold(scheme: string): boolean {
    return this.#schemes.size === 0 || this.#schemes.has(scheme);
  }

  /** Calls `found` with each row whose value has this order; the caller compares the values themselves. */
  find(order: number, found: (row: number) => void): void {
    this.#last = placeOf(this.orders, order, this.#last);
    for (let place = this.#last; this.orders[place] === order; place += 1) {
      const row = this.rows[place];
      if (row !== undefined) found(row);
    }
  }
}
