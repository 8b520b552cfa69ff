import type { IndexReader } from '#/core/segment/index-column.ts';

type Orders = Pick<IndexReader, 'orders' | 'find'>;

/**
 * Calls `found` with every row, of any segment, whose value in an index has the order of another row's. Where nearly
 * each value is another, that is a few looks at numbers, and no row is read.
 */
export function eachRepeated(indexes: readonly Orders[], found: (segment: number, row: number) => void): void {
  for (const order of repeatedIn(indexes))
    for (const [segment, index] of indexes.entries()) index.find(order, (row) => found(segment, row));
}

/** Orders that more than one row has, ascending. */
function repeatedIn(indexes: readonly Orders[]): Float64Array {
  const [long, ...others] = indexes.toSorted((a, b) => b.orders.length - a.orders.length);
  const repeated = new Set<number>();
  const seen = new Set<number>();
  for (const { orders } of others)
    for (const order of orders) {
      if (seen.has(order)) repeated.add(order);
      else seen.add(order);
    }
  if (long !== undefined) {
    const { orders } = long;
    for (let at = 1; at < orders.length; at += 1) {
      const order = orders[at] ?? 0;
      if (order === orders[at - 1]) repeated.add(order);
    }
    for (const order of Float64Array.from(seen).sort()) long.find(order, () => repeated.add(order));
  }
  return Float64Array.from(repeated).sort();
}
