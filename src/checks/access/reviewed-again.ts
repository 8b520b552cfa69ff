import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import type { Calendar } from '#/core/time/calendar.ts';
import { between, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { addMonths, type Day, formatDay, zoneNamed } from '#/core/time/zone.ts';
import { unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { comesAgain } from '#/checks/recurrence.ts';

const review = { system: 'okta', startedAt: onDay('2026-02-09', 'Europe/Berlin') } as const;
const next = (startedAt: string) => ({
  others: [{ startedAt: review.startedAt }, { key: 'test/next', startedAt: momentOf(startedAt) }],
});
const parameters = { months: 3 };

export default defineCheck({
  id: 'access.reviewed-again',
  version: 2,
  title: 'A review of access is followed by the next of the same system in time',
  prose:
    'Rights that nobody looks at pile up. Quarters, or other periods of the statement, are those of the calendar, so that a review may begin on any day of its own. A review whose next one is not due yet is clean for now. A system that is no longer used needs no next review: the records do not say so, and a person excludes it. A system that was never reviewed has no review to judge.',
  controls: ['access-review-quarterly'],
  terms: {
    'access-review-quarterly': [
      'reviews|review|recertif',
      'access|account',
      'quarter|month|half|year|annual|week|each|every|regular',
    ],
  },
  sentence: ({ months }) =>
    `Each review of access is followed by another of the same system, which begins by the end of the next period of ${counted(months, 'month')} of the calendar.`,
  parameters: z.strictObject({ months: z.int().min(1) }),
  population: 'access-review',
  reads: ['system', 'startedAt'],
  anchor: 'startedAt',
  companions: {
    others: companion('access-review', ['startedAt'], {
      by: 'system',
      of: ({ system }: { readonly system: string | undefined }) => system,
      back: 'system',
      bounded: true,
    }),
  },
  judge({ system, startedAt }, { parameters: { months }, calendar, asOf, companions }) {
    const followed = comesAgain({
      what: 'the next review of access to the system',
      last: startedAt,
      all: companions.others.map((other) => other.startedAt),
      deadline: endOfNextPeriod(startedAt, months, calendar),
      asOf,
      population: 'access-review',
      dueAfter: (one) => endOfNextPeriod(one, months, calendar),
    });
    return system === undefined && followed.outcome === 'deviation'
      ? unknown('the source does not say which system was reviewed, so that its next review cannot be found')
      : followed;
  },
  examples: [
    {
      name: 'followed in the last millisecond of the next quarter',
      item: review,
      companions: next('2026-06-30T21:59:59.999Z'),
      parameters,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'followed a millisecond later',
      item: review,
      companions: next('2026-06-30T22:00:00Z'),
      parameters,
      expect: 'deviation',
    },
    {
      name: 'of the last day of a half-year, followed in the last millisecond of the next',
      item: { ...review, startedAt: onDay('2025-12-31', 'Europe/Berlin') },
      companions: next('2026-06-30T21:59:59.999Z'),
      parameters: { months: 6 },
      expect: 'pass',
    },
    {
      name: 'the next one is not due yet',
      item: review,
      asOf: '2026-06-30T21:59:59.999Z',
      waits: true,
      expect: 'pass',
    },
    { name: 'the next one is overdue', item: review, asOf: '2026-06-30T22:00:00Z', expect: 'deviation' },
    {
      name: 'the next one is overdue, as far as a list tells that ends before the quarter does',
      item: review,
      parameters,
      unread: { others: ['2026-06-30T21:59:59.999Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-09-01T00:00:00Z',
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'the next one is overdue, and nobody has read since the quarter ended',
      item: review,
      parameters,
      unread: { others: ['2026-06-30T22:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-09-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'never followed, and all of the last two quarters was read',
      item: review,
      parameters,
      unread: { others: ['2026-04-01T00:00:00Z', '2026-06-30T22:00:00Z'] },
      asOf: '2027-01-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'followed late, and days of the next quarter were not read',
      item: review,
      parameters,
      companions: next('2026-08-03T09:00:00Z'),
      unread: { others: ['2026-05-01T00:00:00Z', '2026-05-03T00:00:00Z'] },
      expect: 'unknown',
    },
    {
      name: 'on the last day of the year, and never again',
      item: { ...review, startedAt: onDay('2025-12-31', 'Europe/Berlin') },
      parameters,
      asOf: '2026-03-31T22:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'of nobody knows which system, and overdue',
      item: { ...review, system: undefined },
      expect: 'unknown',
    },
    {
      name: 'of nobody knows which system, and not due yet',
      item: { ...review, system: undefined },
      asOf: '2026-04-01T00:00:00Z',
      expect: 'pass',
    },
  ],
});

/** The end of the period of the calendar that follows the one in which something began. */
function endOfNextPeriod(from: Moment, months: number, { spec }: Calendar): Moment {
  const zone = zoneNamed(from.zone ?? spec.zone);
  const own = zoneNamed(spec.zone);
  const endAfter = (instant: number): number => own.startOf(firstDayAfterNext(zone.dayOf(instant), months)) - 1;
  return between(endAfter(from.earliest), endAfter(from.latest));
}

/** Periods are counted from January of 1970, and so from each January where they divide a year. */
function firstDayAfterNext(day: Day, months: number): Day {
  const [year = 1970, month = 1] = formatDay(day).split('-').map(Number);
  const since = (year - 1970) * 12 + month - 1;
  return addMonths(0, (Math.floor(since / months) + 2) * months);
}
