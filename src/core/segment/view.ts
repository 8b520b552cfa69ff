import type { Fields } from '#/core/populations/field.ts';
import { between, type Moment } from '#/core/time/moment.ts';
import type { Reader } from './column.ts';
import { type ColumnNamed, fieldReader, type Resolve } from './fields.ts';
import { numbersOf, presenceReader, SYSTEM } from './segment.ts';
import type { Presence } from './row.ts';
import { stringReader } from './text-column.ts';
import { Texts } from './texts.ts';

interface Source {
  readonly column: ColumnNamed;
  readonly rows: number;
}

/** The readers of one segment, each made when it is first asked for; shared by all views that look at it. */
export class Attached {
  readonly #source: Source;
  readonly #make: readonly ((source: Source) => Reader<unknown>)[];
  readonly #readers: (Reader<unknown> | undefined)[] = [];
  #keys: Texts | undefined;
  #notes: Reader<string> | undefined;
  #presences: Reader<Presence> | undefined;
  #looks: Float64Array | undefined;
  #looksBefore: Float64Array | undefined;

  constructor(source: Source, make: readonly ((source: Source) => Reader<unknown>)[]) {
    this.#source = source;
    this.#make = make;
  }

  value(field: number, row: number): unknown {
    const reader = (this.#readers[field] ??= this.#make[field]?.(this.#source));
    return reader?.at(row);
  }

  key(row: number): string {
    // few are asked for, so each is decoded by itself, and not all at once
    this.#keys ??= new Texts({ ...this.#source.column(SYSTEM.key), rows: this.#source.rows });
    return this.#keys.single(row) ?? '';
  }

  note(row: number): string {
    this.#notes ??= stringReader(this.#source.column(SYSTEM.note), this.#source.rows);
    return this.#notes.at(row) ?? '';
  }

  presence(row: number): Presence {
    this.#presences ??= presenceReader(this.#source.column(SYSTEM.presence), this.#source.rows);
    return this.#presences.at(row) ?? 'unreadable';
  }

  collected(row: number): number {
    this.#looks ??= numbersOf(this.#source.column(SYSTEM.collected), this.#source.rows);
    return this.#looks[row] ?? Number.NaN;
  }

  /** Infinity when there was no look before. */
  previous(row: number): number {
    this.#looksBefore ??= numbersOf(this.#source.column(SYSTEM.previous), this.#source.rows);
    return this.#looksBefore[row] ?? Number.POSITIVE_INFINITY;
  }
}

/**
 * One item at a time, its fields read from the columns when they are asked for. It is the same object for every row:
 * what a rule keeps of it beyond its own call is lost.
 */
export class View {
  row = 0;
  source: Attached;

  constructor(source: Attached) {
    this.source = source;
  }

  get key(): string {
    return this.source.key(this.row);
  }

  get since(): Moment {
    const before = this.source.previous(this.row);
    return between(Number.isFinite(before) ? before : 0, this.source.collected(this.row));
  }

  get reported(): boolean {
    return this.source.presence(this.row) !== 'gone';
  }
}

/** Views of some fields of a population: all of one shape, whichever segment they look at. */
export interface ViewMaker {
  readonly attach: (source: Source) => Attached;
  readonly view: (source: Attached) => View;
}

/** With `resolve` null, people are seen as the handles that the sources wrote. */
export function viewMaker(fields: Fields, reads: readonly string[], resolve: Resolve | null): ViewMaker {
  class FieldView extends View {}
  const make = reads.map((name, place) => {
    const field = fields[name];
    if (field === undefined)
      throw new TypeError(`there is no field "${name}"; there are ${Object.keys(fields).join(', ')}`);
    Object.defineProperty(FieldView.prototype, name, {
      enumerable: true,
      get(this: View) {
        return this.source.value(place, this.row);
      },
    });
    return (source: Source) => fieldReader(name, field, source, resolve);
  });
  return { attach: (source) => new Attached(source, make), view: (source) => new FieldView(source) };
}
