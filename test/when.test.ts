import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, distanceOfDay, isDay, showPlainDay, withDays } from '#web/kit/when.ts';

const BERLIN = 'Europe/Berlin';
/** The evening of 27 November in Berlin. */
const NOW = Date.parse('2026-11-27T16:40:00Z');

const CASES: readonly (readonly [day: string, says: string])[] = [
  ['2026-11-27', 'today'],
  ['2026-11-28', 'tomorrow'],
  ['2026-11-26', 'yesterday'],
  ['2026-12-01', 'in 4 days'],
  ['2026-12-04', 'in 7 days'],
  ['2026-11-15', '12 days ago'],
  ['2026-10-31', '4 weeks ago'],
  ['2026-03-27', '8 months ago'],
  ['2023-11-27', '3 years ago'],
];
for (const [day, says] of CASES)
  test(`${day} is ${says}, whatever the hour is`, () => {
    for (const hours of [-16, 0, 6]) assert.equal(distanceOfDay(day, NOW + hours * 3_600_000, BERLIN), says);
  });

test('an instant is as far away as its day is in the zone', () => {
  assert.equal(distance(Date.parse('2026-11-26T23:30:00Z'), NOW, BERLIN), 'today');
  assert.equal(distance(Date.parse('2026-11-26T23:30:00Z'), NOW, 'UTC'), 'yesterday');
  assert.equal(distance(Date.parse('2026-11-26T22:30:00Z'), NOW, BERLIN), 'yesterday');
});

test('a day reads as people write it, with its zone behind it, too; and what is none breaks no page', () => {
  assert.equal(showPlainDay('2025-12-11'), '11\u{a0}Dec\u{a0}2025');
  assert.equal(showPlainDay('2025-12-11[Europe/Berlin]'), '11\u{a0}Dec\u{a0}2025');
  for (const none of ['', 'garbage', '2025-13-41']) assert.equal(showPlainDay(none), none);
});

test('only a day that there is is one', () => {
  for (const day of ['2026-02-28', '2024-02-29']) assert.ok(isDay(day), day);
  for (const none of ['2026-02-30', '2026-13-01', '2026-2-3', '2026-02-28T00:00:00Z', 'garbage', '', 20260228, null])
    assert.ok(!isDay(none), String(none));
});

test('days in a sentence read as people write them', () => {
  assert.equal(
    withDays('begin by 2026-03-01, by 2026-06-30 at the latest'),
    'begin by 1\u{a0}Mar\u{a0}2026, by 30\u{a0}Jun\u{a0}2026 at the latest',
  );
});
