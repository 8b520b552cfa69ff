/** Byte strings one after the other, and how long each is. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
}

export const packed = (parts: readonly Uint8Array[]): Packed => ({
  bytes: Buffer.concat(parts),
  lengths: parts.map(({ length }) => length),
});

/** Where each of them ends, as an array of `integer` in PostgreSQL's binary form, which neither side has to parse. */
export function endsOf({ lengths }: Packed): Uint8Array {
  if (lengths.length === 0) return Buffer.from(EMPTY_ARRAY);
  const bytes = Buffer.allocUnsafe(ARRAY_HEAD.length * WORD + lengths.length * 2 * WORD);
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const put = (word: number): void => {
    words.setInt32(at, word);
    at += WORD;
  };
  for (const word of ARRAY_HEAD) put(word === COUNT ? lengths.length : word);
  let end = 0;
  for (const length of lengths) {
    put(WORD);
    put((end += length));
  }
  return bytes;
}

const WORD = 4;
const INT4 = 23; // the type's oid
const COUNT = -1;
/** One dimension, no nulls, the type of the elements; how many there are, counted from 1. */
const ARRAY_HEAD = [1, 0, INT4, COUNT, 1] as const;
/** No dimension, no nulls, the type of the elements. */
const EMPTY_ARRAY = Int8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, INT4);

/** The byte strings `[from, until)` of them. */
export function partOf({ bytes, lengths }: Packed, from: number, until: number): Packed {
  if (from === 0 && until >= lengths.length) return { bytes, lengths };
  const part = lengths.slice(from, until);
  const start = sum(lengths.slice(0, from));
  return { bytes: bytes.subarray(start, start + sum(part)), lengths: part };
}

const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

/** Packs texts as they come, into memory that grows with them, so that no text keeps memory of its own. */
export class Packer {
  readonly #encoding: 'utf8' | 'latin1';
  readonly #lengths: number[] = [];
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #end = 0;

  constructor(encoding: 'utf8' | 'latin1') {
    this.#encoding = encoding;
  }

  /** The bytes of the text, where they were put. */
  add(text: string): Uint8Array {
    const most = this.#end + text.length * MOST_BYTES;
    if (most > this.#bytes.length) this.#grow(most);
    const length = this.#bytes.write(text, this.#end, this.#encoding);
    this.#lengths.push(length);
    this.#end += length;
    return this.#bytes.subarray(this.#end - length, this.#end);
  }

  get packed(): Packed {
    return { bytes: this.#bytes.subarray(0, this.#end), lengths: this.#lengths };
  }

  #grow(least: number): void {
    const bytes = Buffer.allocUnsafe(2 * least);
    this.#bytes.copy(bytes, 0, 0, this.#end);
    this.#bytes = bytes;
  }
}

/** Of a UTF-16 code unit, in UTF-8. */
const MOST_BYTES = 3;
