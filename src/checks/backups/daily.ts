import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import type { Instant } from '#/core/time/instant.ts';
import { earliestOf, type Moment, momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';

const nightly = { system: 'orders', startedAt: momentOf('2026-03-03T01:00:00Z') } as const;
const next = (startedAt: string) => ({
  others: [{ startedAt: nightly.startedAt }, { key: 'test/next', startedAt: momentOf(startedAt) }],
});

export default defineCheck({
  id: 'backups.daily',
  version: 1,
  title: 'A backup of a system is followed by the next one of the same system in time',
  prose:
    'That the company made a backup today says nothing of the system that was left out of it. A gap is found with the backup before it, also when the one that follows fails: whether it does is judged with that one. After the last backup of a system nobody can tell here whether backups stopped or were not read since, so that is unknown; exclude it, and say why, where the system is gone. A system that was never backed up has no backup to judge: `configuration.backed-up` finds it where a scanner, or a list that is imported, names it.',
  controls: ['backups'],
  terms: {
    backups: ['backups|backup|backs up|back up|backed up', 'daily|day|hour|week|month|continuous'],
  },
  sentence: ({ days }) =>
    `After each backup the next one of the same system begins at most ${counted(days, 'calendar day')} later.`,
  parameters: z.strictObject({ days: z.int().min(1) }),
  population: 'backup',
  reads: ['system', 'startedAt'],
  anchor: 'startedAt',
  companions: {
    others: companion('backup', ['startedAt'], {
      by: 'system',
      of: (backup: { readonly system: string }) => backup.system,
      back: 'system',
    }),
  },
  judge({ startedAt }, { parameters: { days }, calendar, asOf, companions }) {
    const following = companions.others
      .map((other) => other.startedAt)
      .filter((other) => notAfter(other, startedAt) === 'no');
    return followed(earliestOf(following), calendar.endOfDay(startedAt, days), asOf);
  },
  examples: [
    {
      name: 'followed at the last instant of the next day',
      item: nightly,
      companions: next('2026-03-04T22:59:59.999Z'),
      expect: 'pass',
    },
    {
      name: 'followed a millisecond after the next day',
      item: nightly,
      companions: next('2026-03-04T23:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'followed a millisecond after the next day, where two may pass',
      item: nightly,
      parameters: { days: 2 },
      companions: next('2026-03-04T23:00:00Z'),
      expect: 'pass',
    },
    {
      name: 'followed on the same day, by one that another day is without',
      item: nightly,
      companions: next('2026-03-03T12:00:00Z'),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'only others before it, and the next day is not over',
      item: nightly,
      companions: next('2026-03-02T01:00:00Z'),
      asOf: '2026-03-04T22:59:59.999Z',
      waits: true,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'the next day is over, and nothing later was read',
      item: nightly,
      asOf: '2026-03-04T23:00:00Z',
      expect: 'unknown',
    },
    {
      name: 'the next one is on a day of another zone',
      item: nightly,
      companions: { others: [{ startedAt: onDay('2026-03-04', 'America/Los_Angeles') }] },
      expect: 'unknown',
    },
  ],
});

function followed(next: Moment | null, deadline: Moment, asOf: Instant): Verdict {
  const what = 'the next backup of the system';
  const verdict = doneBy({ what, done: next, deadline, asOf });
  if (verdict.outcome === 'pending') return pass(verdict.until);
  const isRead = next !== null && next.earliest <= asOf;
  return isRead || verdict.outcome !== 'deviation'
    ? verdict
    : unknown('no later backup of the system was read: they stopped, or nothing was read since', verdict.until);
}
