import { type Column, joinParts, Parts } from './column.ts';
import { orderOf, placeOf } from './order.ts';

/** The orders of the values that a lookup gives, ascending, and the rows that have them: a segment's own index. */
export function encodeIndex(name: string, values: readonly (string | null | undefined)[]): Column {
  const keyed: number[] = [];
  const orders = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    orders[row] = orderOf(value);
    keyed.push(row);
  }
  const rows = Uint32Array.from(keyed).sort((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || a - b);
  const sorted = Float64Array.from(rows, (row) => orders[row] ?? 0);
  return { name, type: 'index', layout: { length: rows.length }, body: joinParts([sorted, rows]) };
}

export class IndexReader {
  readonly #orders: Float64Array;
  readonly #rows: Uint32Array;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>) {
    const length = Number(layout['length']);
    const parts = new Parts(body);
    this.#orders = parts.floats(length);
    this.#rows = parts.words(length);
  }

  /** Calls `found` with each row whose value has this order; the caller compares the values themselves. */
  find(order: number, found: (row: number) => void): void {
    for (let place = placeOf(this.#orders, order); this.#orders[place] === order; place += 1) {
      const row = this.#rows[place];
      if (row !== undefined) found(row);
    }
  }
}
