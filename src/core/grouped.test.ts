import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped } from './grouped.ts';

test('whole numbers are grouped by thousands, as the runtime would write them', () => {
  for (const value of [0, 7, 42, 999, 1_000, 1_204, 99_999, 123_456, 1_000_000, 20_004_321, -1, -999, -1_000, -123_456])
    assert.equal(grouped(value), value.toLocaleString('en-US'));
});
