import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CalendarSpec, calendarOf } from './calendar.ts';
import { DAY, formatInstant, HOUR, type Instant, MINUTE, parseInstant } from './instant.ts';
import {
  at,
  between,
  earliestOf,
  formatMoment,
  latestOf,
  type Moment,
  momentOf,
  notAfter,
  onDay,
  parseMoment,
} from './moment.ts';
import { admits, WindowDays, windowOf } from './window.ts';
import { addMonths, formatDay, isZone, parseDay, zoneNamed } from './zone.ts';

const instantOf = (text: string): Instant => parseInstant(text) ?? assert.fail(`${text} is not an instant`);
const calendar = (zone: string, over: Partial<CalendarSpec> = {}) =>
  calendarOf({ zone, weekdays: [1, 2, 3, 4, 5], holidays: [], ...over });
const berlin = calendar('Europe/Berlin');
const newYork = calendar('America/New_York');
const hoursOf = ({ earliest, latest }: Moment): number => (latest + 1 - earliest) / HOUR;

const instantsOf = ({ earliest, latest }: Moment) =>
  Array.from({ length: latest - earliest + 1 }, (_, place) => earliest + place);
const monthsAfter = (day: string, months: number) => formatDay(addMonths(parseDay(day) ?? assert.fail(), months));

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia', // it left out 30 December 2011
  'Pacific/Kiritimati', // and it the last day of 1994
  'America/Sao_Paulo', // its clocks changed at midnight
  'Australia/Lord_Howe', // its clocks change by half an hour
] as const;
const anyInstant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
const anyZone = fc.constantFrom(...ZONES);
const anyDay = fc.integer({ min: 7305, max: 25_567 });

test('the usual form of an instant is read as any other, digit by digit', () => {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const part = (most: number) => fc.integer({ min: 0, max: most });
  const parts = fc.tuple(part(9999), part(13), part(32), part(25), part(61), part(61), part(999));
  const sign = fc.tuple(fc.nat(23), fc.constantFrom('x', ' ', '٣', '0', '/', ':'));
  fc.assert(
    fc.property(parts, fc.boolean(), fc.option(sign), ([y, mo, d, h, mi, s, ms], fine, wrong) => {
      const seconds = `${pad(y, 4)}-${pad(mo)}-${pad(d)}T${pad(h)}:${pad(mi)}:${pad(s)}`;
      const whole = `${seconds}${fine ? `.${pad(ms, 3)}` : ''}Z`;
      const text = wrong === null ? whole : `${whole.slice(0, wrong[0])}${wrong[1]}${whole.slice(wrong[0] + 1)}`;
      const unusual = text.replace(/Z$/, '+00:00'); // the same instant in a form that is read by the rule itself
      assert.equal(parseInstant(text), text.endsWith('Z') ? parseInstant(unusual) : null, text);
    }),
    { numRuns: 2_000 },
  );
});

test('an instant has its offset, and a time without one is none', () => {
  assert.equal(parseInstant('2026-03-03T10:00:00Z'), Date.UTC(2026, 2, 3, 10));
  assert.equal(parseInstant('2026-03-03T10:00:00.123456789+01:00'), Date.UTC(2026, 2, 3, 9, 0, 0, 123));
  assert.equal(parseInstant('2026-03-03t10:00z'), Date.UTC(2026, 2, 3, 10));
  for (const text of [
    '2026-03-03T10:00:00',
    '2026-03-03 10:00:00Z',
    '2026-03-03',
    '2026-02-29T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-03-03T24:00:00Z',
    '2026-03-03T10:60:00Z',
    '2026-03-03T10:00:60Z',
    '2026-03-03T10:00:00+25:00',
    '2026-03-03T10:00:00Z ',
    '1772532000000',
    'yesterday',
    '',
  ])
    assert.equal(parseInstant(text), null, text);
  assert.equal(parseInstant('2028-02-29T00:00:00Z'), Date.UTC(2028, 1, 29));
});

test('an instant is written so that it is read again', () => {
  fc.assert(
    fc.property(anyInstant, (instant) => {
      assert.equal(formatInstant(instant).length, 24);
      assert.equal(parseInstant(formatInstant(instant)), instant);
    }),
  );
});

test('a day that does not exist is none', () => {
  for (const text of [
    '2026-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-3-3',
    '03.03.2026',
    '2026-03-03Z',
    '',
  ])
    assert.equal(parseDay(text), null, text);
  fc.assert(
    fc.property(anyDay, (day) => {
      assert.equal(parseDay(formatDay(day)), day);
    }),
  );
});

test('a zone is one of the IANA names, and neither an offset nor a date', () => {
  for (const name of [...ZONES, 'Etc/GMT+5', 'europe/berlin']) assert.ok(isZone(name), name);
  for (const name of [
    '+01:00',
    '-0500',
    'Z',
    'CEST',
    'Mars/Phobos',
    'Europe',
    '2026-03-03T00:00Z',
    'T00:00Z[UTC]',
    't00z',
    '',
  ])
    assert.ok(!isZone(name), name);
  assert.throws(() => zoneNamed('Mars/Phobos'), RangeError);
});

test('every instant is in exactly one day of a zone, between its start and the next', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, name) => {
      const zone = zoneNamed(name);
      const day = zone.dayOf(instant);
      assert.ok(zone.startOf(day) <= instant && instant < zone.startOf(day + 1));
      const here = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).toPlainDate().toString();
      assert.equal(formatDay(day), here);
    }),
    { numRuns: 1000 },
  );
});

test('days and names of zones are forgotten before there are too many of them', (t) => {
  const looked = t.mock.method(Temporal.PlainDate.prototype, 'toZonedDateTime').mock;
  const lookedFor = (act: () => unknown): number => {
    const before = looked.callCount();
    act();
    return looked.callCount() - before;
  };
  const zone = zoneNamed('Pacific/Auckland');
  assert.deepEqual([lookedFor(() => zone.startOf(0)), lookedFor(() => zone.startOf(0))], [1, 0]);
  for (let day = 1; day <= 2 ** 15; day += 1) zone.startOf(day);
  assert.equal(
    lookedFor(() => zone.startOf(0)),
    1,
  );
  for (let n = 0; n < 2 ** 11; n += 1) {
    const upper = n.toString(2).padStart(13, '0');
    zoneNamed('europe/berlin'.replaceAll(/./g, (each, at: number) => (upper[at] === '1' ? each.toUpperCase() : each)));
  }
  assert.equal(
    lookedFor(() => zoneNamed('Pacific/Auckland')),
    1,
  );
});

test('a day has 23 hours when the clocks go forward and 25 when they go back', () => {
  assert.equal(hoursOf(onDay('2026-03-29', 'Europe/Berlin')), 23);
  assert.equal(hoursOf(onDay('2026-10-25', 'Europe/Berlin')), 25);
  assert.equal(hoursOf(onDay('2026-03-08', 'America/New_York')), 23);
  assert.equal(hoursOf(onDay('2026-11-01', 'America/New_York')), 25);
  assert.equal(hoursOf(onDay('2026-04-05', 'Australia/Lord_Howe')), 24.5);
  assert.equal(hoursOf(onDay('2026-03-29', 'UTC')), 24);
  const firstOfSummer = onDay('2018-11-04', 'America/Sao_Paulo'); // began at 01:00
  assert.equal(firstOfSummer.earliest, instantOf('2018-11-04T01:00:00-02:00'));
});

test('a day is another stretch of time in another zone', () => {
  const there = onDay('2026-03-03', 'Pacific/Kiritimati');
  const here = onDay('2026-03-03', 'America/New_York');
  assert.equal(there.earliest, instantOf('2026-03-02T10:00:00Z'));
  assert.equal(here.earliest, instantOf('2026-03-03T05:00:00Z'));
  assert.equal(here.latest, instantOf('2026-03-04T05:00:00Z') - 1);
});

test('a moment is an instant, a day in a zone, or a stretch between two instants', () => {
  assert.deepEqual(parseMoment('2026-03-03T10:00:00Z'), at(Date.UTC(2026, 2, 3, 10)));
  assert.deepEqual(parseMoment('2026-03-03[UTC]'), {
    earliest: Date.UTC(2026, 2, 3),
    latest: Date.UTC(2026, 2, 4) - 1,
    zone: 'UTC',
  });
  assert.deepEqual(
    parseMoment('2026-03-01T00:00:00Z/2026-03-08T00:00:00+01:00'),
    between(Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 7, 23)),
  );
});

test('what is not a moment is refused, a day without a zone above all', () => {
  for (const text of [
    '2026-03-03',
    '2026-03-03[]',
    '2026-03-03[Mars/Phobos]',
    '2026-03-03[+01:00]',
    '2026-02-30[Europe/Berlin]',
    '2011-12-30[Pacific/Apia]',
    '2026-03-03T10:00:00',
    '2026-03-03T10:00:00Z[Europe/Berlin]',
    '2026-03-08T00:00:00Z/2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00Z/',
    '/2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00Z/2026-03-02T00:00:00Z/2026-03-03T00:00:00Z',
    '2026-03-01/2026-03-02',
    '',
  ]) {
    assert.equal(parseMoment(text), null, text);
    assert.throws(() => momentOf(text), RangeError, text);
  }
  assert.throws(() => onDay('2026-02-30', 'Europe/Berlin'), RangeError);
  assert.throws(() => onDay('2026-03-03', 'Mars/Phobos'), RangeError);
  assert.throws(() => onDay('2011-12-30', 'Pacific/Apia'), RangeError);
});

test('a moment is written so that it is read again', () => {
  const anyMoment = fc.oneof(
    anyInstant.map(at),
    fc.tuple(anyInstant, fc.integer({ min: 1, max: 400 * DAY })).map(([from, length]) => between(from, from + length)),
    fc
      .tuple(anyDay, anyZone)
      .filter(([day, zone]) => zoneNamed(zone).startOf(day) < zoneNamed(zone).startOf(day + 1))
      .map(([day, zone]) => `${formatDay(day)}[${zone}]`)
      .map(momentOf),
  );
  fc.assert(
    fc.property(anyMoment, (moment) => {
      assert.deepEqual(parseMoment(formatMoment(moment)), moment);
      assert.ok(moment.earliest <= moment.latest);
    }),
    { numRuns: 1000 },
  );
});

test('whether one moment is not after another is unclear exactly where an hour decides', () => {
  const small = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
    .map(([a, b]) => between(Math.min(a, b), Math.max(a, b)));
  fc.assert(
    fc.property(small, small, (a, b) => {
      const answers = new Set(instantsOf(a).flatMap((one) => instantsOf(b).map((other) => one <= other)));
      assert.equal(notAfter(a, b), answers.size === 2 ? 'unclear' : answers.has(true) ? 'yes' : 'no');
    }),
  );
});

test('the first and the last of several moments are as uncertain as they must be', () => {
  assert.equal(earliestOf([]), null);
  assert.equal(latestOf([]), null);
  const day = onDay('2026-03-03', 'Europe/Berlin');
  const noon = momentOf('2026-03-03T12:00:00Z');
  assert.equal(earliestOf([at(day.latest + 1), day]), day);
  assert.equal(latestOf([day, at(day.latest + 1)])?.earliest, day.latest + 1);
  assert.deepEqual(earliestOf([day, noon]), between(day.earliest, noon.latest));
  assert.deepEqual(latestOf([day, noon]), between(noon.earliest, day.latest));
  const several = fc.array(
    fc.tuple(fc.nat(20), fc.nat(20)).map(([from, length]) => between(from, from + length)),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(several, (moments) => {
      const first = earliestOf(moments);
      assert.equal(first?.earliest, Math.min(...moments.map(({ earliest }) => earliest)));
      assert.equal(first?.latest, Math.min(...moments.map(({ latest }) => latest)));
      const last = latestOf(moments);
      assert.equal(last?.earliest, Math.max(...moments.map(({ earliest }) => earliest)));
      assert.equal(last?.latest, Math.max(...moments.map(({ latest }) => latest)));
    }),
  );
});

const businessDays: readonly (readonly [string, number, string])[] = [
  ['2026-03-03T12:00:00Z', 0, '2026-03-03T23:00:00Z'],
  ['2026-03-03T12:00:00Z', 1, '2026-03-04T23:00:00Z'],
  ['2026-03-03T23:00:00Z', 1, '2026-03-05T23:00:00Z'], // already the 4th in Berlin
  ['2026-03-06T12:00:00Z', 1, '2026-03-09T23:00:00Z'], // Friday to Monday
  ['2026-03-07T12:00:00Z', 1, '2026-03-09T23:00:00Z'], // Saturday to Monday
  ['2026-03-08T12:00:00Z', 1, '2026-03-09T23:00:00Z'],
  ['2026-03-06T12:00:00Z', 5, '2026-03-13T23:00:00Z'],
  ['2026-03-27T12:00:00Z', 1, '2026-03-30T22:00:00Z'], // over the change to summer time
  ['2026-10-23T12:00:00Z', 1, '2026-10-26T23:00:00Z'], // and back
];

test('business days end with their day at home, over weekends and changes of the clocks', () => {
  for (const [from, days, end] of businessDays) {
    const deadline = berlin.endOfBusinessDay(momentOf(from), days);
    assert.equal(formatMoment(deadline), formatInstant(instantOf(end) - 1), `${days} after ${from}`);
  }
  const deadline = newYork.endOfBusinessDay(momentOf('2026-03-06T15:00:00Z'), 1);
  assert.equal(deadline.latest, instantOf('2026-03-10T04:00:00Z') - 1, 'Monday ends at the new midnight');
});

test('holidays and a week of other days are no business days', () => {
  const easter = calendar('Europe/Berlin', { holidays: ['2026-04-03', '2026-04-06'] });
  const thursday = momentOf('2026-04-02T12:00:00Z');
  assert.equal(easter.endOfBusinessDay(thursday, 1).latest, instantOf('2026-04-07T22:00:00Z') - 1);
  assert.equal(easter.endOfBusinessDay(thursday, 2).latest, instantOf('2026-04-08T22:00:00Z') - 1);
  const dubai = calendar('Asia/Dubai', { weekdays: [7, 1, 2, 3, 4] });
  assert.equal(
    dubai.endOfBusinessDay(momentOf('2026-03-05T08:00:00Z'), 1).latest,
    instantOf('2026-03-08T20:00:00Z') - 1,
    'from Thursday to Sunday',
  );
  const day = parseDay('2026-04-06') ?? assert.fail();
  assert.deepEqual([easter.isBusinessDay(day), berlin.isBusinessDay(day)], [false, true]);
});

test('a deadline runs from the day that the source named, wherever that was, and ends at home', () => {
  const deadline = berlin.endOfBusinessDay(onDay('2026-03-03', 'Pacific/Kiritimati'), 1);
  assert.deepEqual(deadline, at(instantOf('2026-03-04T23:00:00Z') - 1));
  const fromNewYork = berlin.endOfDay(onDay('2026-03-03', 'America/New_York'), 30);
  assert.deepEqual(fromNewYork, at(instantOf('2026-04-02T22:00:00Z') - 1));
});

test('a moment that may fall on two days gives a deadline that may, too', () => {
  const aroundMidnight = momentOf('2026-03-05T22:30:00Z/2026-03-05T23:30:00Z');
  assert.deepEqual(
    berlin.endOfBusinessDay(aroundMidnight, 1),
    between(instantOf('2026-03-06T23:00:00Z') - 1, instantOf('2026-03-09T23:00:00Z') - 1),
  );
});

test('a month later is the same day, or the last of a shorter month', () => {
  assert.equal(monthsAfter('2026-01-31', 1), '2026-02-28');
  assert.equal(monthsAfter('2027-01-31', 13), '2028-02-29');
  assert.equal(monthsAfter('2028-02-29', 12), '2029-02-28');
  assert.equal(monthsAfter('2026-11-30', 3), '2027-02-28');
  assert.equal(monthsAfter('2026-03-03', 12), '2027-03-03');
  assert.equal(
    newYork.endOfMonth(momentOf('2025-10-15T12:00:00Z'), 1).latest,
    instantOf('2025-11-16T05:00:00Z') - 1,
    'winter time has begun',
  );
});

test('a later beginning or a longer limit never gives an earlier deadline', () => {
  const holidays = ['2026-04-03', '2026-04-06', '2026-12-25'];
  const calendars = ZONES.map((zone) => calendar(zone, { holidays }));
  const year = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...calendars), year, fc.nat(10 * DAY), fc.nat(20), (one, from, more, days) => {
      for (const kind of ['endOfDay', 'endOfBusinessDay', 'endOfMonth'] as const) {
        const end = (start: Instant, limit: number): Moment => one[kind](at(start), limit);
        const deadline = end(from, days);
        assert.equal(deadline.earliest, deadline.latest);
        assert.ok(deadline.latest >= from);
        assert.ok(end(from + more, days).latest >= deadline.latest);
        assert.ok(end(from, days + 1).latest > deadline.latest);
      }
      const last = zoneNamed(one.spec.zone).dayOf(one.endOfBusinessDay(at(from), days + 1).latest);
      assert.ok(one.isBusinessDay(last));
    }),
    { numRuns: 500 },
  );
});

test('a calendar that names no zone, no working day or an impossible holiday is refused', () => {
  assert.deepEqual(CalendarSpec.parse({ zone: 'Europe/Berlin' }), {
    zone: 'Europe/Berlin',
    weekdays: [1, 2, 3, 4, 5],
    holidays: [],
  });
  for (const over of [
    { zone: 'CEST' },
    { zone: '+02:00' },
    { weekdays: [] },
    { weekdays: [0] },
    { weekdays: [8] },
    { holidays: ['2026-02-30'] },
    { holidays: ['25.12.2026'] },
  ])
    assert.equal(CalendarSpec.safeParse({ zone: 'Europe/Berlin', ...over }).success, false, JSON.stringify(over));
});

test('a window holds both its days, and the instant after them is outside', () => {
  const window = windowOf({ first: '2026-03-29', last: '2026-03-29', zone: 'Europe/Berlin' });
  assert.deepEqual(window, {
    start: instantOf('2026-03-29T00:00:00+01:00'),
    end: instantOf('2026-03-30T00:00:00+02:00'),
  });
  assert.equal(window.end - window.start, 23 * HOUR);
  assert.ok(admits(window, at(window.start)));
  assert.ok(admits(window, at(window.end - 1)));
  assert.ok(!admits(window, at(window.end)));
  assert.ok(!admits(window, at(window.start - 1)));
});

test('two windows that follow each other share nothing and leave nothing out', () => {
  const first = windowOf({ first: '2026-01-01', last: '2026-06-30', zone: 'America/New_York' });
  const second = windowOf({ first: '2026-07-01', last: '2026-12-31', zone: 'America/New_York' });
  assert.equal(first.end, second.start);
  fc.assert(
    fc.property(fc.integer({ min: -MINUTE, max: MINUTE }), (offset) => {
      const moment = at(first.end + offset);
      assert.equal(Number(admits(first, moment)) + Number(admits(second, moment)), 1);
    }),
  );
});

test('what may have happened in a window is admitted', () => {
  const window = windowOf({ first: '2026-03-01', last: '2026-03-31', zone: 'Europe/Berlin' });
  assert.ok(admits(window, onDay('2026-03-31', 'America/New_York')));
  assert.ok(admits(window, onDay('2026-04-01', 'Pacific/Kiritimati')));
  assert.ok(!admits(window, onDay('2026-04-01', 'America/New_York')));
  assert.ok(admits(window, between(0, window.start)));
});

test('a window that ends before it begins, or in no zone, is refused', () => {
  const days = { first: '2026-03-01', last: '2026-03-31', zone: 'Europe/Berlin' };
  assert.equal(WindowDays.safeParse(days).success, true);
  for (const over of [{ last: '2026-02-28' }, { first: '2026-02-30' }, { zone: 'CEST' }, { last: '31.03.2026' }])
    assert.equal(WindowDays.safeParse({ ...days, ...over }).success, false, JSON.stringify(over));
});
