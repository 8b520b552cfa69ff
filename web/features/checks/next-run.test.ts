import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBehind, nextRun } from './next-run.ts';

const exclusion = (item: string, position: number, holds = true) => ({
  item,
  position,
  holds,
  reason: 'a test of the pipeline',
  person: 'ada@acme.example',
  expires: null,
  knownOutcome: null,
});

test('what was excluded since the last run is excluded from the next, and what is excluded no more counts again', () => {
  const of = nextRun([exclusion('new', 9), exclusion('kept', 3), exclusion('over', 4, false), exclusion('again', 2)]);
  assert.equal(of({ item: 'new', outcome: 'deviation' }), 'excluded');
  assert.equal(of({ item: 'kept', outcome: 'excluded' }), null);
  assert.equal(of({ item: 'over', outcome: 'excluded' }), 'counted');
  assert.equal(of({ item: 'over', outcome: 'deviation' }), null);
  assert.equal(of({ item: 'ended', outcome: 'excluded' }), 'counted');
  assert.equal(of({ item: 'other', outcome: 'deviation' }), null);
});

test('a run is behind as long as it did not look at an exclusion that holds', () => {
  const since = (asOfPosition: number) => isBehind([exclusion('new', 9)], { asOfPosition });
  assert.deepEqual([since(9), since(10)], [true, false]);
  assert.equal(isBehind([exclusion('new', 9, false)], { asOfPosition: 9 }), false);
  assert.equal(isBehind([exclusion('new', 9)], null), false, 'nothing was run yet');
});
