import { type Column, joinParts, Parts, type Reader } from './column.ts';

const NONE = Number.POSITIVE_INFINITY;

/** 64-bit floats; infinity for none, NaN for unknown. Facts hold neither. */
export function encodeNumbers(name: string, values: readonly (number | null | undefined)[]): Column {
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
