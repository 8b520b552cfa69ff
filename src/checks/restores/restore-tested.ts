import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { pass, unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { required } from '#/checks/requirement.ts';

const test = {
  system: 'orders',
  performedAt: onDay('2026-01-15', 'Europe/Berlin'),
  result: 'success',
  integrityVerified: true,
} as const;
const next = (performedAt: string) => ({
  others: [{ performedAt: test.performedAt }, { key: 'test/next', performedAt: momentOf(performedAt) }],
});

export default defineCheck({
  id: 'restores.restore-tested',
  version: 2,
  title: 'A restore test ends well, compares the data, and is followed by the next in time',
  prose:
    'Nobody has a backup until it has been restored. A test whose next one is not due yet is clean for now, and says until when. A system that was never tested has no test to judge and is not seen here.',
  controls: ['backup-restore-test'],
  terms: {
    'backup-restore-test': [
      'restoration|restor|recover',
      'tests|test|rehears|exercis',
      'completeness|complete|integrity|compar|verif',
    ],
  },
  sentence: ({ months }) =>
    `Each restore test succeeds and compares the restored data with what it should be, and the next test of the same system follows within ${counted(months, 'month')}.`,
  parameters: z.strictObject({ months: z.int().min(1) }),
  population: 'restore-test',
  reads: ['system', 'performedAt', 'result', 'integrityVerified'],
  anchor: 'performedAt',
  companions: {
    others: companion('restore-test', ['performedAt'], {
      by: 'system',
      of: (restored: { readonly system: string | undefined }) => restored.system,
      back: 'system',
      bounded: true,
    }),
  },
  judge({ system, performedAt, result, integrityVerified }, { parameters: { months }, calendar, asOf, companions }) {
    const followed = comesAgain({
      what: 'the next restore test of the system',
      last: performedAt,
      all: companions.others.map((other) => other.performedAt),
      deadline: calendar.endOfMonth(performedAt, months),
      asOf,
      population: 'restore-test',
      dueAfter: (one) => calendar.endOfMonth(one, months),
    });
    const verdicts = [
      required(
        result === undefined ? undefined : result === 'success',
        'the restore failed',
        'the source does not say whether the restore ended well',
      ),
      required(
        integrityVerified,
        'the restored data was not compared with what it should be',
        'the source does not say whether the restored data was compared with what it should be',
      ),
      system === undefined && followed.outcome === 'deviation'
        ? unknown('the source does not say what was restored, so that its next test cannot be found')
        : followed,
    ];
    return worstOf(verdicts) ?? pass();
  },
  examples: [
    {
      name: 'followed on the last day of the sixth month',
      item: test,
      companions: next('2026-07-15T21:59:59.999Z'),
      expect: 'pass',
    },
    {
      name: 'followed a millisecond later',
      item: test,
      companions: next('2026-07-15T22:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'the next one is not due yet',
      item: test,
      asOf: '2026-07-15T21:59:59.999Z',
      trap: true,
      expect: 'pass',
    },
    { name: 'the next one is overdue', item: test, asOf: '2026-07-15T22:00:00Z', waits: true, expect: 'deviation' },
    {
      name: 'the next one is overdue, as far as a list tells that ends on the last day',
      item: test,
      unread: { others: ['2026-07-15T21:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-09-01T00:00:00Z',
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'the restore failed, and whether the next one is overdue was not read',
      item: { ...test, result: 'failure' },
      unread: { others: ['2026-07-15T21:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-09-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'followed late, and a day before that was not read',
      item: test,
      companions: next('2026-09-01T12:00:00Z'),
      unread: { others: ['2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z'] },
      expect: 'unknown',
    },
    {
      name: 'tested twice on one day, and never again',
      item: test,
      companions: { others: [test, { ...test, key: 'test/again' }] },
      expect: 'deviation',
    },
    {
      name: 'only tests before it',
      item: test,
      companions: next('2025-09-01T12:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'the restore failed',
      item: { ...test, result: 'failure' },
      asOf: '2026-02-01T12:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'nothing was compared',
      item: { ...test, integrityVerified: false },
      asOf: '2026-02-01T12:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'the source does not say whether anything was compared',
      item: { ...test, integrityVerified: undefined },
      asOf: '2026-02-01T12:00:00Z',
      expect: 'unknown',
    },
    {
      name: 'the source does not say what was restored, and half a year has gone by',
      item: { ...test, system: undefined },
      expect: 'unknown',
    },
  ],
});
