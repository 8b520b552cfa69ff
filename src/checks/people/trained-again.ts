import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { type Actor, person, unresolved } from '#/core/actor.ts';
import { NEVER } from '#/core/time/instant.ts';
import { earliestOf, latestOf, type Moment, momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { notApplicable, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { eitherWay, worstOf } from '#/checks/deadline.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { where } from '#/checks/scope.ts';
import { type Employment, unlessGone } from './employment.ts';
import { isSecurityTraining } from './training.ts';

const ADA = person('employee:1');
const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const trained = (when: string) => ({ kind: 'security-awareness', completedAt: momentOf(when) }) as const;
const first = { person: ADA, ...trained('2024-11-04T09:00:00Z') } as const;
const here = { startedOn: berlin('2020-01-01'), endedOn: null } as const;
const parameters = { months: 12 };
const beside = (next: readonly ReturnType<typeof trained>[], ...employments: readonly Employment[]) => ({
  trainings: [trained('2024-11-04T09:00:00Z'), ...next],
  employments: employments.length === 0 ? [here] : employments,
});

export default defineCheck({
  id: 'people.trained-again',
  version: 2,
  title: 'After a security training the next one comes in time',
  prose:
    'A training that came late in the end still came late. Of each security training it is judged whether the next one of the same person came in time; the window in which it was overdue counts it. Where none came yet, whether one is overdue is judged with the person. The time to the first training is that of whoever joins. What the course taught is not seen.',
  controls: ['security-training-annual'],
  terms: {
    'security-training-annual': ['training|train', 'all|every|each|whole'],
  },
  sentence: ({ months }) =>
    `A security awareness training is followed by the next within ${counted(months, 'month')}, or within ${counted(months, 'month')} of the first day of a later employment, unless the person leaves before.`,
  parameters: z.strictObject({ months: z.int().min(0) }),
  population: 'training',
  reads: ['person', 'kind', 'completedAt'],
  anchor: 'completedAt',
  companions: {
    trainings: companion('training', ['kind', 'completedAt'], {
      by: 'person',
      of: ({ person: who }: { readonly person: Actor }) => who,
      back: 'person',
      bounded: true,
    }),
    employments: companion('person', ['startedOn', 'endedOn'], {
      by: 'employee',
      of: ({ person: who }: { readonly person: Actor }) => who,
      back: 'person',
    }),
  },
  judge({ person: who, kind, completedAt: last }, { parameters: { months }, calendar, asOf, companions }) {
    const otherwise = { no: 'another course', unsaid: 'the source does not say whether it was security training' };
    const wanted = isSecurityTraining(kind);
    if (wanted === false) return notApplicable(otherwise.no);
    if (who.kind === 'bot') return notApplicable('completed by a machine');
    if (who.kind !== 'person')
      return where(wanted, unknown('who completed it is not known to be a person of the company'), otherwise);
    const nextOf = (counts: readonly (boolean | undefined)[]): Moment | null =>
      earliestOf(
        companions.trainings
          .filter((other) => counts.includes(isSecurityTraining(other.kind)))
          .map(({ completedAt }) => completedAt)
          .filter((other) => notAfter(other, last) === 'no'),
      );
    const following = { last, employments: companions.employments, asOf };
    const dueAfter = (from: Moment): Moment => calendar.endOfMonth(from, months);
    const known = followed({ ...following, next: nextOf([true]), dueAfter });
    if (known.outcome !== 'deviation') return where(wanted, known, otherwise);
    const atBest = followed({ ...following, next: nextOf([true, undefined]), dueAfter });
    const verdict = eitherWay(
      known,
      atBest,
      'the source does not say whether a course in between was security training',
    );
    return where(wanted, { ...verdict, ...(known.holds === undefined ? {} : { holds: known.holds }) }, otherwise);
  },
  examples: [
    {
      name: 'again in the last millisecond of the twelfth month',
      item: first,
      companions: beside([trained('2025-11-04T22:59:59.999Z')]),
      parameters,
      expect: 'pass',
    },
    {
      name: 'again a millisecond later',
      item: first,
      companions: beside([trained('2025-11-04T23:00:00Z')]),
      parameters,
      expect: 'deviation',
    },
    {
      name: 'again seven months late, and in time after that',
      item: first,
      companions: beside([trained('2026-06-01T09:00:00Z'), trained('2027-05-03T09:00:00Z')]),
      expect: 'deviation',
    },
    {
      name: 'again on a day of which the hour does not matter',
      item: first,
      companions: beside([{ ...trained('2026-01-01T00:00:00Z'), completedAt: berlin('2025-11-04') }]),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'again some time around the last day',
      item: first,
      companions: beside([{ ...first, completedAt: momentOf('2025-11-04T12:00:00Z/2025-11-05T12:00:00Z') }]),
      expect: 'unknown',
    },
    {
      name: 'none since: that is judged with the person',
      item: first,
      companions: beside([]),
      expect: 'not-applicable',
    },
    {
      name: 'the next is planned, and late',
      item: first,
      companions: beside([trained('2026-06-01T09:00:00Z')]),
      asOf: '2026-05-01T00:00:00Z',
      expect: 'not-applicable',
    },
    {
      name: 'only another course in between',
      item: first,
      companions: beside([
        { ...trained('2025-09-01T09:00:00Z'), kind: 'privacy' } as never,
        trained('2026-06-01T09:00:00Z'),
      ]),
      expect: 'deviation',
    },
    {
      name: 'a course of unsaid kind in between',
      item: first,
      companions: beside([
        { ...trained('2025-09-01T09:00:00Z'), kind: undefined } as never,
        trained('2026-06-01T09:00:00Z'),
      ]),
      expect: 'unknown',
    },
    {
      name: 'left on the last day on which it was in time, and came back',
      item: first,
      companions: beside(
        [trained('2026-06-01T09:00:00Z')],
        { ...here, endedOn: berlin('2025-11-04') },
        { startedOn: berlin('2026-05-04'), endedOn: null },
      ),
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'left when it was overdue, and came back',
      item: first,
      companions: beside(
        [trained('2026-06-01T09:00:00Z')],
        { ...here, endedOn: berlin('2025-11-05') },
        { startedOn: berlin('2026-05-04'), endedOn: null },
      ),
      expect: 'deviation',
    },
    {
      name: 'trained before the first day, and again within twelve months of it',
      item: first,
      companions: beside([trained('2025-12-01T09:00:00Z')], { startedOn: berlin('2024-12-02'), endedOn: null }),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'late, and a day on which another would have been in time was not read',
      item: first,
      companions: beside([trained('2026-06-01T09:00:00Z')]),
      unread: { trainings: ['2025-11-03T23:00:00Z', '2025-11-04T23:00:00Z'] },
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'late, and only days on which another would have been late were not read',
      item: first,
      companions: beside([trained('2026-06-01T09:00:00Z')]),
      unread: { trainings: ['2025-11-04T23:00:00Z', '2026-05-01T00:00:00Z'] },
      expect: 'deviation',
    },
    {
      name: 'late in two employments, and read to the end of the time of the first',
      item: first,
      companions: beside([trained('2027-06-01T09:00:00Z')], { startedOn: berlin('2025-10-01'), endedOn: null }, here),
      unread: { trainings: ['2025-12-01T00:00:00Z', '2027-01-01T00:00:00Z'] },
      expect: 'deviation',
    },
    {
      name: 'late, and may have left before',
      item: first,
      companions: beside([trained('2026-06-01T09:00:00Z')], { ...here, endedOn: undefined }),
      expect: 'unknown',
    },
    {
      name: 'late, and no employment is known',
      item: first,
      companions: { trainings: [first, trained('2026-06-01T09:00:00Z')] },
      expect: 'unknown',
    },
    {
      name: 'of unsaid kind, and followed late',
      item: { ...first, kind: undefined },
      companions: beside([trained('2026-06-01T09:00:00Z')]),
      expect: 'unknown',
    },
    {
      name: 'another course, followed late',
      item: { ...first, kind: 'privacy' },
      companions: beside([trained('2026-06-01T09:00:00Z')]),
      expect: 'not-applicable',
    },
    {
      name: 'of somebody whom nobody knows',
      item: { ...first, person: unresolved('lms:zed') },
      expect: 'unknown',
    },
  ],
});

interface Followed {
  readonly last: Moment;
  readonly next: Moment | null;
  readonly employments: readonly Employment[];
  readonly dueAfter: (from: Moment) => Moment;
  readonly asOf: number;
}

/** Did the next come in time, in every employment in which it was due? It speaks of the time in which it was overdue. */
function followed({ last, next, employments, dueAfter, asOf }: Followed): Verdict {
  if (next === null || next.earliest > asOf)
    return notApplicable('no later one: whether it is overdue is judged with the person', next?.earliest);
  const what = 'the next training';
  const comes = (deadline: Moment): Verdict =>
    comesAgain({ what, last, all: [next], deadline, asOf, population: 'training' });
  // the first that was due comes first: what was read by then is enough to say that it came late
  const due = employments
    .filter(({ startedOn }) => startedOn.earliest <= dueAfter(last).latest)
    .toSorted((a, b) => a.startedOn.latest - b.startedOn.latest);
  const verdicts = due.map((employment) => {
    const deadline = dueAfter(latestOf([last, employment.startedOn]) ?? last);
    const verdict = unlessGone(comes(deadline), employment, deadline);
    const ended = employment.endedOn?.latest ?? NEVER;
    return {
      ...verdict,
      holds: { from: deadline.earliest + 1, to: Math.max(deadline.earliest + 1, Math.min(next.latest, ended)) },
    };
  });
  const verdict = worstOf(verdicts) ?? comes(dueAfter(last));
  if (verdict.outcome === 'pass' || verdict.outcome === 'not-applicable')
    return { ...verdict, holds: { from: last.earliest, to: next.latest } };
  if (due.length > 0 || verdict.outcome !== 'deviation') return verdict;
  return unknown('no employment in which it was due is known', verdict.until);
}
