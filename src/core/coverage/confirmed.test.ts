import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmationsOf } from './confirmed.ts';

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
  const confirmed = [{ source: 'pager', position: 5, from: 0, to: 5001 }];
  assert.deepEqual(confirmationsOf([count(5, 3, 3)]).get('incident'), confirmed);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 0, 0)]).get('incident'), confirmed);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 0, 3)]).get('incident'), []);
  assert.deepEqual(confirmationsOf([count(5, 3, 3), count(6, 4, 3)]).get('incident'), []);
});
