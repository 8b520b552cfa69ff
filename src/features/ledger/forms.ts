import { entryBytes } from '#/ledger/entry.ts';
import { HASH_BYTES } from '#/ledger/hash.ts';

/** Entries of one kind and instant differ in nothing but the digest of their payload, so a row holds the rest once. */
interface Form {
  /** Its place among the forms of the row. */
  readonly place: number;
  /** An entry, whose digest is written over. */
  readonly bytes: Buffer;
  readonly digestAt: number;
}

/** Bytes of an entry in a row: the place of its form, and its digest. */
export const IN_FORM = 1 + HASH_BYTES;
const MOST = 256; // what one byte can tell apart; there are far fewer kinds
const NO_DIGEST = '0'.repeat(2 * HASH_BYTES);

/** The forms of entries that are appended at an instant, as kinds come up. */
export function formsAt(received: string): {
  readonly of: (kind: string) => Form;
  readonly all: () => readonly string[];
} {
  const forms = new Map<string, Form>();
  const texts: string[] = [];
  const made = (kind: string): Form => {
    if (texts.length === MOST) throw new TypeError(`entries of more than ${MOST} kinds at once`);
    const bytes = Buffer.from(entryBytes({ v: 1, kind, received, payload: NO_DIGEST }));
    const form = { place: texts.length, bytes, digestAt: bytes.indexOf(NO_DIGEST, 0, 'latin1') };
    texts.push(bytes.toString('latin1'));
    forms.set(kind, form);
    return form;
  };
  return { of: (kind) => forms.get(kind) ?? made(kind), all: () => texts };
}

/**
 * An entry from what a row holds of it. What is not of that form, because somebody changed it, is given as it is: it
 * hashes to no leaf, and is found by that.
 */
export function entriesIn(forms: readonly string[] | null): (held: Uint8Array) => Uint8Array {
  if (forms === null) return (held) => held;
  const parts = forms.map((form) => {
    const at = form.indexOf(NO_DIGEST);
    return at < 0 ? null : { bytes: Buffer.from(form), digestAt: at };
  });
  return (held) => {
    const form = held.length === IN_FORM ? parts[held[0] ?? MOST] : null;
    if (form === null || form === undefined) return held;
    const entry = Buffer.from(form.bytes);
    entry.write(Buffer.from(held.buffer, held.byteOffset + 1, HASH_BYTES).toString('hex'), form.digestAt, 'latin1');
    return entry;
  };
}
