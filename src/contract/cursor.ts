import { z } from 'zod';
import { WantedInstant } from './as-of.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import { pathOfNoText } from './input.ts';

/** Where a page ended: text that a client hands back and has no need to read. */
export interface Cursor<T> {
  readonly text: z.ZodType<string>;
  readonly write: (end: T) => string;
  /** Of text that the schema let in. */
  readonly read: (text: string) => T;
}

/** Long enough for any key; what is longer nobody wrote here. */
const MOST = 8_000;

/** A cursor that holds what `shape` admits: of what, where and behind which key the next page begins. */
export function cursorOf<T>(shape: z.ZodType<T>): Cursor<T> {
  const parsed = (text: string) => shape.safeParse(told(text));
  const isEnd = (text: string): boolean => {
    const { success, data } = parsed(text);
    return success && pathOfNoText(data, []) === null;
  };
  return {
    text: z
      .string()
      .max(MOST)
      .regex(/^[A-Za-z0-9_-]+$/, NOT_AN_END)
      .refine(isEnd, NOT_AN_END),
    write: (end) => plain(toBase64(new TextEncoder().encode(JSON.stringify(end)))),
    read: (text) => shape.parse(told(text)),
  };
}

const NOT_AN_END = 'not the end of a page';

const Made = z.strictObject({ made: WantedInstant, id: z.uuid() });

/** Where a page of what is listed by when it was made ended: an instant and an id, with a point between. */
export const MadeEnd: Cursor<z.infer<typeof Made>> = {
  text: z.string().refine((text) => Made.safeParse(madeTold(text)).success, NOT_AN_END),
  write: ({ made, id }) => `${made}.${id}`,
  read: (text) => Made.parse(madeTold(text)),
};

function madeTold(text: string): unknown {
  const [made = '', id, ...more] = text.split('.');
  return /^\d{1,15}$/.test(made) && more.length === 0 ? { made: Number(made), id } : null;
}

/** Null where it holds nothing that can be read. */
function told(text: string): unknown {
  try {
    const padded = text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat(-text.length & 3);
    return JSON.parse(new TextDecoder().decode(fromBase64(padded) ?? new Uint8Array()));
  } catch {
    return null;
  }
}

const plain = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
