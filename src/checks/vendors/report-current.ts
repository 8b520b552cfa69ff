import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import { type Answer, type Moment, momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { isBefore } from '#/checks/deadline.ts';
import { where } from '#/checks/scope.ts';
import { isCritical, NOT_CRITICAL } from './tier.ts';

type Review = Pick<
  Item<'vendor-review'>,
  'subservice' | 'report' | 'reportFrom' | 'reportTo' | 'bridgeLetterTo' | 'reviewedAt'
>;
type Report = NonNullable<Review['report']>;
interface Reach {
  readonly months: number;
  readonly calendar: Calendar;
}

const NO_REPORT: ReadonlySet<Report> = new Set(['questionnaire', 'none']);

const berlin = (day: string): Moment => onDay(day, 'Europe/Berlin');
const hosting = {
  vendor: 'Nimbus',
  critical: true,
  subservice: true,
  report: 'soc-2-type-2',
  reportTo: berlin('2025-03-31'),
  bridgeLetterTo: null,
  reviewedAt: momentOf('2026-03-31T21:59:59.999Z'),
} as const;
const vendor = { ...hosting, subservice: false } as const;
const follows = { ...hosting, reportFrom: berlin('2024-04-01') } as const;
const before = (reportTo: string) => ({
  report: 'soc-2-type-2' as const,
  reportFrom: berlin('2022-04-01'),
  reportTo: berlin(reportTo),
  bridgeLetterTo: null,
  reviewedAt: momentOf('2025-03-31T10:00:00Z'),
});
const dayAfter = momentOf('2026-03-31T22:00:00Z');

export default defineCheck({
  id: 'vendors.report-current',
  version: 3,
  title: "A critical vendor's assurance report is current when it is reviewed",
  prose:
    'A report speaks of a period, and a letter of management bridges the time after it. On a subservice organization the company relies for controls of its own report, so only a report on how controls operated over a period will do: a Type I report, a certificate, a questionnaire or nothing is a deviation. Another critical vendor may give any report, or none. Where an earlier review holds a report, too, no day between the two may be left out: the later one begins at the latest on the day after the earlier one, or after its bridge letter, ends. What the report is about is for the reviewer to judge.',
  controls: ['vendor-annual-review'],
  terms: {
    'vendor-annual-review': [
      'vendors|vendor|supplier|third part|third-part|subprocessor|provider',
      'assurance reports|report|attestation|certificate',
    ],
  },
  sentence: ({ months }) =>
    `When a critical vendor or subservice organization is reviewed, its assurance report, or the bridge letter after it, reaches to within ${counted(months, 'month')} of the review; a subservice organization's report covers a period; and no day lies between it and the report before.`,
  parameters: z.strictObject({ months: z.int().min(1) }),
  population: 'vendor-review',
  reads: ['vendor', 'critical', 'subservice', 'report', 'reportFrom', 'reportTo', 'bridgeLetterTo', 'reviewedAt'],
  anchor: 'reviewedAt',
  companions: {
    reviews: companion('vendor-review', ['report', 'reportFrom', 'reportTo', 'bridgeLetterTo', 'reviewedAt'], {
      by: 'vendor',
      of: ({ vendor }: { readonly vendor: string }) => vendor,
      back: 'vendor',
    }),
  },
  judge: (review, { parameters: { months }, calendar, companions }) =>
    where(
      isCritical(review),
      withoutGap(current(review, { months, calendar }), review, { earlier: companions.reviews, calendar }),
      NOT_CRITICAL,
    ),
  examples: [
    { name: 'reaches to exactly twelve months before the review', item: hosting, expect: 'pass' },
    {
      name: 'ended a day too early',
      item: { ...hosting, reviewedAt: dayAfter },
      expect: 'deviation',
    },
    {
      name: 'ended too early, and a bridge letter reaches further',
      item: { ...hosting, reviewedAt: dayAfter, bridgeLetterTo: berlin('2025-06-30') },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'ended too early, and whether there is a bridge letter is not said',
      item: { ...hosting, reviewedAt: dayAfter, bridgeLetterTo: undefined },
      expect: 'unknown',
    },
    {
      name: 'current, and whether there is a bridge letter is not said',
      item: { ...hosting, bridgeLetterTo: undefined },
      expect: 'pass',
    },
    { name: 'its last day is not said', item: { ...hosting, reportTo: undefined }, expect: 'unknown' },
    { name: 'it has no last day', item: { ...hosting, reportTo: null }, expect: 'deviation' },
    {
      name: 'a subservice organization with a Type I report',
      item: { ...hosting, report: 'soc-2-type-1' },
      expect: 'deviation',
    },
    {
      name: 'a subservice organization with a SOC 1 report over a period',
      item: { ...hosting, report: 'soc-1', reportFrom: berlin('2024-04-01') },
      expect: 'pass',
    },
    {
      name: 'a subservice organization with a SOC 1 report as of a day',
      item: { ...hosting, report: 'soc-1', reportFrom: null },
      expect: 'deviation',
    },
    {
      name: 'a subservice organization with a SOC 1 report whose first day is not said',
      item: { ...hosting, report: 'soc-1' },
      expect: 'unknown',
    },
    {
      name: 'a subservice organization with a questionnaire',
      item: { ...hosting, report: 'questionnaire' },
      expect: 'deviation',
    },
    {
      name: 'a critical vendor with a Type I report',
      item: { ...vendor, report: 'soc-2-type-1' },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'a critical vendor with a questionnaire',
      item: { ...vendor, report: 'questionnaire', reportTo: null },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a critical vendor with a Type I report, who may be a subservice organization',
      item: { ...vendor, report: 'soc-2-type-1', subservice: undefined },
      expect: 'unknown',
    },
    {
      name: 'it begins on the day after the one before ended',
      item: follows,
      companions: { reviews: [before('2024-03-31')] },
      expect: 'pass',
    },
    {
      name: 'a day lies between it and the one before',
      item: follows,
      companions: { reviews: [before('2024-03-30')] },
      expect: 'deviation',
    },
    {
      name: 'a year lies between it and a report, which another fills',
      item: follows,
      companions: { reviews: [before('2023-03-31'), before('2024-03-31')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'a letter bridges the day between it and the one before',
      item: follows,
      companions: { reviews: [{ ...before('2024-03-30'), bridgeLetterTo: berlin('2024-03-31') }] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'its first day is not said, and there was one before',
      item: hosting,
      companions: { reviews: [before('2024-03-31')] },
      expect: 'unknown',
    },
    {
      name: 'to which day the one before reached is not said',
      item: follows,
      companions: { reviews: [{ ...before('2024-03-31'), reportTo: undefined }] },
      expect: 'unknown',
    },
    {
      name: 'reviewed before the last day of its report',
      item: { ...hosting, reportTo: berlin('2026-04-01') },
      expect: 'unknown',
    },
    { name: 'what it gave is not said', item: { ...hosting, report: undefined }, expect: 'unknown' },
    {
      name: 'a vendor that is not critical',
      item: { ...vendor, critical: false, reviewedAt: dayAfter },
      expect: 'not-applicable',
    },
  ],
});

function current(review: Review, reach: Reach): Verdict {
  const { report, subservice } = review;
  if (report === undefined) return unknown('the source does not say what the vendor gave');
  const isOverPeriod = coversPeriod(report, review.reportFrom);
  if (isOverPeriod === false && subservice === true)
    return deviation('it gave no report on how its controls operated over a period');
  if (isOverPeriod !== true && subservice !== false)
    return unknown(
      'the source does not say whether it is a subservice organization with a report on how its controls operated over a period',
    );
  if (NO_REPORT.has(report)) return notApplicable('it gave no assurance report');
  if (review.reportTo === null) return deviation('its report has no last day');
  if (isBefore(review.reviewedAt, review.reportTo) || isBefore(review.reviewedAt, review.reportFrom))
    return unknown('the source says that it was reviewed before the time of its report was over');
  const answers = [
    reaches(review.reportTo, review.reviewedAt, reach),
    reaches(review.bridgeLetterTo, review.reviewedAt, reach),
  ];
  if (answers.includes('yes')) return pass();
  return answers.includes('unclear')
    ? unknown('the source does not say exactly to which day its report, or a bridge letter, reaches')
    : deviation('neither its report nor a bridge letter reaches near enough to the review');
}

interface Before {
  readonly earlier: readonly Omit<Review, 'subservice'>[];
  readonly calendar: Calendar;
}

/** A report that is current says nothing of the days between it and the one before. */
function withoutGap(verdict: Verdict, { reportFrom, reviewedAt }: Review, { earlier, calendar }: Before): Verdict {
  if (verdict.outcome !== 'pass' || reportFrom === null) return verdict;
  const reports = earlier.filter(
    ({ report, reviewedAt: at, reportTo }) =>
      report !== undefined && !NO_REPORT.has(report) && reportTo !== null && notAfter(reviewedAt, at) === 'no',
  );
  if (reports.length === 0) return verdict;
  if (reportFrom === undefined) return unknown('the source does not say on which day its report begins');
  const ends = reports.flatMap(({ reportTo, bridgeLetterTo }) => [reportTo, bridgeLetterTo]);
  const answers = ends.map((end): Answer => {
    if (end === null) return 'no';
    return end === undefined ? 'unclear' : notAfter(reportFrom, calendar.endOfDay(end, 1));
  });
  if (answers.includes('yes')) return verdict;
  return answers.includes('unclear')
    ? unknown('the source does not say exactly to which day the report before it, or a bridge letter, reached')
    : deviation('no report, nor a bridge letter, speaks of the time between it and the report before');
}

/** Does an auditor tell how controls operated over a period, and not only how they stood on a day? */
function coversPeriod(report: Report, from: Moment | null | undefined): boolean | undefined {
  switch (report) {
    case 'soc-2-type-2':
    case 'soc-3':
      return true;
    case 'soc-1': // of either type: that of Type I has no first day
      return from === undefined ? undefined : from !== null;
    case 'soc-2-type-1':
    case 'iso-27001':
    case 'questionnaire':
    case 'none':
      return false;
  }
}

function reaches(to: Moment | null | undefined, reviewedAt: Moment, { months, calendar }: Reach): Answer {
  if (to === null) return 'no';
  return to === undefined ? 'unclear' : notAfter(reviewedAt, calendar.endOfMonth(to, months));
}
