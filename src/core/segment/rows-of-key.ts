import type { OpenSegment } from './merge.ts';
import { orderOf, placeOf } from './order.ts';
import { numbersOf, SYSTEM } from './segment.ts';
import { stringReader } from './text-column.ts';

/** Calls `found` with every row, in any segment and version, that has this key. */
export function rowsOfKey(
  segments: readonly OpenSegment[],
  key: string,
  found: (segment: number, row: number) => void,
): void {
  const order = orderOf(key);
  segments.forEach(({ column, rows }, place) => {
    const orders = numbersOf(column(SYSTEM.order), rows);
    for (let row = placeOf(orders, order); orders[row] === order; row += 1) {
      if (stringReader(column(SYSTEM.key), rows).at(row) === key) found(place, row);
    }
  });
}

/** Calls `found` with every row that the ledger sealed at or after `since` and before `until`. */
export function rowsSealed(
  segments: readonly OpenSegment[],
  { since, until }: { readonly since: number; readonly until: number },
  found: (segment: number, row: number) => void,
): void {
  segments.forEach(({ column, rows, merged, position }, place) => {
    const positions = merged ? numbersOf(column(SYSTEM.position), rows) : null;
    if (positions === null && (position < since || position >= until)) return;
    for (let row = 0; row < rows; row += 1) {
      const sealed = positions?.[row] ?? position;
      if (sealed >= since && sealed < until) found(place, row);
    }
  });
}
