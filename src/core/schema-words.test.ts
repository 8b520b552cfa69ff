import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { speakPlainly } from './schema-words.ts';

speakPlainly();

const said = (schema: z.ZodType, given: unknown): string =>
  (schema.safeParse(given).error?.issues ?? []).map(({ message }) => message).join('; ');

const CASES: readonly (readonly [schema: z.ZodType, given: unknown, words: string])[] = [
  [z.string(), undefined, 'it is missing'],
  [z.string(), 7, 'it must be a text, and is the number 7'],
  [z.string(), null, 'it must be a text, and is null'],
  [z.int(), 1.5, 'it must be a whole number, and is the number 1.5'],
  [z.number(), Number.NaN, 'it must be a number, and is NaN'],
  [z.boolean(), 'yes', 'it must be true or false, and is a text'],
  [z.array(z.string()), {}, 'it must be a list, and is an object'],
  [z.object({}), [], 'it must be an object, and is a list'],
  [z.record(z.string(), z.string()), true, 'it must be an object, and is true'],
  [z.strictObject({ a: z.string().optional() }), { b: 1, c: 2 }, 'nothing is called "b", "c" here'],
  [z.string().min(1), '', 'it must not be empty'],
  [z.string().min(8), 'abc', 'it must have at least 8 characters'],
  [z.string().max(2), 'abc', 'it must have at most 2 characters'],
  [z.string().length(2), 'abc', 'it must have exactly 2 characters'],
  [z.array(z.string()).min(1), [], 'it must not be empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'it must have at most 1 member'],
  [z.number().min(1), 0, 'it must be at least 1'],
  [z.number().positive(), 0, 'it must be more than 0'],
  [z.number().max(10), 11, 'it must be at most 10'],
  [z.number().lt(10), 10, 'it must be less than 10'],
  [z.number().multipleOf(5), 7, 'it must be a multiple of 5'],
  [z.enum(['a', 'b']), 'c', 'it must be one of "a", "b"'],
  [z.literal(1), 2, 'it must be 1'],
  [z.email(), 'nobody', 'it must be an e-mail address'],
  [z.url(), 'nowhere', 'it must be an address (URL)'],
  [z.iso.date(), '31/03/2026', 'it must be a day, such as 2026-03-31'],
  [z.string().startsWith('a'), 'b', 'it must begin with "a"'],
  [z.string().regex(/^a+$/), 'b', 'it must be of the form /^a+$/'],
  [z.union([z.string(), z.number()]), true, 'it has none of the forms that are taken here'],
  [z.string('a name, please'), 7, 'a name, please'],
];

for (const [at, [schema, given, words]] of CASES.entries())
  test(`schemas say plainly what is wrong: ${at + 1}, ${words}`, () => assert.equal(said(schema, given), words));

test('of many values some are named, and how many more there are', () => {
  const many = z.enum(Array.from({ length: 30 }, (_, at) => `v${at}`) as [string, ...string[]]);
  assert.match(said(many, 'x'), /^it must be one of "v0", .* "v23" and 6 more$/);
});
