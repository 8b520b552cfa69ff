import { canonicalJson, type Json } from '../ledger/canonical.ts';

/** A JSON text that was read, with its bytes as text. */
export interface Canonical {
  readonly value: Json;
  readonly text: string;
}

/**
 * Reads bytes that must be canonical JSON (RFC 8785): UTF-8, no member twice, one form. Two readers of such bytes
 * cannot understand them differently. Null for any others.
 */
export function readCanonical(bytes: Uint8Array): Canonical | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const value = JSON.parse(text) as Json;
    const same = (JSON.stringify(value) === text && isOrdered(value)) || canonicalJson(value) === text;
    return same && isUtf8(text, bytes) ? { value, text } : null;
  } catch {
    return null; // not JSON, or nested too deeply to be any of ours
  }
}

/** Bytes that are no UTF-8 are read as U+FFFD; then they do not come out as they went in. */
const isUtf8 = (text: string, bytes: Uint8Array): boolean =>
  !text.includes('\ufffd') || Buffer.compare(Buffer.from(text), bytes) === 0;

/** Do the members of every object stand in their canonical order? What `JSON.stringify` does not see to. */
function isOrdered(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return (value as readonly Json[]).every(isOrdered);
  const object = value as { readonly [key: string]: Json | undefined };
  let last: string | null = null;
  for (const key of Object.keys(object)) {
    if (last !== null && key <= last) return false;
    last = key;
    const member = object[key];
    if (typeof member === 'object' && member !== null && !isOrdered(member)) return false;
  }
  return true;
}

/** The members of an object, or none: what is read need not be what it claims to be. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const textIn = (value: unknown, name: string): string | null => {
  const member = membersOf(value)[name];
  return typeof member === 'string' ? member : null;
};

export const listIn = (value: unknown, name: string): readonly unknown[] => {
  const member = membersOf(value)[name];
  return Array.isArray(member) ? member : [];
};
