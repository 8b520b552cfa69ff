import type { Fields } from '#/core/populations/field.ts';
import { between, type Moment } from '#/core/time/moment.ts';
import type { Reader } from './column.ts';
import { type ColumnNamed, columnsOf, fieldReader, type Resolve } from './fields.ts';
import { numbersOf, presenceReader, SYSTEM } from './segment.ts';
import { stringReader } from './text-column.ts';

/** The columns that a view of these fields reads. */
export function viewColumns(fields: Fields, reads: readonly string[]): readonly string[] {
  const named = reads.flatMap((name) => (fields[name] === undefined ? [] : columnsOf(name, fields[name])));
  return [
    ...new Set([SYSTEM.key, SYSTEM.presence, SYSTEM.collected, SYSTEM.previous, SYSTEM.note, ...named]),
  ];
}

/**
 * One item at a time, its fields read from the columns when they are asked for. It is the same object for every row:
 * what a rule keeps of it beyond its own call is lost.
 */
export class View {
  row = 0;
  readers: readonly Reader<unknown>[] = [];
  #keys: Reader<string> | null = null;
  #looks: Float64Array | null = null;
  #looksBefore: Float64Array | null = null;
  #presences: Reader<string> | null = null;
  #notes: Reader<string> | null = null;

  attach(
    source: { readonly column: ColumnNamed; readonly rows: number },
    readers: readonly Reader<unknown>[],
  ): void {
    this.readers = readers;
    this.#keys = stringReader(source.column(SYSTEM.key), source.rows);
    this.#looks = numbersOf(source.column(SYSTEM.collected), source.rows);
    this.#looksBefore = numbersOf(source.column(SYSTEM.previous), source.rows);
    this.#presences = presenceReader(source.column(SYSTEM.presence), source.rows);
    this.#notes = stringReader(source.column(SYSTEM.note), source.rows);
  }

  get key(): string {
    return this.#keys?.at(this.row) ?? '';
  }

  get collected(): number {
    return this.#looks?.[this.row] ?? Number.NaN;
  }

  get since(): Moment {
    const before = this.#looksBefore?.[this.row] ?? Number.POSITIVE_INFINITY;
    return between(Number.isFinite(before) ? before : 0, this.collected);
  }

  get presence(): string {
    return this.#presences?.at(this.row) ?? 'unreadable';
  }

  get reported(): boolean {
    return this.presence !== 'gone';
  }

  get note(): string {
    return this.#notes?.at(this.row) ?? '';
  }
}

/** Makes views of some fields of a population; all of them have one shape, whichever segment they look at. */
export function viewMaker(fields: Fields, reads: readonly string[]) {
  class FieldView extends View {}
  const named = reads.filter((name) => fields[name] !== undefined);
  named.forEach((name, place) => {
    Object.defineProperty(FieldView.prototype, name, {
      enumerable: true,
      get(this: View) {
        return this.readers[place]?.at(this.row);
      },
    });
  });
  return {
    make: (): View => new FieldView(),
    /** The readers of one segment, to be attached to any number of views. */
    readers: (
      source: { readonly column: ColumnNamed; readonly rows: number },
      resolve: Resolve | null,
    ): readonly Reader<unknown>[] =>
      named.map((name) => fieldReader(name, fields[name] as NonNullable<Fields[string]>, source, resolve)),
  };
}
export type ViewMaker = ReturnType<typeof viewMaker>;
