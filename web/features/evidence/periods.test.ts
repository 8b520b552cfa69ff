import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodOf, periodsUntil } from './periods.ts';

const occurrences = [
  { kind: 'missed', first: '2026-01-01', due: '2026-01-31' },
  { kind: 'performed', first: '2026-02-01', due: '2026-02-28' },
  { kind: 'due', first: '2026-03-01', due: '2026-03-31' },
  { kind: 'upcoming', first: '2026-04-01', due: '2026-04-30' },
];

const plain = (text: string | null): string | undefined => text?.replaceAll('\u{a0}', ' ');

test('what is done is for the period of its day or an earlier one, the latest first', () => {
  const labels = (day: string) => periodsUntil(occurrences, day).map(({ label }) => plain(label));
  assert.deepEqual(labels('2026-02-28'), ['February 2026: performed', 'January 2026: missed']);
  assert.deepEqual(labels(''), ['March 2026: due', 'February 2026: performed', 'January 2026: missed']);
  assert.deepEqual(labels('2025-12-31'), []);
});

test('the period of a day is the one that it lies in, to its last day', () => {
  assert.equal(plain(periodOf(occurrences, '2026-01-31')), 'January 2026');
  assert.equal(plain(periodOf(occurrences, '2026-02-01')), 'February 2026');
  assert.equal(periodOf(occurrences, '2026-05-01'), null);
  assert.equal(periodOf(occurrences, ''), null);
});
