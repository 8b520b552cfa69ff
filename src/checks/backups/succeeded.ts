import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { HOUR, type Instant, NEVER } from '#/core/time/instant.ts';
import { between, type Moment, momentOf, notAfter, onDay, plus } from '#/core/time/moment.ts';
import { deviation, pass, pending, stillOpen, unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { completedAt, outcomeOf } from './outcome.ts';

const nightly = { startedAt: momentOf('2026-03-03T01:00:00Z'), result: 'success', error: null } as const;
const failed = { ...nightly, result: 'failure', error: 'no space left' } as const;
const rerun = (from: string, to: string) => ({
  others: [{ ...nightly, key: 'test/other', startedAt: momentOf(from), endedAt: momentOf(to) }],
});

export default defineCheck({
  id: 'backups.succeeded',
  version: 2,
  title: 'A backup succeeds, or another of the same system takes its place within the day',
  prose:
    'A copy that was never made is found missing on the day it is needed. A failure is made good by any other backup of the system that was complete on the same calendar day, or at most so many hours after the failed one began as the statement of the control says. It judges the runs that the tool lists: a day without any run, and a system without any backup, are not seen here.',
  controls: ['backups'],
  terms: {
    backups: ['backups|backup|backs up|back up|backed up', 'failures|fail|error|succe'],
  },
  sentence: ({ hours }) =>
    `Each backup succeeds without an error, or another backup of the same system is complete on the same calendar day or within ${counted(hours, 'hour')} of its beginning.`,
  parameters: z.strictObject({ hours: z.int().min(0) }),
  population: 'backup',
  reads: ['system', 'startedAt', 'result', 'error'],
  anchor: 'startedAt',
  companions: {
    others: companion('backup', ['startedAt', 'endedAt', 'result', 'error'], {
      by: 'system',
      of: (backup: { readonly system: string }) => backup.system,
      back: 'system',
    }),
  },
  judge(backup, { parameters: { hours }, calendar, asOf, companions }) {
    const outcome = outcomeOf(backup);
    if (outcome === 'success') return pass();
    const before = calendar.endOfDay(backup.startedAt, -1);
    const deadline = later(calendar.endOfDay(backup.startedAt, 0), plus(backup.startedAt, hours * HOUR));
    const copies = companions.others
      .filter((other) => outcomeOf(other) === 'success')
      .map((other) => completedAt(other));
    const { answer, until } = anyWithin({ after: before, by: deadline, asOf }, copies);
    if (answer === 'yes') return pass();
    if (outcome === 'running') return pending('it is still running', until);
    if (outcome === 'unsaid') return unknown('the source does not say how it ended', until);
    if (answer === 'unclear')
      return unknown('whether another took its place depends on an hour that the source does not say', until);
    if (asOf > deadline.latest) {
      const late = deviation('it failed, and no other took its place in time', until);
      const isSince = copies.some((copy) => copy.earliest <= asOf && notAfter(copy, deadline) === 'no');
      return isSince ? late : stillOpen(late);
    }
    return asOf <= deadline.earliest
      ? pending('it failed; another can still take its place', Math.min(until, deadline.earliest + 1))
      : stillOpen(
          unknown(
            'whether another can still take its place depends on an hour that the source does not say',
            Math.min(until, deadline.latest + 1),
          ),
        );
  },
  examples: [
    ...['none', '-', '0', ' No error ', ''].map((error) => ({
      name: `a success whose error is "${error}"`,
      item: { ...nightly, error },
      expect: 'pass' as const,
    })),
    { name: 'a success that names an error', item: { ...nightly, error: '0x80070070' }, expect: 'deviation' },
    { name: 'succeeded', item: nightly, expect: 'pass' },
    { name: 'failed, and nothing followed', item: failed, expect: 'deviation' },
    {
      name: 'failed, and made good at the last instant',
      item: failed,
      companions: rerun('2026-03-04T00:30:00Z', '2026-03-04T01:00:00Z'),
      expect: 'pass',
    },
    {
      name: 'failed, and made good a millisecond too late',
      item: failed,
      companions: rerun('2026-03-04T00:30:00Z', '2026-03-04T01:00:00.001Z'),
      expect: 'deviation',
    },
    {
      name: 'failed, and made good at the last instant of a longer time',
      item: failed,
      parameters: { hours: 48 },
      companions: rerun('2026-03-05T00:30:00Z', '2026-03-05T01:00:00Z'),
      expect: 'pass',
    },
    {
      name: 'failed, and made good on the same day, where the time is shorter',
      item: failed,
      parameters: { hours: 1 },
      companions: rerun('2026-03-03T21:00:00Z', '2026-03-03T22:59:59.999Z'),
      expect: 'pass',
    },
    {
      name: 'failed, after another had succeeded in the first millisecond of the same day',
      item: failed,
      companions: rerun('2026-03-02T22:30:00Z', '2026-03-02T23:00:00Z'),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'failed, after another had succeeded in the last millisecond of the day before',
      item: failed,
      companions: rerun('2026-03-02T22:30:00Z', '2026-03-02T22:59:59.999Z'),
      expect: 'deviation',
    },
    {
      name: 'failed, and the next regular one began in time and ended too late',
      item: failed,
      companions: rerun('2026-03-04T01:00:00Z', '2026-03-04T02:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'failed, and made good by one that carries an error',
      item: failed,
      companions: { others: [{ ...nightly, error: 'one file could not be read' }] },
      expect: 'deviation',
    },
    {
      name: 'called a success, and carries an error',
      item: { ...nightly, error: 'one file could not be read' },
      expect: 'deviation',
    },
    {
      name: 'failed just now',
      item: failed,
      asOf: '2026-03-04T01:00:00Z',
      expect: 'pending',
    },
    { name: 'running', item: { ...nightly, result: 'running' }, expect: 'pending' },
    {
      name: 'called running for years, and made good',
      item: { ...nightly, result: 'running' },
      companions: rerun('2026-03-03T12:00:00Z', '2026-03-03T13:00:00Z'),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'the source does not say how it ended',
      item: { ...nightly, result: undefined },
      expect: 'unknown',
    },
    {
      name: 'failed at an hour that nobody knows, and another a day and a half after its day began',
      item: { ...failed, startedAt: onDay('2026-03-03', 'Europe/Berlin') },
      companions: rerun('2026-03-04T10:00:00Z', '2026-03-04T11:00:00Z'),
      expect: 'unknown',
    },
  ],
});

interface Span {
  /** The last instant that is too early. */
  readonly after: Moment;
  /** The last instant that is in time. */
  readonly by: Moment;
  readonly asOf: Instant;
}

/** Did one of these happen in the span? With the next instant at which one that is still to come will have. */
function anyWithin({ after, by, asOf }: Span, moments: readonly Moment[]) {
  let answer: 'yes' | 'no' | 'unclear' = 'no';
  let until: Instant = NEVER;
  for (const moment of moments) {
    if (moment.earliest > asOf) until = Math.min(until, moment.earliest);
    else {
      const early = notAfter(moment, after);
      const inTime = notAfter(moment, by);
      if (early === 'no' && inTime === 'yes') return { answer: 'yes', until } as const;
      if (early !== 'yes' && inTime !== 'no') answer = 'unclear';
    }
  }
  return { answer, until } as const;
}

const later = (a: Moment, b: Moment): Moment => between(Math.max(a.earliest, b.earliest), Math.max(a.latest, b.latest));
