import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holding, nextRun } from './next-run.ts';

const exclusion = (item: string, position: number, holds = true) => ({
  item,
  called: null,
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

test('of several exclusions of an item the last one is in force, as long as it holds', () => {
  const held = holding([
    exclusion('twice', 2),
    exclusion('over', 3),
    exclusion('twice', 5),
    exclusion('over', 7, false),
  ]);
  assert.deepEqual([...held], [['twice', 5]]);
});
