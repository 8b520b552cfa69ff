import { z } from 'zod';

/** A file inside an input or an output. In JSON it is base64, as RFC 4648 §4 has it. */
export const Bytes = z
  .instanceof(Uint8Array, { error: ({ input }) => (input === undefined ? undefined : 'it must be bytes in base64') })
  .meta({ type: 'string', contentEncoding: 'base64' });

/** The digest by which bytes are known. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits, its letters small');

/** White space, zero bytes, and characters without a width, such as the mark with which a text may begin. */
const NOTHING = /^[\s\0\u{180E}\u{200B}-\u{200F}\u{2060}-\u{2064}\u{FEFF}]*$/u;
/** What has more bytes is not decoded whole: it shows something by its first that is no white space. */
const LOOKED_AT = 65_536;
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be'] as const;

/** Whether a file shows nothing: it has no bytes, or is a text, in UTF-8 or UTF-16, that has nothing in it to be seen. */
export const isBlank = (bytes: Uint8Array): boolean => ENCODINGS.some((encoding) => isBlankIn(bytes, encoding));

function isBlankIn(bytes: Uint8Array, encoding: (typeof ENCODINGS)[number]): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += LOOKED_AT) {
      const part = bytes.subarray(at, at + LOOKED_AT);
      if (!NOTHING.test(decoder.decode(part, { stream: at + LOOKED_AT < bytes.length }))) return false;
    }
    return true;
  } catch {
    return false; // it is no text of that kind
  }
}

/** A file that somebody hands in to show something. */
export const FileBytes = Bytes.refine(
  (bytes) => !isBlank(bytes),
  'the file is empty, or holds nothing but white space',
);

/** A call with more arguments than this may not fit on the stack. */
const STRIDE = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STRIDE) parts.push(String.fromCharCode(...bytes.subarray(at, at + STRIDE)));
  return btoa(parts.join(''));
}

/** The bytes of base64 text, however long; null when it is not that: padded, and without white space. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' });
    return Math.ceil(bytes.length / 3) * 4 === text.length ? bytes : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
