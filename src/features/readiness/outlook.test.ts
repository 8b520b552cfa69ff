import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '#/core/time/instant.ts';
import { at } from '#/core/time/moment.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { Occurrence } from '#/core/occurrences/occurrences.ts';
import { outlookOf } from './outlook.ts';

const FIRST = Date.UTC(2026, 0, 1);
const period = (place: number) => {
  const [start, end] = [FIRST + place * 90 * DAY, FIRST + (place + 1) * 90 * DAY];
  return { first: formatDay(start / DAY), last: formatDay(end / DAY - 1), start, end };
};
const performance = { at: at(FIRST), proof: 'review-1' };
const adopted = { at: FIRST, day: '2026-01-01' };
const occurrences: readonly Occurrence[] = [
  { kind: 'performed', period: period(0), performance },
  { kind: 'late', period: period(1), performance },
  { kind: 'missed', period: period(2) },
  { kind: 'unproven', period: period(3) },
  { kind: 'due', period: period(4) },
  { kind: 'upcoming', period: period(5) },
  { kind: 'upcoming', period: period(6) },
];

test('each expected performance stands in one list, with the day until which it can be saved', () => {
  const outlook = outlookOf([{ id: 'access-review', title: 'Access reviewed', owner: null, occurrences, adopted }]);
  const due = (list: readonly { readonly due: string }[]) => list.map((each) => each.due);
  assert.equal(outlook.performed, 1);
  assert.deepEqual(due(outlook.late), [period(1).last]);
  assert.deepEqual(due(outlook.lost), [period(2).last]);
  assert.deepEqual(due(outlook.unproven), [period(3).last]);
  assert.deepEqual(due(outlook.savable), [period(4).last]);
  assert.deepEqual(due(outlook.upcoming), [period(5).last], 'of each control the next one only');
});

test('what can be saved stands in the order of its due days, whichever control it is of', () => {
  const due = (place: number): readonly Occurrence[] => [{ kind: 'due', period: period(place) }];
  const outlook = outlookOf([
    { id: 'b', title: 'B', owner: null, occurrences: due(2), adopted },
    { id: 'a', title: 'A', owner: 'ada', occurrences: due(1), adopted },
  ]);
  assert.deepEqual(
    outlook.savable.map(({ control }) => control),
    ['a', 'b'],
  );
});

test('what was due before its control was adopted is named with that day, and what comes after it is not', () => {
  const late = { at: period(3).start + DAY, day: '2026-09-29' };
  const outlook = outlookOf([
    { id: 'access-review', title: 'Access reviewed', owner: null, occurrences, adopted: late },
  ]);
  const said = (list: readonly { readonly adopted: string | null }[]) => list.map((each) => each.adopted);
  assert.deepEqual(said(outlook.late), ['2026-09-29']);
  assert.deepEqual(said(outlook.lost), ['2026-09-29']);
  assert.deepEqual(said(outlook.unproven), [null], 'it was adopted within that period');
  assert.deepEqual(said(outlook.savable), [null]);
});
