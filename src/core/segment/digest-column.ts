import { type Column, joinParts, type Part, Parts, type Places } from './column.ts';

const BYTES = 32;

/** 32 bytes a row. */
export function encodeDigests(name: string, values: readonly Uint8Array[]): Column {
  const digests = new Uint8Array(values.length * BYTES);
  values.forEach((value, row) => digests.set(value, row * BYTES));
  return { name, type: 'digest', layout: {}, body: joinParts([digests]) };
}

export class DigestReader {
  readonly #bytes: Uint8Array;

  constructor({ body }: Pick<Column, 'body'>, rows: number) {
    this.#bytes = new Parts(body).bytes(rows * BYTES);
  }

  at(row: number): Uint8Array {
    return this.#bytes.subarray(row * BYTES, (row + 1) * BYTES);
  }
}

/** What `encodeDigests` makes of the same values. */
export function mergeDigests(name: string, parts: readonly Part[], { segments, rows }: Places): Column {
  const read = parts.map((part) => new DigestReader(part, part.rows));
  const digests = new Uint8Array(rows.length * BYTES);
  for (let at = 0; at < rows.length; at += 1) {
    const digest = read[segments[at] ?? 0]?.at(rows[at] ?? 0);
    if (digest !== undefined) digests.set(digest, at * BYTES);
  }
  return { name, type: 'digest', layout: {}, body: joinParts([digests]) };
}
