import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, grouped } from './grouped.ts';

test('whole numbers are grouped by thousands, as the runtime would write them', () => {
  for (const value of [0, 7, 42, 999, 1_000, 1_204, 99_999, 123_456, 1_000_000, 20_004_321, -1, -999, -1_000, -123_456])
    assert.equal(grouped(value), value.toLocaleString('en-US'));
});

test('so many of something reads as people say it', () => {
  assert.deepEqual(
    [counted(0, 'item'), counted(1, 'item'), counted(1_204, 'item'), counted(1_204, 'box', 'boxes')],
    ['0 items', '1 item', '1,204 items', '1,204 boxes'],
  );
});
