import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atMost } from './at-most.ts';

test('of as many deviations something is said at most as there are items, and as each chosen check found of them', () => {
  const others = [
    { id: 'a', most: 400 },
    { id: 'b', most: 1_000 },
  ];
  assert.equal(atMost(1_000, others, []), 1_000);
  assert.equal(atMost(1_000, others, ['a']), 1_400);
  assert.equal(atMost(1_000, others, ['b', 'a']), 2_400);
});
