import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysToBegin } from './facts.ts';

test('a window of half a year is proposed, from today or, where something was read, from three months back', () => {
  const late = Date.UTC(2026, 10, 29, 23, 30); // the day after in Berlin
  assert.deepEqual(daysToBegin(late, 'Europe/Berlin', false), { first: '2026-11-30', last: '2027-05-29' });
  assert.deepEqual(daysToBegin(late, 'Europe/Berlin', true), { first: '2026-08-30', last: '2027-02-27' });
});
