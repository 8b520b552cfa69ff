import {
  type Column,
  joinParts,
  type Layout,
  MARK,
  marksOf,
  type Part,
  Parts,
  type Places,
  type Reader,
} from './column.ts';

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

/** What `encodeLists` makes of the same values, and where the members of each list stand in their own columns. */
export function mergeLists(
  name: string,
  parts: readonly Part[],
  { segments, rows }: Places,
): { readonly column: Column; readonly members: Places } {
  const read = parts.map(({ body, layout, rows: count }) => {
    const bytes = new Parts(body);
    return { offsets: bytes.words(count + 1), marks: layout['marked'] === true ? bytes.bytes(count) : null };
  });
  const offsets = new Uint32Array(rows.length + 1);
  const marks = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const part = read[segments[at] ?? 0];
    const row = rows[at] ?? 0;
    offsets[at + 1] = (offsets[at] ?? 0) + (part?.offsets[row + 1] ?? 0) - (part?.offsets[row] ?? 0);
    marks[at] = part?.marks?.[row] ?? MARK.present;
  }
  const starts = (segment: number, row: number): number => read[segment]?.offsets[row] ?? 0;
  const members = membersOf({ segments, rows }, offsets, starts);
  const marked = marks.some((mark) => mark !== MARK.present);
  const layout: Layout = { length: members.rows.length, marked };
  return { column: { name, type: 'list', layout, body: joinParts(marked ? [offsets, marks] : [offsets]) }, members };
}

function membersOf(
  { segments, rows }: Places,
  offsets: Uint32Array,
  starts: (segment: number, row: number) => number,
): Places {
  const length = offsets[rows.length] ?? 0;
  const members: Places = { segments: new Uint16Array(length), rows: new Uint32Array(length) };
  for (let at = 0; at < rows.length; at += 1) {
    const segment = segments[at] ?? 0;
    const start = offsets[at] ?? 0;
    const first = starts(segment, rows[at] ?? 0);
    for (let member = start; member < (offsets[at + 1] ?? start); member += 1) {
      members.segments[member] = segment;
      members.rows[member] = first + member - start;
    }
  }
  return members;
}
