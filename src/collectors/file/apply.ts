import { type Fact, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { columnsInWords } from '#/collectors/formats/row-fault.ts';
import type { Row } from '#/collectors/formats/rows.ts';
import { columnsOf, type Mapping } from './mapping.ts';
import { errorUnder, holds, made } from './make.ts';

/** One thing that keeps a row out. */
export interface Rejection {
  readonly row: string;
  /** What it concerns, by the names of the file; none where the place has no columns, such as a line that is no JSON. */
  readonly columns: readonly string[];
  /** It is said of the row, and not of the cell that the columns make. */
  readonly whole: boolean;
  readonly reason: string;
  /** What stands there, for who looks at the file; not kept. */
  readonly cell?: string;
  /** The reason without what it says of one row alone, by which rows are counted together. */
  readonly alike?: string;
}

/** What keeps rows out, and how many. */
export interface Why {
  readonly columns: readonly string[];
  readonly reason: string;
  readonly rows: number;
}

/** What became of the rows of a file. Every row is in exactly one of `facts`, `rejected` and `skipped`. */
export interface Applied {
  readonly facts: readonly { readonly fact: Fact<PopulationName>; readonly place: string }[];
  /** Rejected rows. */
  readonly rejected: number;
  /** Why, in the order of the file, at most `MOST_REJECTIONS`; a row may have several. */
  readonly rejections: readonly Rejection[];
  /** The same, counted: for each reason how many rows it keeps out; those that keep out the most first. */
  readonly whys: readonly Why[];
  /** Rejected rows whose key is known: the item exists, and cannot be read. */
  readonly unreadable: readonly { readonly key: string; readonly place: string; readonly note: string }[];
  /** Rows that the mapping says are no items. */
  readonly skipped: number;
}

const MOST_REJECTIONS = 1_000;
/** More reasons than these are no longer told apart. */
const MOST_WHYS = 200;

export function applied(rows: readonly Row[], mapping: Mapping): Applied {
  const taking = new Taking(mapping);
  for (const row of rows) taking.take(row);
  return taking;
}

class Taking implements Applied {
  readonly facts: { readonly fact: Fact<PopulationName>; readonly place: string }[] = [];
  readonly rejections: Rejection[] = [];
  readonly unreadable: { readonly key: string; readonly place: string; readonly note: string }[] = [];
  readonly #whys = new Map<string, Why>();
  rejected = 0;
  skipped = 0;
  readonly #mapping: Mapping;
  readonly #population;
  readonly #keyFields: readonly string[];
  readonly #keyColumns: readonly string[];
  readonly #places = new Map<string, string>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
    this.#population = populationNamed(mapping.population);
    this.#keyFields = [...this.#population.key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const sources = this.#keyFields.flatMap((name) => mapping.fields[name] ?? []);
    this.#keyColumns = [...new Set(sources.flatMap(columnsOf))];
  }

  get whys(): readonly Why[] {
    return [...this.#whys.values()].sort((a, b) => b.rows - a.rows);
  }

  take(row: Row): void {
    if (row.fault !== null) {
      this.#reject(row, [{ row: row.place, whole: true, ...row.fault }], null);
      return;
    }
    const error = errorUnder(this.#mapping.only, row);
    if (error !== null) {
      this.#reject(row, [{ row: row.place, whole: false, columns: error.columns, reason: error.fault }], null);
      return;
    }
    if (!this.#mapping.only.every((condition) => holds(condition, row))) {
      this.skipped += 1;
      return;
    }
    const { fact, faults } = this.#factOf(row);
    const key = this.#keyFields.every((name) => fact[name] !== undefined) ? this.#population.keyOf(fact) : null;
    const first = key === null ? undefined : this.#places.get(key);
    if (first !== undefined) {
      const reason = `is about the same ${this.#population.one} as ${first}`;
      const alike = `is about the same ${this.#population.one} as a row before it`;
      this.#reject(row, [...faults, { row: row.place, whole: true, columns: this.#keyColumns, reason, alike }], null);
      return;
    }
    if (key !== null) this.#places.set(key, row.place);
    if (faults.length > 0) this.#reject(row, faults, key);
    else this.facts.push({ fact: fact as Fact<PopulationName>, place: row.place });
  }

  #factOf(row: Row): { readonly fact: Readonly<Record<string, unknown>>; readonly faults: readonly Rejection[] } {
    const fact: Record<string, unknown> = {};
    const faults: Rejection[] = [];
    for (const [name, source] of Object.entries(this.#mapping.fields)) {
      const field = this.#population.fields[name];
      const result = field === undefined ? { value: undefined } : made(field, source, row);
      if ('fault' in result) {
        const { fault: reason, columns, cell } = result;
        faults.push({ row: row.place, whole: false, columns, reason, ...(cell === undefined ? {} : { cell }) });
        continue;
      }
      if (result.value === undefined) continue;
      const checked = field?.schema.safeParse(result.value);
      if (checked === undefined || checked.success) fact[name] = result.value;
      else {
        const [issue] = checked.error.issues;
        const reason = `${[...(issue?.path ?? []), ''].join(': ')}${issue?.message ?? 'cannot be kept'}`;
        const columns = columnsOf(source);
        faults.push({ row: row.place, whole: false, columns: columns.length === 0 ? [name] : columns, reason });
      }
    }
    return { fact, faults };
  }

  #reject(row: Row, faults: readonly Rejection[], key: string | null): void {
    this.rejected += 1;
    for (const fault of faults) {
      if (this.rejections.length < MOST_REJECTIONS) this.rejections.push(fault);
      this.#count(fault);
    }
    const note = faults.map(noteOf).join('; ');
    if (key !== null) this.unreadable.push({ key, place: row.place, note: note.slice(0, 1_000) });
  }

  #count({ columns, reason, alike = reason }: Rejection): void {
    const name = JSON.stringify([columns, alike]);
    const known = this.#whys.get(name);
    if (known === undefined && this.#whys.size >= MOST_WHYS) return;
    this.#whys.set(name, { columns, reason: alike, rows: (known?.rows ?? 0) + 1 });
  }
}

/** A rejection as it may be kept: without what stands in the cell, which may name somebody. */
export function sentenceOf({ row, columns, whole, reason }: Rejection): string {
  if (!whole) return `${row}, column ${JSON.stringify(columns.join(' + '))} ${reason}`;
  if (columns.length === 0) return `${row} ${reason}`;
  return `${row} (${columnsInWords(columns)}) ${reason}`;
}

/** The same beside the row itself. */
const noteOf = ({ columns, whole, reason }: Rejection): string =>
  whole ? reason : `${columns.join(' + ')}: ${reason}`;

/** The same for the person before whom the file lies. */
export const fullSentenceOf = (rejection: Rejection): string =>
  rejection.cell === undefined
    ? sentenceOf(rejection)
    : `${sentenceOf(rejection)}: ${JSON.stringify(rejection.cell.slice(0, 60))}`;
