import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf } from './slug.ts';

test('a short name has the letters of the long one, without their marks, and dashes between', () => {
  assert.equal(slugOf('Zwölf GmbH & Co. KG', 40), 'zwolf-gmbh-co-kg');
  assert.equal(slugOf('  Große Straße 7!', 40), 'grosse-strasse-7');
  assert.equal(slugOf('Acme Inc', 5), 'acme');
  assert.equal(slugOf('株式会社', 40), '');
});
