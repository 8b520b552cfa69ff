import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { beginOf, day, endOf, minute, minuteUtc, momentInWords } from './words.ts';

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

test('where nobody knows the zone of a reader, a minute names its own', () =>
  assert.equal(minuteUtc(Date.UTC(2026, 10, 29, 16, 17, 38)), '29 Nov 2026, 16:17 UTC'));

for (const [text, words] of [
  ['2026-11-29T16:17:38.000Z', '29 Nov 2026, 16:17 UTC'],
  ['2026-11-29T16:17:38+02:00', '29 Nov 2026, 14:17 UTC'],
  ['2026-11-29[Europe/Berlin]', '29 Nov 2026 (Europe/Berlin)'],
  ['2026-03-01T00:00:00Z/2026-03-08T00:00:00Z', 'between 1 Mar 2026, 00:00 UTC and 8 Mar 2026, 00:00 UTC'],
  ['2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z'],
  ['2026-11-29', '2026-11-29'],
  ['report-2026-11-29T16.json', 'report-2026-11-29T16.json'],
] as const)
  test(`"${text}" is said as "${words}"`, () => assert.equal(momentInWords(text), words));
