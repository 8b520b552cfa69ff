import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { askedOf, type WrittenShape, writtenShape } from './written-shape.ts';

const shapeOf = (schema: z.ZodType): WrittenShape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as WrittenShape;
const written = (schema: z.ZodType): string => writtenShape(shapeOf(schema), askedOf);

const ASKED: readonly (readonly [schema: z.ZodType, words: string])[] = [
  [z.string(), ''],
  [z.string().min(1).max(200), '1 to 200 characters'],
  [z.string().max(1), 'at most 1 character'],
  [z.string().length(2), '2 characters'],
  [z.string().regex(/^a+$/), 'of the form ^a+$'],
  [z.uuid(), 'a UUID'],
  [z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), 'small letters, digits and hyphens'],
  [z.strictObject({ a: z.string().default('') }).default({ a: '' }), ''],
  [z.iso.date().nullable(), 'a day, such as 2026-03-31'],
  [z.email().max(254), 'an e-mail address; at most 254 characters'],
  [z.int(), 'a whole number'],
  [z.int().min(0), 'a whole number; at least 0'],
  [z.int().min(1).max(100).default(50), 'a whole number; 1 to 100; left out: 50'],
  [z.array(z.string().max(9)).min(1), 'at least 1 member; each at most 9 characters'],
  [z.array(z.strictObject({ a: z.string().max(9) })), ''],
  [z.boolean().default(false), 'left out: false'],
];

for (const [schema, words] of ASKED)
  test(`what is asked of a value, in words: ${words === '' ? 'nothing' : words}`, () =>
    assert.equal(askedOf(shapeOf(schema)), words));

test('a shape is written as a person reads it: in one line where nothing is asked, else a line for each member', () => {
  assert.equal(written(z.strictObject({})), '{}');
  assert.equal(written(z.strictObject({ a: z.string(), b: z.number().optional() })), '{ a: string, b?: number }');
  assert.equal(written(z.record(z.string(), z.unknown())), '{ [name]: any JSON }');
  assert.equal(written(z.array(z.enum(['x', 'y']))), '("x" | "y")[]');
  assert.equal(
    written(z.strictObject({ id: z.uuid(), of: z.strictObject({ days: z.int().max(9).default(3) }) })),
    '{\n  id: string  // a UUID\n  of: {\n    days?: number  // a whole number; at most 9; left out: 3\n  }\n}',
  );
});
