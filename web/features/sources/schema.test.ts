import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { settingsOf, typedOf, valuesOf } from './schema.ts';

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
