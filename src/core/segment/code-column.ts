import { type Column, joinParts, type Part, Parts, type Places, type Reader } from './column.ts';

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

/** What `encodeCodes` makes of the same values, with these choices. */
export function mergeCodes(
  name: string,
  parts: readonly Part[],
  { segments, rows }: Places,
  choices: readonly unknown[],
): Column {
  const names = choices.map(String);
  const read = parts.map(({ body, layout, rows: count }) => {
    const own = Array.isArray(layout['choices']) ? (layout['choices'] as readonly string[]) : [];
    const codeOf = Uint8Array.from({ length: 256 }, (_, code) => {
      const place = names.indexOf(own[code] ?? '');
      return code >= NONE ? code : place < 0 ? UNKNOWN : place;
    });
    return { codes: new Parts(body).bytes(count), codeOf };
  });
  const codes = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const part = read[segments[at] ?? 0];
    codes[at] = part?.codeOf[part.codes[rows[at] ?? 0] ?? UNKNOWN] ?? UNKNOWN;
  }
  return { name, type: 'code', layout: { choices: names }, body: joinParts([codes]) };
}
