import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { COLLECTORS } from '#/collectors/index.ts';
import { DomainError } from '#/core/errors.ts';
import { changedIn, type Schema, settingsOf, stillNeeded, typedOf, valuesOf } from './schema.ts';

const settings = settingsOf({
  properties: {
    path: { type: 'string' },
    mapping: { type: 'object' },
    tags: { type: 'array', items: { type: 'string' } },
    complete: { type: 'boolean' },
  },
  required: ['path'],
});

test('what was typed becomes what the collector wants, and what was left empty is left out', () => {
  const typed = { path: ' x.csv ', mapping: '{"population": "person"}', tags: 'a\n\n b', complete: 'true' };
  const values = { path: 'x.csv', mapping: { population: 'person' }, tags: ['a', 'b'], complete: true };
  assert.deepEqual(valuesOf(settings, typed), values);
  assert.deepEqual(valuesOf(settings, typedOf(settings, values)), values, 'and back');
  assert.deepEqual(valuesOf(settings, { path: 'x.csv', mapping: ' ' }), { path: 'x.csv' });
});

test('what is no JSON is refused with its field, and the line and column where it breaks off', () => {
  const broken = { path: 'x.csv', mapping: '{\n  "population": person\n}' };
  assert.throws(
    () => valuesOf(settings, broken),
    (error) => {
      assert.ok(error instanceof DomainError);
      const { where, because } = error.facts;
      const says = 'at line 2, column 17, this is not how JSON is written';
      assert.deepEqual([error.code, where, because], ['input_invalid', 'settings.mapping', says]);
      return true;
    },
  );
});

test('what nobody typed differently stays as it is, also what a form shows as nothing', () => {
  const kept = { path: 'x.csv', mapping: null, tags: [], unknown: 1 };
  const typed = typedOf(settings, kept);
  assert.deepEqual(changedIn(settings, kept, typed), kept, 'a preset would be something else');
  assert.deepEqual(changedIn(settings, kept, { ...typed, path: ' y.csv ' }), { ...kept, path: 'y.csv' });
  const mapped = { ...kept, mapping: { population: 'person' } };
  assert.deepEqual(changedIn(settings, mapped, { ...typedOf(settings, mapped), mapping: '' }), {
    path: 'x.csv',
    tags: [],
    unknown: 1,
  });
});

test('settings of which one is needed stand first, and each says so until one of them is given', () => {
  const found = settingsOf({
    properties: { c: { type: 'string' }, a: { type: 'string', title: 'An A' }, b: { type: 'string', title: 'A B' } },
    anyOf: [{ required: ['a'] }, { required: ['b'] }],
  });
  assert.deepEqual(
    found.map(({ name, label, required, oneOf }) => [name, label, required, oneOf]),
    [
      ['a', 'An A', false, ['a', 'b']],
      ['b', 'A B', false, ['a', 'b']],
      ['c', 'C', false, []],
    ],
  );
  const needed = (typed: Readonly<Record<string, string>>) => found.map((each) => stillNeeded(each, found, typed));
  assert.deepEqual(needed({ a: ' ' }), [['An A', 'A B'], ['An A', 'A B'], []]);
  assert.deepEqual(needed({ b: 'x' }), [[], [], []]);
});

test('each setting that is written as JSON has an example that its collector takes', () => {
  const seen: string[] = [];
  for (const { id, settings: schema } of COLLECTORS.values()) {
    assert.ok(schema instanceof z.ZodObject, id);
    const shown = settingsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema);
    for (const { name, example } of shown.filter(({ shape }) => shape === 'json')) {
      seen.push(`${id} ${name}`);
      const field: z.ZodType = (schema.shape as Readonly<Record<string, z.ZodType>>)[name] ?? assert.fail(name);
      assert.notEqual(example, undefined, `${id} ${name} has no example`);
      assert.equal(field.safeParse(example).error, undefined, `${id} ${name}`);
    }
  }
  assert.ok(seen.includes('git trailers'), 'settings were looked at');
});
