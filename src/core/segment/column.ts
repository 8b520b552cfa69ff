/**
 * A column of a segment: the values of one field for all rows, as bytes that can be read without being parsed.
 * All numbers are little-endian; every part begins at a multiple of 8 bytes. docs/spec/segment.md is normative.
 */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What the type needs to know to read the bytes; part of the segment's header. */
  readonly layout: Layout;
  readonly body: Uint8Array;
}

export type ColumnType = 'number' | 'code' | 'moment' | 'text' | 'list' | 'digest' | 'index';
export type Layout = { readonly [key: string]: number | boolean | string | readonly string[] };

/** Reads the value of a row: `null` where the source says there is none, `undefined` where it does not say. */
export interface Reader<T> {
  at(row: number): T | null | undefined;
}

/** The bytes of a column, to be looked at as numbers of one size after the other. */
export class Parts {
  readonly #body: Uint8Array;
  #offset = 0;

  constructor(body: Uint8Array) {
    this.#body = body.byteOffset % ALIGNMENT === 0 ? body : body.slice();
  }

  floats(count: number): Float64Array<ArrayBufferLike> {
    return new Float64Array(this.#body.buffer, this.#take(count * Float64Array.BYTES_PER_ELEMENT), count);
  }

  words(count: number): Uint32Array<ArrayBufferLike> {
    return new Uint32Array(this.#body.buffer, this.#take(count * Uint32Array.BYTES_PER_ELEMENT), count);
  }

  bytes(count: number): Uint8Array<ArrayBufferLike> {
    return new Uint8Array(this.#body.buffer, this.#take(count), count);
  }

  #take(length: number): number {
    const start = this.#offset;
    if (start + length > this.#body.length)
      throw new RangeError(`a column of ${this.#body.length} bytes ends before byte ${start + length}`);
    this.#offset = align(start + length);
    return this.#body.byteOffset + start;
  }
}

export const ALIGNMENT = 8;

export const align = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

type Numbers = Float64Array | Uint32Array | Uint8Array;

/** The inverse of `Parts`: the parts one after the other, each padded with zeros. */
export function joinParts(parts: readonly Numbers[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + align(part.byteLength), 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += align(part.byteLength);
  }
  return joined;
}

/** Marks, a byte a row, for types that cannot say in their own values that there is none or that it is not known. */
export const MARK = { present: 0, none: 1, unknown: 2 } as const;

export function marksOf(values: readonly unknown[]): Uint8Array | null {
  let marks: Uint8Array | null = null;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value !== null && value !== undefined) continue;
    marks ??= new Uint8Array(values.length);
    marks[row] = value === null ? MARK.none : MARK.unknown;
  }
  return marks;
}

/** A column as one of several sources has it, to be merged with the others'. */
export interface Part extends Pick<Column, 'layout' | 'body'> {
  readonly rows: number;
}

/** From which source, and from which of its rows, each row of a merged column is. */
export interface Places {
  readonly segments: Uint16Array;
  readonly rows: Uint32Array;
}
