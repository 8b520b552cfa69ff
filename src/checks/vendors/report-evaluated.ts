import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { required } from '#/checks/requirement.ts';
import { where } from '#/checks/scope.ts';
import { isCritical, NOT_CRITICAL } from './tier.ts';

type Review = Pick<
  Item<'vendor-review'>,
  'report' | 'opinion' | 'exceptions' | 'exceptionsRead' | 'userControlsMapped'
>;

const read = {
  critical: true,
  subservice: false,
  report: 'soc-2-type-2',
  opinion: 'unqualified',
  exceptions: 2,
  exceptionsRead: true,
  userControlsMapped: true,
} as const;

export default defineCheck({
  id: 'vendors.report-evaluated',
  version: 1,
  title: "A critical vendor's report is read: opinion, exceptions and user controls",
  prose:
    'A report that is only filed protects nobody: what its auditor found, and what it asks its customers to do, must be held against the own controls. A qualified opinion that was noted is no deviation here. A SOC 3 report prints neither exceptions nor user entity controls, so only its opinion counts; certificates and questionnaires are not judged.',
  controls: ['vendor-annual-review'],
  terms: {
    'vendor-annual-review': [
      'vendors|vendor|supplier|third part|third-part|subprocessor|provider',
      'assurance reports|report|attestation|certificate',
      'exceptions|exception|qualif|deviation',
      'complementary user entity controls|user entity|user control|cuec',
    ],
  },
  sentence: () =>
    'The review of a SOC report of a critical vendor or subservice organization notes the opinion, reads each exception, and maps the complementary user entity controls to own controls.',
  parameters: z.strictObject({}),
  population: 'vendor-review',
  reads: ['critical', 'subservice', 'report', 'opinion', 'exceptions', 'exceptionsRead', 'userControlsMapped'],
  anchor: 'reviewedAt',
  companions: {},
  judge: (review) => where(isCritical(review), evaluated(review), NOT_CRITICAL),
  examples: [
    { name: 'all three are done', item: read, expect: 'pass' },
    {
      name: 'a qualified opinion that was noted',
      item: { ...read, opinion: 'qualified' },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'without exceptions, and nobody read any',
      item: { ...read, exceptions: 0, exceptionsRead: false },
      trap: true,
      expect: 'pass',
    },
    { name: 'exceptions that nobody read', item: { ...read, exceptionsRead: false }, expect: 'deviation' },
    {
      name: 'whether there are exceptions that nobody read is not said',
      item: { ...read, exceptions: undefined, exceptionsRead: false },
      expect: 'unknown',
    },
    {
      name: 'user controls that nobody mapped',
      item: { ...read, userControlsMapped: false },
      expect: 'deviation',
    },
    { name: 'no opinion noted', item: { ...read, opinion: null }, expect: 'deviation' },
    { name: 'the opinion is not said', item: { ...read, opinion: undefined }, expect: 'unknown' },
    {
      name: 'a SOC 3 report, of which there is nothing to map',
      item: { ...read, report: 'soc-3', exceptionsRead: false, userControlsMapped: false },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'a questionnaire',
      item: { ...read, report: 'questionnaire', opinion: null },
      expect: 'not-applicable',
    },
    { name: 'what it gave is not said', item: { ...read, report: undefined }, expect: 'unknown' },
    {
      name: 'a vendor that is not critical',
      item: { ...read, critical: false, exceptionsRead: false },
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid weight, with exceptions that nobody read',
      item: { ...read, critical: undefined, exceptionsRead: false },
      expect: 'unknown',
    },
  ],
});

function evaluated({ report, opinion, exceptions, exceptionsRead, userControlsMapped }: Review): Verdict {
  if (report === undefined) return unknown('the source does not say what the vendor gave');
  if (!report.startsWith('soc-')) return notApplicable('it gave no SOC report');
  const noted = required(
    opinion === undefined ? undefined : opinion !== null,
    'the review does not note the opinion of the report',
    'the source does not say what the auditor of the report concluded',
  );
  if (report === 'soc-3') return noted;
  const verdicts = [
    noted,
    exceptions === 0
      ? pass()
      : required(
          exceptionsRead === false && exceptions === undefined ? undefined : exceptionsRead,
          'its exceptions were not read',
          'the source does not say whether the report has exceptions that were read',
        ),
    required(
      userControlsMapped,
      'its complementary user entity controls were not mapped to own controls',
      'the source does not say whether its complementary user entity controls were mapped',
    ),
  ];
  return worstOf(verdicts) ?? noted;
}
