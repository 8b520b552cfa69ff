import { fieldReader } from '#/core/segment/fields.ts';
import { IndexReader, pairsOf } from '#/core/segment/index-column.ts';
import { indexName } from '#/core/segment/segment.ts';
import { lookupValue } from '#/core/populations/population.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { Opened } from './opened.ts';

/** A population and one of its lookups. */
export interface Side {
  readonly population: PopulationName;
  readonly by: string;
  readonly opened: Opened;
}

/**
 * All pairs of items of two populations with the same value, found by running along both indexes at once. For a run
 * over everything that is ten times cheaper than looking each item up.
 */
export class Join {
  /** For each row of each segment of the main side: its first pair, or -1. */
  readonly #first: readonly Int32Array[];
  readonly #next: number[] = [];
  readonly #segment: number[] = [];
  readonly #row: number[] = [];
  readonly #mainValue: readonly ((row: number) => string | null)[];
  readonly #besideValue: readonly ((row: number) => string | null)[];

  constructor(main: Side, beside: Side) {
    this.#mainValue = valuesOf(main);
    this.#besideValue = valuesOf(beside);
    this.#first = main.opened.segments.map(({ rows }) => new Int32Array(rows).fill(-1));
    const besideIndexes = beside.opened.segments.map(({ column }) => new IndexReader(column(indexName(beside.by))));
    main.opened.segments.forEach(({ column }, place) => {
      const index = new IndexReader(column(indexName(main.by)));
      besideIndexes.forEach((other, segment) => this.#pair(index, other, { place, segment, main, beside }));
    });
  }

  #pair(
    index: IndexReader,
    other: IndexReader,
    at: { readonly place: number; readonly segment: number; readonly main: Side; readonly beside: Side },
  ): void {
    const first = this.#first[at.place] ?? new Int32Array(0);
    const mainItems = at.main.opened.table.itemOf[at.place] ?? new Int32Array(0);
    const besideItems = at.beside.opened.table.itemOf[at.segment] ?? new Int32Array(0);
    pairsOf(index, other, (row, otherRow) => {
      if ((mainItems[row] ?? -1) < 0 || (besideItems[otherRow] ?? -1) < 0) return;
      this.#next.push(first[row] ?? -1);
      this.#segment.push(at.segment);
      this.#row.push(otherRow);
      first[row] = this.#row.length - 1;
    });
  }

  /** Calls `found` with the rows beside a row of the main side, in no particular order. */
  find(segment: number, row: number, found: (segment: number, row: number) => void): void {
    const first = this.#first[segment]?.[row] ?? -1;
    if (first < 0) return;
    const value = this.#mainValue[segment]?.(row) ?? null;
    for (let pair = first; pair >= 0; pair = this.#next[pair] ?? -1) {
      const besideSegment = this.#segment[pair] ?? 0;
      const besideRow = this.#row[pair] ?? 0;
      if (value !== null && this.#besideValue[besideSegment]?.(besideRow) === value) found(besideSegment, besideRow);
    }
  }
}

function valuesOf({ population, by, opened }: Side): readonly ((row: number) => string | null)[] {
  const { fields, lookups } = populationNamed(population);
  const lookup = lookups[by];
  const field = fields[lookup?.field ?? ''];
  if (lookup === undefined || field === undefined)
    throw new TypeError(`population ${population} has no lookup "${by}"`);
  return opened.segments.map((segment) => {
    const reader = fieldReader(lookup.field, field, segment, null);
    return (row) => lookupValue(lookup, reader.at(row));
  });
}
