import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgedNothing, restOf } from './rest.ts';

const ID = 'changes.approved-by-another';
const WHY = 'no source tells of changes';
const LISTED = [{ id: ID, untold: WHY }];

test('why a check judged nothing is said at it, and in no line above', () => {
  const nothing = judgedNothing([{ id: ID, shown: {}, population: 0 }], LISTED);
  assert.deepEqual([...nothing], [[ID, WHY]]);
  assert.deepEqual(restOf([`change: ${WHY}; ${ID}: 2 items are unknown`], nothing.values()), []);
});

test('what several checks say stands in one line, with how many they are', () => {
  const behind = 'not run since records of people came in';
  const reasons = [`${ID}: 2 items are unknown; ${ID}: ${behind}`, `changes.not-alone: ${behind}`, 'nobody owns it'];
  assert.deepEqual(restOf(reasons, []), [`${behind} (2 checks)`, 'nobody owns it']);
});

test('of a check that never ran, or that saw items, it is said in a line', () => {
  for (const check of [
    { id: ID, shown: null, population: 0 },
    { id: ID, shown: {}, population: 3 },
  ]) {
    const nothing = judgedNothing([check], LISTED);
    assert.equal(nothing.size, 0);
    assert.deepEqual(restOf([`change: ${WHY}`, `${ID}: not run yet`], nothing.values()), [WHY]);
  }
});
