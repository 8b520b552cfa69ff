import { type Column, joinParts, MARK, type Part, type Places } from './column.ts';
import { LOOKED, NONE, UNKNOWN } from './text-column.ts';
import { Texts } from './texts.ts';

/** Where a text is copied from. */
interface From {
  readonly texts: Texts;
  readonly entry: number;
}

/** Copies texts one behind the other, behind their offsets. */
class Copied {
  readonly offsets: Uint32Array;
  readonly #from: (at: number) => From | null;

  constructor(count: number, from: (at: number) => From | null) {
    this.offsets = new Uint32Array(count + 1);
    this.#from = from;
    for (let at = 0; at < count; at += 1) {
      const { texts, entry } = from(at) ?? NOTHING;
      const length = texts === null ? 0 : (texts.offsets[entry + 1] ?? 0) - (texts.offsets[entry] ?? 0);
      this.offsets[at + 1] = (this.offsets[at] ?? 0) + length;
    }
  }

  bytes(): Uint8Array {
    const count = this.offsets.length - 1;
    const bytes = new Uint8Array(this.offsets[count] ?? 0);
    for (let at = 0; at < count; at += 1) {
      const { texts, entry } = this.#from(at) ?? NOTHING;
      if (texts !== null)
        bytes.set(texts.bytes.subarray(texts.offsets[entry], texts.offsets[entry + 1]), this.offsets[at]);
    }
    return bytes;
  }
}

const NOTHING = { texts: null, entry: 0 } as const;

/** What `encodeTexts` makes of the same values. */
export function mergeTexts(name: string, parts: readonly Part[], { segments, rows }: Places): Column {
  const read = parts.map((part) => new Texts(part));
  const marks = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const entry = read[segments[at] ?? 0]?.entry(rows[at] ?? 0) ?? UNKNOWN;
    marks[at] = entry === NONE ? MARK.none : entry === UNKNOWN ? MARK.unknown : MARK.present;
  }
  const copied = new Copied(rows.length, (at) => {
    const texts = read[segments[at] ?? 0];
    return texts === undefined || marks[at] !== MARK.present ? null : { texts, entry: texts.entry(rows[at] ?? 0) };
  });
  const bytes = copied.bytes();
  const marked = marks.some((mark) => mark !== MARK.present);
  const layout = { form: 'plain', length: bytes.length, marked };
  return {
    name,
    type: 'text',
    layout,
    body: joinParts(marked ? [copied.offsets, bytes, marks] : [copied.offsets, bytes]),
  };
}

/** What `encodeDictionary` makes of the same values. */
export function mergeDictionaries(name: string, parts: readonly Part[], { segments, rows }: Places): Column {
  const read = parts.map((part) => new Texts(part));
  const known = read.map(({ offsets }) => new Uint32Array(offsets.length - 1).fill(UNKNOWN));
  const places = new Map<string, number>();
  const from: From[] = [];
  const codes = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const segment = segments[at] ?? 0;
    const texts = read[segment];
    const entry = texts?.entry(rows[at] ?? 0) ?? UNKNOWN;
    const own = known[segment];
    if (texts === undefined || own === undefined || entry >= NONE) {
      codes[at] = entry;
      continue;
    }
    let code = own[entry] ?? UNKNOWN;
    if (code === UNKNOWN) {
      const text = texts.text(entry);
      code = places.get(text) ?? from.push({ texts, entry }) - 1;
      places.set(text, code);
      own[entry] = code;
    }
    codes[at] = code;
  }
  const copied = new Copied(from.length, (at) => from[at] ?? null);
  const bytes = copied.bytes();
  const layout = { form: 'dictionary', length: bytes.length, entries: from.length, rows: rows.length };
  return { name, type: 'text', layout, body: joinParts([copied.offsets, bytes, codes]) };
}

/** What `encodeText` makes of the same values: it judges by as many of the first rows. */
export function mergeEitherTexts(name: string, parts: readonly Part[], places: Places): Column {
  const read = parts.map((part) => new Texts(part));
  const looked = Math.min(places.rows.length, LOOKED);
  const different = new Set<string | number>();
  for (let at = 0; at < looked; at += 1) {
    const texts = read[places.segments[at] ?? 0];
    const entry = texts?.entry(places.rows[at] ?? 0) ?? UNKNOWN;
    different.add(texts === undefined || entry >= NONE ? entry : texts.text(entry));
  }
  return different.size * 2 <= looked ? mergeDictionaries(name, parts, places) : mergeTexts(name, parts, places);
}
