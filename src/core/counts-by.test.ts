import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountsBy } from './counts-by.ts';

test('each key is counted by itself, and never below none', () => {
  const counts = new CountsBy<string>();
  counts.add('a');
  counts.add('a');
  counts.add('b');
  assert.deepEqual([counts.of('a'), counts.of('b'), counts.of('c')], [2, 1, 0]);
  counts.remove('a');
  counts.remove('b');
  counts.remove('b');
  assert.deepEqual([counts.of('a'), counts.of('b')], [1, 0]);
  counts.add('b');
  assert.equal(counts.of('b'), 1);
});
