import { type Column, joinParts, type Part, Parts, type Places, type Reader } from './column.ts';

const NONE = Number.POSITIVE_INFINITY;

/** 64-bit floats; infinity for none, NaN for unknown. Facts hold neither. */
export function encodeNumbers(name: string, values: ArrayLike<number | null | undefined>): Column {
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    numbers[row] = value === null ? NONE : (value ?? Number.NaN);
  }
  return { name, type: 'number', layout: {}, body: joinParts([numbers]) };
}

export class NumberReader implements Reader<number> {
  /** As stored: for loops over a whole column. */
  readonly values: Float64Array;

  constructor({ body }: Pick<Column, 'body'>, rows: number) {
    this.values = new Parts(body).floats(rows);
  }

  at(row: number): number | null | undefined {
    const value = this.values[row];
    if (value === NONE) return null;
    return Number.isNaN(value) ? undefined : value;
  }
}

/** What `encodeNumbers` makes of the same values; `changed` says what becomes of one on its way, given its source. */
export function mergeNumbers(
  name: string,
  parts: readonly Part[],
  { segments, rows }: Places,
  changed?: (value: number, segment: number) => number,
): Column {
  const read = parts.map(({ body, rows: count }) => new Parts(body).floats(count));
  const numbers = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const segment = segments[at] ?? 0;
    const value = read[segment]?.[rows[at] ?? 0] ?? Number.NaN;
    numbers[at] = changed === undefined || !Number.isFinite(value) ? value : changed(value, segment);
  }
  return { name, type: 'number', layout: {}, body: joinParts([numbers]) };
}
