import { type Column, joinParts, type Layout, MARK, marksOf, Parts, type Reader } from './column.ts';

/** Where each row's part of the flattened children begins and ends. */
export interface Lists {
  readonly column: Column;
  /** The members of all lists, one after the other. */
  readonly members: readonly unknown[];
}

export function encodeLists(name: string, values: readonly (readonly unknown[] | null | undefined)[]): Lists {
  const members: unknown[] = [];
  const offsets = new Uint32Array(values.length + 1);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value !== null && value !== undefined) for (const member of value) members.push(member);
    offsets[row + 1] = members.length;
  }
  const marks = marksOf(values);
  const layout: Layout = { length: members.length, marked: marks !== null };
  return {
    column: { name, type: 'list', layout, body: joinParts(marks === null ? [offsets] : [offsets, marks]) },
    members,
  };
}

export class ListReader<T> implements Reader<readonly T[]> {
  readonly #offsets: Uint32Array;
  readonly #marks: Uint8Array | null;
  readonly #member: (place: number) => T;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>, rows: number, member: (place: number) => T) {
    const parts = new Parts(body);
    this.#offsets = parts.words(rows + 1);
    this.#marks = layout['marked'] === true ? parts.bytes(rows) : null;
    this.#member = member;
  }

  at(row: number): readonly T[] | null | undefined {
    const mark = this.#marks?.[row] ?? MARK.present;
    if (mark !== MARK.present) return mark === MARK.none ? null : undefined;
    const end = this.#offsets[row + 1] ?? 0;
    const members: T[] = [];
    for (let place = this.#offsets[row] ?? 0; place < end; place += 1) members.push(this.#member(place));
    return members;
  }
}
