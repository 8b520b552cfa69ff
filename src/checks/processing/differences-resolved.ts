import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { momentOf } from '#/core/time/moment.ts';
import { deviation, pass, stillOpen, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';

const found = { performedAt: momentOf('2026-03-03T12:00:00Z'), differences: 2 } as const;

export default defineCheck({
  id: 'processing.differences-resolved',
  version: 1,
  title: 'Differences that a reconciliation found are resolved',
  prose:
    'A comparison is worth what is done about its result. The statement gives no time for the resolution, so a difference is open from the moment at which it was found until it is resolved, and clean afterwards, however long that took. A day without a reconciliation is not seen here.',
  controls: ['processing-reconciliation'],
  terms: {
    'processing-reconciliation': [
      'reconciles|reconcil|compar',
      'differences|differ|discrepan|mismatch',
      'resolves|resol|correct|clear|settl',
    ],
  },
  sentence: () => 'All differences that a reconciliation found are resolved.',
  parameters: z.strictObject({}),
  population: 'reconciliation',
  reads: ['differences', 'resolvedAt'],
  anchor: 'performedAt',
  companions: {},
  judge({ differences, resolvedAt }, { asOf }) {
    if (differences === 0 || (resolvedAt && resolvedAt.earliest <= asOf)) return pass();
    const until = resolvedAt?.earliest;
    if (differences === undefined) return unknown('the source does not say whether there were differences', until);
    return resolvedAt === undefined
      ? unknown('the source does not say whether its differences were resolved')
      : stillOpen(deviation(`${counted(differences, 'difference is', 'differences are')} not resolved`, until));
  },
  examples: [
    { name: 'without differences', item: { ...found, differences: 0 }, expect: 'pass' },
    {
      name: 'with differences that were resolved',
      item: { ...found, resolvedAt: momentOf('2026-03-04T12:00:00Z') },
      expect: 'pass',
    },
    {
      name: 'at the instant before the last was resolved',
      item: { ...found, resolvedAt: momentOf('2026-03-04T12:00:00Z') },
      asOf: '2026-03-04T11:59:59.999Z',
      waits: true,
      expect: 'deviation',
    },
    {
      name: 'at the instant at which the last was resolved',
      item: { ...found, resolvedAt: momentOf('2026-03-04T12:00:00Z') },
      asOf: '2026-03-04T12:00:00Z',
      trap: true,
      expect: 'pass',
    },
    { name: 'with differences that are open', item: { ...found, resolvedAt: null }, expect: 'deviation' },
    { name: 'whether they were resolved is not said', item: found, expect: 'unknown' },
    {
      name: 'whether there were any is not said',
      item: { ...found, differences: undefined, resolvedAt: null },
      expect: 'unknown',
    },
  ],
});
