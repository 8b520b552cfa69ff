import type { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import { mustBeRight } from '#/core/must-be-right.ts';

/** So many things that are wrong are told at once. */
const MOST = 20;

/** What was given, as its schema has it. Throws `input_invalid`, which says where. */
export function parsedInput(schema: z.ZodType, given: unknown): unknown {
  const { success, data, error } = schema.safeParse(given);
  if (!success)
    mustBeRight(
      error.issues
        .slice(0, MOST)
        .map(({ path, message }) => new DomainError('input_invalid', { where: path.join('.'), because: message })),
    );
  const where = pathOfNoText(data, []);
  if (where !== null)
    throw new DomainError('input_invalid', { where: where.join('.'), because: 'it holds letters that are none' });
  return data;
}

/** A zero byte, and half of a letter: no text in the database can hold the one, and no UTF-8 the other. */
const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** Where something stands that looks like text and is none; null: nowhere. */
export function pathOfNoText(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'string') return isText(value) ? null : path;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = isText(name) ? pathOfNoText(member, [...path, name]) : path;
    if (found !== null) return found;
  }
  return null;
}
