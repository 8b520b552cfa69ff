import { MARK, type Part, Parts } from './column.ts';
import { isDictionary, NONE, Slices, UNKNOWN } from './text-column.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A column of texts in either form: its different texts, and which of them each row has. */
export class Texts {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
  readonly #codes: Uint32Array | null;
  readonly #marks: Uint8Array | null;
  #slices: Slices | undefined;

  constructor({ body, layout, rows }: Part) {
    const parts = new Parts(body);
    const entries = isDictionary(layout) ? Number(layout['entries']) : rows;
    this.offsets = parts.words(entries + 1);
    this.bytes = parts.bytes(Number(layout['length']));
    this.#codes = isDictionary(layout) ? parts.words(rows) : null;
    this.#marks = layout['marked'] === true ? parts.bytes(rows) : null;
  }

  /** The place of a row's text among the different ones, or one of the two words for none and unknown. */
  entry(row: number): number {
    if (this.#codes !== null) return this.#codes[row] ?? UNKNOWN;
    const mark = this.#marks?.[row] ?? MARK.present;
    return mark === MARK.present ? row : mark === MARK.none ? NONE : UNKNOWN;
  }

  /** The text of a row, decoded by itself; null for none and unknown. */
  single(row: number): string | null {
    const entry = this.entry(row);
    return entry >= NONE ? null : decoder.decode(this.bytes.subarray(this.offsets[entry], this.offsets[entry + 1]));
  }

  text(entry: number): string {
    this.#slices ??= new Slices(this.offsets, this.bytes);
    return this.#slices.at(entry);
  }
}

/** Compares texts of two sets of columns byte by byte: no text is made of them, and so none is kept. */
export class SameTexts {
  readonly #wholes: readonly Texts[];
  readonly #parts: readonly Texts[];
  readonly #prefix: Uint8Array;

  /** A text among the wholes is the same as one among the parts behind the prefix. */
  constructor(wholes: readonly Part[], parts: readonly Part[], prefix: string) {
    this.#wholes = wholes.map((part) => new Texts(part));
    this.#parts = parts.map((part) => new Texts(part));
    this.#prefix = new TextEncoder().encode(prefix);
  }

  /** False where one of them is none, or unknown. */
  same(whole: number, wholeRow: number, part: number, partRow: number): boolean {
    const one = this.#wholes[whole];
    const other = this.#parts[part];
    if (one === undefined || other === undefined) return false;
    const entry = one.entry(wholeRow);
    const otherEntry = other.entry(partRow);
    if (entry >= NONE || otherEntry >= NONE) return false;
    const start = one.offsets[entry] ?? 0;
    const otherStart = other.offsets[otherEntry] ?? 0;
    const length = (other.offsets[otherEntry + 1] ?? 0) - otherStart;
    const prefix = this.#prefix;
    if ((one.offsets[entry + 1] ?? 0) - start !== prefix.length + length) return false;
    for (let at = 0; at < prefix.length; at += 1) if (one.bytes[start + at] !== prefix[at]) return false;
    const rest = start + prefix.length;
    for (let at = 0; at < length; at += 1) if (one.bytes[rest + at] !== other.bytes[otherStart + at]) return false;
    return true;
  }
}
