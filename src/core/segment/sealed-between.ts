import { IndexReader } from './index-column.ts';
import type { OpenSegment } from './merge.ts';
import { placeOf } from './order.ts';
import { indexName, numbersOf, SYSTEM } from './segment.ts';

/** Ledger positions: at or after one, and before another. */
export interface Between {
  readonly since: number;
  readonly until: number;
}

/** Is there a segment, or of merged ones a row, that was sealed before a position? */
export const isSealedBefore = (segments: readonly OpenSegment[], until: number): boolean =>
  segments.some(
    ({ merged, position, column, rows }) =>
      position < until || (merged && numbersOf(column(SYSTEM.position), rows).some((sealed) => sealed < until)),
  );

/** Tells of a segment which of its rows were sealed in between: all, none, or what is to be asked for each row. */
function sealedIn({ column, rows, merged, position }: OpenSegment, { since, until }: Between) {
  if (position < since || (!merged && position >= until)) return null; // no row was sealed later than its segment
  const positions = merged ? numbersOf(column(SYSTEM.position), rows) : null;
  return (row: number): boolean => {
    const sealed = positions?.[row] ?? position;
    return sealed >= since && sealed < until;
  };
}

/** The orders of what a lookup gives of the rows that were sealed in between. */
export function ordersSealed(segments: readonly OpenSegment[], lookup: string, between: Between): readonly number[] {
  const found: number[] = [];
  for (const segment of segments) {
    const isSealed = sealedIn(segment, between);
    if (isSealed === null) continue;
    const { orders, rows } = new IndexReader(segment.column(indexName(lookup)));
    for (let at = 0; at < rows.length; at += 1) if (isSealed(rows[at] ?? 0)) found.push(orders[at] ?? 0);
  }
  return found;
}

/**
 * Calls `found` with the other versions, sealed before or after, of the keys of what was sealed in between. Keys are
 * compared by their orders alone, so in one of some billions of cases it is another key's.
 */
export function versionsBeside(
  segments: readonly OpenSegment[],
  between: Between,
  found: (segment: number, row: number) => void,
): void {
  const orders = segments.map(({ column, rows }) => numbersOf(column(SYSTEM.order), rows));
  const sealed = segments.map((segment) => sealedIn(segment, between));
  for (const [from, isSealed] of sealed.entries()) {
    const own = orders[from];
    if (isSealed === null || own === undefined) continue;
    for (const [place, others] of orders.entries()) {
      let at = 0;
      for (let row = 0; row < own.length; row += 1) {
        const order = own[row] ?? 0;
        if (!isSealed(row)) continue;
        at = placeOf(others, order, at);
        for (let other = at; others[other] === order; other += 1)
          if (sealed[place]?.(other) !== true) found(place, other);
      }
    }
  }
}
