import { type Column, joinParts, Parts, type Reader } from './column.ts';

const NONE = 254;
const UNKNOWN = 255;

/** One byte a row: the place of the value in `choices`, 254 for none, 255 for unknown. */
export function encodeCodes<T>(name: string, values: readonly (T | null | undefined)[], choices: readonly T[]): Column {
  const codeOf = new Map<T, number>(choices.map((choice, code) => [choice, code]));
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    codes[row] = value === null ? NONE : value === undefined ? UNKNOWN : (codeOf.get(value) ?? UNKNOWN);
  }
  return { name, type: 'code', layout: { choices: choices.map(String) }, body: joinParts([codes]) };
}

export class CodeReader<T> implements Reader<T> {
  readonly values: Uint8Array;
  readonly #choices: readonly T[];

  /** `choices` are those that the segment was written with, which its header names. */
  constructor({ body }: Pick<Column, 'body'>, rows: number, choices: readonly T[]) {
    this.values = new Parts(body).bytes(rows);
    this.#choices = choices;
  }

  at(row: number): T | null | undefined {
    const code = this.values[row] ?? UNKNOWN;
    if (code >= NONE) return code === NONE ? null : undefined;
    return this.#choices[code];
  }
}
