import { type Column, joinParts, type Layout, MARK, marksOf, Parts, type Reader } from './column.ts';

type Texts = readonly (string | null | undefined)[];

/** Texts one after the other behind their offsets; marks where some are none or unknown. */
export function encodeTexts(name: string, values: Texts): Column {
  const marks = marksOf(values);
  const { offsets, bytes } = concatenated(values);
  const layout = { form: 'plain', length: bytes.length, marked: marks !== null };
  return {
    name,
    type: 'text',
    layout,
    body: joinParts(marks === null ? [offsets, bytes] : [offsets, bytes, marks]),
  };
}

/** Each different text once, and a word a row: its place, the last two words for none and unknown. */
export function encodeDictionary(name: string, values: Texts): Column {
  const places = new Map<string, number>();
  const codes = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value === null || value === undefined) {
      codes[row] = value === null ? NONE : UNKNOWN;
      continue;
    }
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    codes[row] = place;
  }
  const { offsets, bytes } = concatenated([...places.keys()]);
  const layout = { form: 'dictionary', length: bytes.length, entries: places.size, rows: values.length };
  return { name, type: 'text', layout, body: joinParts([offsets, bytes, codes]) };
}

/** Whichever of the two is smaller, judged by the first rows. */
export function encodeText(name: string, values: Texts): Column {
  const looked = Math.min(values.length, LOOKED);
  const different = new Set(values.slice(0, looked)).size;
  return different * 2 <= looked ? encodeDictionary(name, values) : encodeTexts(name, values);
}

export const NONE = 0xffff_fffe;
export const UNKNOWN = 0xffff_ffff;
/** By so many rows it is judged which form is smaller. */
export const LOOKED = 4096;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function concatenated(values: Texts): { readonly offsets: Uint32Array; readonly bytes: Uint8Array } {
  const joined = values.map((value) => value ?? '').join('');
  const bytes = encoder.encode(joined);
  const offsets = new Uint32Array(values.length + 1);
  const ascii = bytes.length === joined.length;
  let end = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? '';
    end += ascii ? value.length : encoder.encode(value).length;
    offsets[row + 1] = end;
  }
  return { offsets, bytes };
}

/**
 * Decodes all at once: a slice of one long text costs a tenth of a decoded one. Until one in so many were asked for
 * each is decoded by itself: whoever looks a few of a million up should not pay for all of them.
 */
export class Slices {
  readonly #offsets: Uint32Array;
  readonly #bytes: Uint8Array;
  #joined: string | null = null;
  #asked = 0;

  constructor(offsets: Uint32Array, bytes: Uint8Array) {
    this.#offsets = offsets;
    this.#bytes = bytes;
  }

  at(place: number): string {
    const start = this.#offsets[place] ?? 0;
    const end = this.#offsets[place + 1] ?? start;
    if (this.#joined === null) {
      this.#asked += 1;
      if (isFew(this.#asked, this.#offsets.length)) return decoder.decode(this.#bytes.subarray(start, end));
      this.#joined = decoder.decode(this.#bytes);
    }
    const ascii = this.#joined.length === this.#bytes.length;
    return ascii ? this.#joined.slice(start, end) : decoder.decode(this.#bytes.subarray(start, end));
  }
}

/** Are so many few of all? Of what is decoded in a moment none are. */
const isFew = (asked: number, all: number): boolean => all > STRETCH + 1 && asked * FEW <= all;
const FEW = 64;

/**
 * Decodes a few thousand at a time, for whoever reads one row after the other: then a text of a whole column is never
 * held. For whoever reads here and there, `Slices` does.
 */
class Stretches {
  readonly #offsets: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #slices: Slices;
  #stretch: Slices | null = null;
  #first = 0;
  #end = 0;
  /** Where whoever reads one row after the other will ask next, or soon after it. */
  #next = 0;
  #jumps = 0;

  constructor(offsets: Uint32Array, bytes: Uint8Array) {
    this.#offsets = offsets;
    this.#bytes = bytes;
    this.#slices = new Slices(offsets, bytes);
  }

  at(place: number): string {
    if (this.#stretch !== null && place >= this.#first && place < this.#end)
      return this.#stretch.at(place - this.#first);
    const goesOn = place >= this.#next && place < this.#next + STRETCH;
    if (!goesOn) this.#jumps += 1;
    if (!goesOn || this.#jumps >= MOST_JUMPS) {
      this.#next = place + 1;
      return this.#slices.at(place);
    }
    this.#first = place;
    this.#end = this.#next = Math.min(place + STRETCH, this.#offsets.length - 1);
    const start = this.#offsets[place] ?? 0;
    const offsets = this.#offsets.slice(place, this.#end + 1).map((offset) => offset - start);
    this.#stretch = new Slices(offsets, this.#bytes.subarray(start, this.#offsets[this.#end]));
    return this.#stretch.at(0);
  }
}

const STRETCH = 4096;
const MOST_JUMPS = 16;

class PlainReader implements Reader<string> {
  readonly #slices: Stretches;
  readonly #marks: Uint8Array | null;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>, rows: number) {
    const parts = new Parts(body);
    this.#slices = new Stretches(parts.words(rows + 1), parts.bytes(Number(layout['length'])));
    this.#marks = layout['marked'] === true ? parts.bytes(rows) : null;
  }

  at(row: number): string | null | undefined {
    const mark = this.#marks?.[row] ?? MARK.present;
    if (mark === MARK.present) return this.#slices.at(row);
    return mark === MARK.none ? null : undefined;
  }
}

/** Reads a dictionary and gives, for each different text, what `made` makes of it: once, however many rows hold it. */
export class DictionaryReader<T> implements Reader<T> {
  readonly #slices: Slices;
  readonly #codes: Uint32Array;
  readonly #made: (text: string) => T;
  readonly #entries: number;
  #known: (T | undefined)[] | null = null;
  #asked = 0;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>, rows: number, made: (text: string) => T) {
    const parts = new Parts(body);
    this.#entries = Number(layout['entries']);
    this.#slices = new Slices(parts.words(this.#entries + 1), parts.bytes(Number(layout['length'])));
    this.#codes = parts.words(rows);
    this.#made = made;
  }

  at(row: number): T | null | undefined {
    const code = this.#codes[row] ?? UNKNOWN;
    if (code >= NONE) return code === NONE ? null : undefined;
    return this.#known === null ? this.#first(code) : (this.#known[code] ??= this.#made(this.#slices.at(code)));
  }

  /** Of a few nothing is kept: to have room for all of a million costs more than to make some of them twice. */
  #first(code: number): T {
    this.#asked += 1;
    if (isFew(this.#asked, this.#entries)) return this.#made(this.#slices.at(code));
    this.#known = Array<T | undefined>(this.#entries); // of full length at once: one that is filled at random is slow
    return (this.#known[code] = this.#made(this.#slices.at(code)));
  }
}

export const isDictionary = (layout: Layout): boolean => layout['form'] === 'dictionary';

/** Reads either form. `made` turns each text into what is wanted; it is asked once a different text in a dictionary. */
export function textReader<T>(
  column: Pick<Column, 'body' | 'layout'>,
  rows: number,
  made: (text: string) => T,
): Reader<T> {
  if (isDictionary(column.layout)) return new DictionaryReader(column, rows, made);
  const plain = new PlainReader(column, rows);
  return {
    at: (row) => {
      const text = plain.at(row);
      return typeof text === 'string' ? made(text) : text;
    },
  };
}

export const stringReader = (column: Pick<Column, 'body' | 'layout'>, rows: number): Reader<string> =>
  isDictionary(column.layout) ? new DictionaryReader(column, rows, (text) => text) : new PlainReader(column, rows);

/** Every different text of a column in dictionary form. */
export function dictionaryEntries({ body, layout }: Pick<Column, 'body' | 'layout'>): readonly string[] {
  const entries = Number(layout['entries']);
  const parts = new Parts(body);
  const slices = new Slices(parts.words(entries + 1), parts.bytes(Number(layout['length'])));
  return Array.from({ length: entries }, (_, place) => slices.at(place));
}

/** Every different text of a column in dictionary form, and how many rows hold it. */
export function dictionaryCounts(column: Pick<Column, 'body' | 'layout'>): readonly (readonly [string, number])[] {
  const entries = dictionaryEntries(column);
  const counts = new Uint32Array(entries.length);
  const parts = new Parts(column.body);
  parts.words(entries.length + 1);
  parts.bytes(Number(column.layout['length']));
  for (const code of parts.words(Number(column.layout['rows'])))
    if (code < entries.length) counts[code] = (counts[code] ?? 0) + 1;
  return entries.map((entry, place) => [entry, counts[place] ?? 0]);
}
