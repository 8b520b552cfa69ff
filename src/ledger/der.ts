import { instantOf } from './time.ts';

/** One value in DER (X.690): strict, so that a value has one form and nothing stands between two of them. */
export interface Element {
  /** The first byte: class, form and number. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A context-specific tag of a value with members, and of one without. */
export const constructed = (number: number): number => 0xa0 + number;
export const primitive = (number: number): number => 0x80 + number;

const MANY_BYTES = 0x1f; // X.690 §8.1.2.4: a tag number that goes on in the next byte
const LONG = 0x80; // X.690 §8.1.3.5: a length that goes on in the next bytes
const LENGTH_BYTES = 4;

/** The one value that these bytes are. Throws TypeError. */
export function readDer(bytes: Uint8Array): Element {
  const element = elementAt(bytes, 0);
  if (element.whole.length !== bytes.length) throw new TypeError('not DER: bytes follow the value');
  return element;
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new TypeError('not DER: it ends in the middle of a value');
  if (tag % 32 === MANY_BYTES) throw new TypeError('not DER that is known here: a tag of several bytes');
  let start = at + 2;
  let length = first;
  if (first >= LONG) {
    const count = first - LONG;
    const digits = bytes.subarray(start, start + count);
    if (count === 0 || count > LENGTH_BYTES || digits.length < count)
      throw new TypeError('not DER: a length that is none');
    length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
    if (length < LONG || digits[0] === 0) throw new TypeError('not DER: a length that is longer than it must be');
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) throw new TypeError('not DER: it ends in the middle of a value');
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** The values that follow one another in a content. */
export function elementsOf({ content }: Element): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < content.length; at += elements.at(-1)?.whole.length ?? 0) elements.push(elementAt(content, at));
  return elements;
}

/** The members of a value, taken in their order; `end` refuses what is left over. */
export class Members {
  readonly #elements: readonly Element[];
  readonly #of: string;
  #next = 0;

  constructor(element: Element | undefined, tag: number, of: string) {
    if (element?.tag !== tag) throw new TypeError(`not ${of}: it is made of something else`);
    this.#elements = elementsOf(element);
    this.#of = of;
  }

  take(tag: number | null, what: string): Element {
    const element = this.#elements[this.#next];
    if (element === undefined || (tag !== null && element.tag !== tag))
      throw new TypeError(`not ${this.#of}: ${what} is missing`);
    this.#next += 1;
    return element;
  }

  /** The next member if it has this tag, else null. */
  optional(tag: number): Element | null {
    const element = this.#elements[this.#next];
    if (element?.tag !== tag) return null;
    this.#next += 1;
    return element;
  }

  end(): void {
    if (this.#next !== this.#elements.length) throw new TypeError(`not ${this.#of}: it has members that are not known`);
  }
}

/** The one value inside an explicit tag. */
export function explicit(element: Element, tag: number): Element {
  const members = new Members(element, element.tag, 'a tagged value');
  const inner = members.take(tag, 'the value');
  members.end();
  return inner;
}

/** The content of an integer, in its shortest form. */
export function integerOf({ content }: Element): Uint8Array {
  const [first, second = 0] = content;
  const padded = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (first === undefined || padded) throw new TypeError('not DER: an integer that is not in its shortest form');
  return content;
}

const SMALL_BYTES = 4;

/** An integer from 0 to 2^31 - 1. */
export function countOf(element: Element): number {
  const bytes = integerOf(element);
  if (bytes.length > SMALL_BYTES || (bytes[0] ?? 0) >= 0x80) throw new TypeError('a number that is too large here');
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** An object identifier in dotted form. */
export function oidOf({ content }: Element): string {
  const arcs: number[] = [];
  let arc = 0;
  let begun = false;
  for (const byte of content) {
    if (!begun && byte === 0x80) throw new TypeError('not DER: an object identifier that is not in its shortest form');
    arc = arc * 128 + (byte % 128);
    begun = byte >= 0x80;
    if (!Number.isSafeInteger(arc)) throw new TypeError('an object identifier that is too long');
    if (begun) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  if (begun || arcs.length === 0) throw new TypeError('not DER: an object identifier that ends in the middle');
  return arcs.join('.');
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;
const CENTURY_TURNS = 50; // RFC 5280 §4.1.2.5.1: two digits from 50 on are of the last century

/** Milliseconds since 1970 of a UTCTime or a GeneralizedTime; finer than a millisecond is cut off. */
export function timeOf({ tag, content }: Element): number {
  const form = tag === TAG.utcTime ? UTC_TIME : tag === TAG.generalizedTime ? GENERALIZED_TIME : null;
  const [, digits = '', month, day, hour, minute, second, fraction = ''] =
    form?.exec(Buffer.from(content).toString('latin1')) ?? [];
  const century = Number(digits) < CENTURY_TURNS ? '20' : '19';
  const year = tag === TAG.utcTime ? `${century}${digits}` : digits;
  const thousandths = fraction.slice(0, 3).padEnd(3, '0');
  const time = instantOf(`${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandths}Z`);
  if (time === null) throw new TypeError('not DER: a time that is none');
  return time;
}

/** A value made of its tag and its content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  if (content.length < LONG) return Buffer.concat([Uint8Array.of(tag, content.length), content]);
  const digits = Buffer.from(content.length.toString(16).padStart(2 * LENGTH_BYTES, '0'), 'hex');
  const length = digits.subarray(digits.findIndex((digit) => digit !== 0));
  return Buffer.concat([Uint8Array.of(tag, LONG + length.length), length, content]);
}

/** An integer that is not negative, from its big-endian bytes. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return der(TAG.integer, (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), digits);
}
