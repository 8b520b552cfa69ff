import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmationsOf } from './confirmed.ts';
import type { Share } from './share.ts';

const count = (position: number, seen: number, ours: number, complete = seen === ours) => ({
  position,
  received: position * 1000,
  kind: 'count',
  definition: { kind: 'count', population: 'incident', source: 'pager', count: seen },
  result: { complete, ours },
});

test('a count of 0 against 0 confirms nothing, as it is sealed now and as it was sealed once', () => {
  assert.deepEqual(confirmationsOf([count(5, 0, 0, true)]).get('incident') ?? [], []);
  assert.deepEqual(confirmationsOf([count(5, 0, 0, false)]).get('incident') ?? [], []);
});

test('a count of 0 against 0 takes back nothing either, and any other count that differs does', () => {
  const stated = { count: 3, by: null, at: 5000 };
  const confirmed = [{ source: 'pager', position: 5, from: 0, to: 5001, stated }];
  assert.deepEqual(confirmationsOf([count(5, 3, 3)]).get('incident'), confirmed);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 0, 0)]).get('incident'), confirmed);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 0, 3)]).get('incident'), []);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 4, 3)]).get('incident'), []);
});

const compared = (position: number, share?: Share) => ({
  position,
  received: position * 1000,
  kind: 'changes',
  definition: { kind: 'changes', from: '2026-01-01', to: '2026-03-31', population: 'change', source: 'github' },
  result: { complete: share?.says !== 'missing', matched: 3, ...(share === undefined ? {} : { share }) },
});
const share = (says: Share['says']): Share => ({ source: 'github', says, matched: 3, of: 4, parts: [] });
const positions = (...rows: readonly ReturnType<typeof compared>[]) =>
  (confirmationsOf(rows).get('change') ?? []).map(({ position }) => position);

test('two lists confirm a source of which every part was compared, and take back only where something is missing', () => {
  assert.deepEqual(positions(compared(5, share('confirmed'))), [5]);
  for (const says of ['partial', 'nothing'] as const) {
    assert.deepEqual(positions(compared(5, share(says))), [], says);
    assert.deepEqual(positions(compared(5, share('confirmed')), compared(6, share(says))), [5], says);
  }
  assert.deepEqual(positions(compared(5, share('confirmed')), compared(6, share('missing'))), []);
  assert.deepEqual(positions(compared(5)), [5], 'as it was sealed before shares were');
});
