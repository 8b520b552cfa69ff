import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { where } from '#/checks/scope.ts';
import { isCritical, NOT_CRITICAL } from './tier.ts';

const review = {
  vendor: 'Cloudy',
  critical: true,
  subservice: false,
  reviewedAt: onDay('2025-03-03', 'Europe/Berlin'),
} as const;
const next = (reviewedAt: string) => ({
  others: [{ reviewedAt: review.reviewedAt }, { key: 'test/next', reviewedAt: momentOf(reviewedAt) }],
});

export default defineCheck({
  id: 'vendors.reviewed-in-time',
  version: 2,
  title: 'The review of a critical vendor is followed by the next in time',
  prose:
    'What a vendor was a year ago says little of what it is today. A review whose next one is not due yet is clean for now. A vendor that is no longer used needs no next review: the records do not say so, and a person excludes it. A vendor that was never reviewed has no review to judge.',
  controls: ['vendor-annual-review'],
  terms: {
    'vendor-annual-review': [
      'critical|key|important|essential|tier',
      'vendors|vendor|supplier|third part|third-part|subprocessor|provider',
      'reviews|review|reassess|evaluat',
    ],
  },
  sentence: ({ months }) =>
    `Each review of a critical vendor or subservice organization is followed by the next within ${counted(months, 'month')}.`,
  parameters: z.strictObject({ months: z.int().min(1) }),
  population: 'vendor-review',
  reads: ['vendor', 'critical', 'subservice', 'reviewedAt'],
  anchor: 'reviewedAt',
  companions: {
    others: companion('vendor-review', ['reviewedAt'], {
      by: 'vendor',
      of: (reviewed: { readonly vendor: string }) => reviewed.vendor,
      back: 'vendor',
      bounded: true,
    }),
  },
  judge(reviewed, { parameters: { months }, calendar, asOf, companions }) {
    const followed = comesAgain({
      what: 'the next review of the vendor',
      last: reviewed.reviewedAt,
      all: companions.others.map((other) => other.reviewedAt),
      deadline: calendar.endOfMonth(reviewed.reviewedAt, months),
      asOf,
      population: 'vendor-review',
      dueAfter: (one) => calendar.endOfMonth(one, months),
    });
    return where(isCritical(reviewed), followed, NOT_CRITICAL);
  },
  examples: [
    {
      name: 'followed on the last day',
      item: review,
      companions: next('2026-03-03T22:59:59.999Z'),
      expect: 'pass',
    },
    {
      name: 'followed a millisecond later',
      item: review,
      companions: next('2026-03-03T23:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'the next one is not due yet',
      item: review,
      asOf: '2026-03-03T22:59:59.999Z',
      trap: true,
      expect: 'pass',
    },
    { name: 'the next one is overdue', item: review, asOf: '2026-03-03T23:00:00Z', waits: true, expect: 'deviation' },
    {
      name: 'the next one is overdue, as far as a list tells that ends on the last day',
      item: review,
      unread: { others: ['2026-03-03T22:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-06-01T00:00:00Z',
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'the next one is overdue, as far as a list tells that ends with the last day',
      item: review,
      unread: { others: ['2026-03-03T23:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'followed late, and a day before that was not read',
      item: review,
      companions: next('2026-05-03T09:00:00Z'),
      unread: { others: ['2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z'] },
      expect: 'unknown',
    },
    {
      name: 'a subservice organization, overdue',
      item: { ...review, critical: undefined, subservice: true },
      expect: 'deviation',
    },
    {
      name: 'a vendor that is not critical',
      item: { ...review, critical: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid weight, and never reviewed again',
      item: { ...review, critical: undefined },
      expect: 'unknown',
    },
  ],
});
