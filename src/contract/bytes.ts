import { z } from 'zod';

/** A file inside an input or an output. In JSON it is base64, as RFC 4648 §4 has it. */
export const Bytes = z.instanceof(Uint8Array).meta({ type: 'string', contentEncoding: 'base64' });

const WHITE: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]);
/** With which a text may begin, in UTF-8 and UTF-16: they are no part of what it says. */
const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Whether a file shows nothing: it has no bytes, or none but white space, in UTF-16 as well. */
export function isBlank(bytes: Uint8Array): boolean {
  const mark = MARKS.find((each) => each.every((byte, at) => bytes[at] === byte)) ?? [];
  return bytes.subarray(mark.length).every((byte) => WHITE.has(byte));
}

/** A file that somebody hands in to show something. */
export const FileBytes = Bytes.refine(
  (bytes) => !isBlank(bytes),
  'the file is empty, or holds nothing but white space',
);

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** A call with more arguments than this may not fit on the stack. */
const STRIDE = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STRIDE) parts.push(String.fromCharCode(...bytes.subarray(at, at + STRIDE)));
  return btoa(parts.join(''));
}

/** The bytes of base64 text; null when it is not that. */
export function fromBase64(text: string): Uint8Array | null {
  if (!BASE64.test(text)) return null;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
