import { type Column, joinParts, Parts } from './column.ts';

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
