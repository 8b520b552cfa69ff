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

export const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

/** Texts in UTF-8. None may end in the first half of a surrogate pair. */
export function packedTexts(texts: readonly string[]): Packed {
  let all = ''; // put together piece by piece: `join` would first lay out each text for itself
  for (const text of texts) all += text;
  const bytes = Buffer.from(all);
  const lengths = texts.map((text) => text.length);
  const isAscii = sum(lengths) === bytes.length; // any other text has more bytes than UTF-16 code units
  return { bytes, lengths: isAscii ? lengths : texts.map((text) => Buffer.byteLength(text)) };
}
