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
  readonly #main: Side;
  readonly #beside: readonly IndexReader[];
  readonly #rows: number;
  /** By segment of the main side; made for those of which rows are judged. */
  readonly #of: (readonly Places[] | undefined)[] = [];
  readonly #isItem: Side['opened']['isItem'];
  readonly #same: ReturnType<typeof sameValues>;

  constructor(main: Side, beside: Side) {
    this.#main = main;
    this.#beside = beside.opened.segments.map(({ column }) => new IndexReader(column(indexName(beside.by))));
    this.#rows = main.opened.segments.reduce((sum, segment) => sum + segment.rows, 0);
    this.#isItem = beside.opened.isItem;
    this.#same = sameValues(main, beside);
  }

  has(segment: number): boolean {
    return (this.#main.opened.segments[segment]?.rows ?? 0) * SHORT <= this.#rows;
  }

  find(segment: number, row: number, found: (segment: number, row: number) => void): void {
    const all = (this.#of[segment] ??= this.#placesOf(segment));
    for (let besideSegment = 0; besideSegment < all.length; besideSegment += 1) {
      const { places, index } = all[besideSegment] ?? NOTHING;
      const first = places[row] ?? -1;
      if (first < 0) continue;
      for (let at = first; index.orders[at] === index.orders[first]; at += 1) {
        const besideRow = index.rows[at] ?? 0;
        if (this.#isItem(besideSegment, besideRow) && this.#same(segment, row, besideSegment, besideRow))
          found(besideSegment, besideRow);
      }
    }
  }

  #placesOf(segment: number): readonly Places[] {
    const { by, opened } = this.#main;
    const source = opened.segments[segment];
    return source === undefined ? [] : this.#beside.map((index) => placesOf(source, by, index));
  }
}

const NOTHING = { places: new Int32Array(0), index: { orders: new Float64Array(0), rows: new Uint32Array(0) } };

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
