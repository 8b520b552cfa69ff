import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { at, latestOf, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { notApplicable, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { bestOf, doneBy, eitherWay } from '#/checks/deadline.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { OF_THE_PERSON } from './employment.ts';
import { isSecurityTraining } from './training.ts';

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const here = { employee: '1', startedOn: berlin('2024-01-08'), endedOn: null } as const;
const trained = (when: string) => ({ kind: 'security-awareness', completedAt: momentOf(when) }) as const;
const spring = [trained('2025-03-03T09:00:00Z')];
const parameters = { months: 12 };

export default defineCheck({
  id: 'people.trained-yearly',
  version: 3,
  title: 'Everybody here was trained in security not too long ago',
  prose:
    'What was learned once fades. The clock runs from the last training, one of an earlier employment included, or from the first day, whichever is later; for a leaver it stops with their last day. Whether a training is overdue now is seen; one that came late in the end is judged by the training before it. What the course taught is not seen.',
  controls: ['security-training-annual'],
  terms: {
    'security-training-annual': ['training|train', 'all|every|each|whole'],
  },
  sentence: ({ months }) =>
    `Everybody who is employed completed security awareness training within the last ${counted(months, 'month')}, or began within that time.`,
  parameters: z.strictObject({ months: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn'],
  anchor: 'validity',
  companions: { trainings: companion('training', ['kind', 'completedAt'], { ...OF_THE_PERSON, bounded: true }) },
  judge({ startedOn, endedOn }, { parameters: { months }, calendar, asOf, companions }) {
    if (startedOn.earliest > asOf) return notApplicable('has not begun', startedOn.earliest);
    const leaves = endedOn?.latest ?? NEVER;
    const judgedAt = (upTo: Instant, counts: readonly (boolean | undefined)[]): Verdict =>
      upToDate({
        trainings: companions.trainings
          .filter(({ kind }) => counts.includes(isSecurityTraining(kind)))
          .map(({ completedAt }) => completedAt),
        startedOn,
        dueAfter: (from) => calendar.endOfMonth(from, months),
        asOf: upTo,
        leaves: endedOn?.earliest ?? NEVER,
      });
    const known = judgedAt(Math.min(asOf, leaves), [true]);
    const verdict =
      known.outcome === 'deviation'
        ? eitherWay(
            judgedAt(Math.min(asOf, leaves), [true, undefined]), // first: the time that must have been read begins later
            known,
            'the source does not say whether a course was security training',
          )
        : known;
    if (asOf > leaves && verdict.outcome === 'pending') return notApplicable('they left before it was due');
    const until = asOf > leaves ? NEVER : Math.min(verdict.until, leaves + 1);
    if (verdict.outcome !== 'deviation' || endedOn === null) return { ...verdict, until };
    if (endedOn === undefined) return unknown('the source does not say whether they are still here', until);
    return endedOn.earliest < asOf && judgedAt(endedOn.earliest, [true]).outcome !== 'deviation'
      ? unknown('the source does not say whether they left before it was due', until)
      : { ...verdict, until };
  },
  examples: [
    {
      name: 'in the last millisecond of the twelfth month',
      item: here,
      companions: { trainings: spring },
      parameters,
      asOf: '2026-03-03T22:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'a millisecond later',
      item: here,
      companions: { trainings: spring },
      parameters,
      asOf: '2026-03-03T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'trained again',
      item: here,
      companions: { trainings: [...spring, trained('2026-02-02T09:00:00Z')] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'pass',
    },
    {
      name: 'never trained, eleven months after the first day',
      item: here,
      asOf: '2024-12-08T00:00:00Z',
      trap: true,
      expect: 'pending',
    },
    { name: 'never trained, after the first year', item: here, asOf: '2025-01-08T23:00:00Z', expect: 'deviation' },
    {
      name: 'took only another course this year',
      item: here,
      companions: { trainings: [...spring, { ...trained('2026-02-02T09:00:00Z'), kind: 'privacy' }] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'took a course of unsaid kind this year',
      item: here,
      companions: { trainings: [...spring, { ...trained('2026-02-02T09:00:00Z'), kind: undefined }] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'unknown',
    },
    {
      name: 'came back after years, a month ago',
      item: { ...here, startedOn: berlin('2026-05-04') },
      companions: { trainings: spring },
      asOf: '2026-06-01T00:00:00Z',
      trap: true,
      expect: 'pending',
    },
    {
      name: 'left on the last day on which it was not overdue, long ago',
      item: { ...here, endedOn: berlin('2026-03-03') },
      companions: { trainings: spring },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'left when it was overdue',
      item: { ...here, endedOn: berlin('2026-03-04') },
      companions: { trainings: spring },
      expect: 'deviation',
    },
    {
      name: 'gone from a whole list between two looks, and overdue only at the second',
      item: { ...here, endedOn: momentOf('2026-02-20T12:00:00.001Z/2026-03-20T12:00:00Z') },
      companions: { trainings: spring },
      expect: 'unknown',
    },
    {
      name: 'gone from a whole list between two looks, and overdue at both',
      item: { ...here, endedOn: momentOf('2026-03-04T12:00:00.001Z/2026-03-20T12:00:00Z') },
      companions: { trainings: spring },
      expect: 'deviation',
    },
    { name: 'left in the first year', item: { ...here, endedOn: berlin('2024-06-28') }, expect: 'not-applicable' },
    {
      name: 'overdue, and may have left',
      item: { ...here, endedOn: undefined },
      companions: { trainings: spring },
      expect: 'unknown',
    },
    {
      name: 'never trained again, and the last days of the twelfth month were not read',
      item: here,
      companions: { trainings: spring },
      unread: { trainings: ['2026-03-01T00:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-06-01T00:00:00Z',
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'never trained again, and nobody has read since the twelfth month was over',
      item: here,
      companions: { trainings: spring },
      unread: { trainings: ['2026-03-03T23:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'here for years, and the list begins less than twelve months ago',
      item: here,
      unread: { trainings: ['2000-01-01T00:00:00Z', '2025-06-10T00:00:00Z'] },
      asOf: '2026-06-10T21:59:59.999Z',
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'here for years, and never trained in the twelve months that were read',
      item: here,
      unread: { trainings: ['2000-01-01T00:00:00Z', '2025-06-10T00:00:00Z'] },
      asOf: '2026-06-10T22:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'left when it was overdue, and the twelve months before that were not read to the end',
      item: { ...here, endedOn: berlin('2026-03-04') },
      companions: { trainings: spring },
      unread: { trainings: ['2026-03-03T22:59:59.999Z', '2026-03-03T23:00:00Z'] },
      expect: 'unknown',
    },
    {
      name: 'never trained again, but for a course of unsaid kind after which nothing was read',
      item: here,
      companions: { trainings: [...spring, { kind: undefined, completedAt: momentOf('2026-08-03T09:00:00Z') }] },
      unread: { trainings: ['2026-08-04T00:00:00Z', '2030-01-01T00:00:00Z'] },
      asOf: '2027-12-01T00:00:00Z',
      expect: 'unknown',
    },
    { name: 'begins next month', item: here, asOf: '2023-12-08T00:00:00Z', expect: 'not-applicable' },
  ],
});

interface Trained {
  readonly trainings: readonly Moment[];
  readonly startedOn: Moment;
  readonly dueAfter: (from: Moment) => Moment;
  readonly asOf: Instant;
  /** From when, at the earliest, no training is due. */
  readonly leaves: Instant;
}

function upToDate({ trainings, startedOn, dueAfter, asOf, leaves }: Trained): Verdict {
  const what = 'the next training';
  const last = latestOf(trainings.filter(({ earliest }) => earliest <= asOf));
  const next = Math.min(...trainings.map(({ earliest }) => earliest).filter((earliest) => earliest > asOf));
  const first = doneBy({ what, done: null, deadline: dueAfter(startedOn), asOf });
  const again = last === null ? first : comesAgain({ what, last, all: [], deadline: dueAfter(last), asOf });
  const verdict = again.outcome === 'pass' ? again : (bestOf([first, again]) ?? first);
  const until = Math.min(verdict.until, next);
  if (verdict.outcome !== 'deviation') return { ...verdict, until };
  const from = Math.max(startedOn.latest, last?.latest ?? startedOn.latest);
  const absent = {
    population: 'training',
    from,
    to: leaves,
    dueAfter: (one: Instant) => dueAfter(at(one)).latest,
  } as const;
  return { ...verdict, until, absent };
}
