import { z } from 'zod';

/** A file inside an input or an output. In JSON it is base64, as RFC 4648 §4 has it. */
export const Bytes = z.instanceof(Uint8Array).meta({ type: 'string', contentEncoding: 'base64' });

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
