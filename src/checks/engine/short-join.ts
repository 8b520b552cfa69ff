import { IndexReader } from '#/core/segment/index-column.ts';
import { placeOf } from '#/core/segment/order.ts';
import { indexName } from '#/core/segment/segment.ts';
import { type Pairs, sameValues, type Side } from './join.ts';

/** Where the companions of the rows of one segment begin in the index of another: a place for each row, or -1. */
interface Places {
  readonly places: Int32Array;
  readonly index: IndexReader;
}

/**
 * The pairs of short segments of the main side, such as bring what is new: along the index of such a segment the other
 * side's are looked up in their own order, and nothing of them is read but where they are looked at.
 */
export class ShortJoin implements Pairs {
  /** By segment of the main side; null for one that is not short. */
  readonly #of: readonly (readonly Places[] | null)[];
  readonly #isItem: Side['opened']['isItem'];
  readonly #same: ReturnType<typeof sameValues>;

  constructor(main: Side, beside: Side) {
    const others = beside.opened.segments.map(({ column }) => new IndexReader(column(indexName(beside.by))));
    const rows = main.opened.segments.reduce((sum, segment) => sum + segment.rows, 0);
    this.#of = main.opened.segments.map((segment) =>
      segment.rows * SHORT > rows ? null : others.map((index) => placesOf(segment, main.by, index)),
    );
    this.#isItem = beside.opened.isItem;
    this.#same = sameValues(main, beside);
  }

  has(segment: number): boolean {
    return this.#of[segment] !== null;
  }

  find(segment: number, row: number, found: (segment: number, row: number) => void): void {
    this.#of[segment]?.forEach(({ places, index: { orders, rows } }, besideSegment) => {
      const first = places[row] ?? -1;
      if (first < 0) return;
      for (let at = first; orders[at] === orders[first]; at += 1) {
        const besideRow = rows[at] ?? 0;
        if (this.#isItem(besideSegment, besideRow) && this.#same(segment, row, besideSegment, besideRow))
          found(besideSegment, besideRow);
      }
    });
  }
}

/** A segment with less than one in so many rows of its population is short. */
const SHORT = 8;

function placesOf(
  { column, rows: length }: Side['opened']['segments'][number],
  by: string,
  index: IndexReader,
): Places {
  const { orders, rows } = new IndexReader(column(indexName(by)));
  const places = new Int32Array(length).fill(-1);
  let last = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const order = orders[at] ?? 0;
    last = placeOf(index.orders, order, last);
    if (index.orders[last] === order) places[rows[at] ?? 0] = last;
  }
  return { places, index };
}
