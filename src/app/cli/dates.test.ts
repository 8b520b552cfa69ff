import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, minute } from './dates.ts';

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
