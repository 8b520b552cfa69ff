import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { beginOf, day, endOf, minute } from './dates.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo'];

const shown = (instant: number, zone: string): string => {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const month = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: zone }).format(instant);
  return `${at.day} ${month} ${at.year}, ${at.toPlainTime().toString().slice(0, 5)}`;
};

test('a moment is written as a calendar and a clock on the wall of its zone show it', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2060, 0) }),
      (zone, instant) => {
        assert.equal(minute(instant, zone), shown(instant, zone));
        assert.equal(day(instant, zone), shown(instant, zone).split(',')[0]);
      },
    ),
  ));

test('on a day on which the clocks change it is what they show', () => {
  for (const hour of [0, 1, 2, 12, 22])
    for (const [month, date] of [
      [2, 29],
      [9, 25],
    ] as const) {
      const instant = Date.UTC(2026, month, date, hour, 30);
      assert.equal(minute(instant, 'Europe/Berlin'), shown(instant, 'Europe/Berlin'));
    }
});

test('a time that begins or ends with a day is told by its first and its last day, any other to the minute', () => {
  const [midnight, noon] = [Date.UTC(2025, 11, 31, 23), Date.UTC(2025, 11, 31, 11)]; // in Berlin
  assert.deepEqual(
    [beginOf(midnight, 'Europe/Berlin'), endOf(midnight, 'Europe/Berlin')],
    ['1 Jan 2026', '31 Dec 2025'],
  );
  assert.deepEqual(
    [beginOf(noon, 'Europe/Berlin'), endOf(noon, 'Europe/Berlin')],
    ['31 Dec 2025, 12:00', '31 Dec 2025, 12:00'],
  );
  assert.equal(endOf(midnight, 'UTC'), '31 Dec 2025, 23:00');
  assert.equal(beginOf(0, 'Europe/Berlin'), 'the beginning');
});
