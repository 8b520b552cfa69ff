import { z } from 'zod';
import { type Actor, person } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { earliestOf, type Moment, momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { unsure } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { unlessAllGone } from './employment.ts';

type Move = Pick<Item<'role-change'>, 'changedOn' | 'accessReviewedOn'>;

/** An adjustment before the day of a change belongs to an earlier one. */
const adjustedTo = ({ changedOn, accessReviewedOn }: Move): Move['accessReviewedOn'] =>
  accessReviewedOn && accessReviewedOn.latest < changedOn.earliest ? null : accessReviewedOn;

/** What lists say of the same change, whichever of them it is that tells of it. */
function saidOf({ changedOn: { earliest, latest } }: Move, all: readonly Move[]): readonly Moment[] {
  const same = all.filter(({ changedOn }) => changedOn.earliest <= latest && changedOn.latest >= earliest);
  return same.map(adjustedTo).filter((each) => each !== null && each !== undefined);
}

/**
 * When access was first adjusted since a change: to it, or to a later one. A source that is silent on an adjustment
 * that may have come in time leaves it open.
 */
function adjustedSince(
  own: Move['accessReviewedOn'],
  later: readonly Move[],
  deadline: Moment,
): Move['accessReviewedOn'] {
  if (own === undefined) return undefined;
  const first = earliestOf([own, ...later.map(adjustedTo)].filter((each) => each !== null && each !== undefined));
  if (first !== null && notAfter(first, deadline) === 'yes') return first;
  const mayBe = later.some((each) => adjustedTo(each) === undefined && each.changedOn.earliest <= deadline.latest);
  return mayBe ? undefined : first;
}

const moved = { person: person('employee:1'), changedOn: onDay('2026-03-02', 'Europe/Berlin') } as const;
const missed = { ...moved, accessReviewedOn: null } as const;
const adjusted = (when: string) => ({ ...moved, accessReviewedOn: momentOf(when) });
const since = { startedOn: onDay('2020-01-07', 'Europe/Berlin') };
const here = { employments: [{ ...since, endedOn: null }] };
const until = (day: string) => ({ employments: [{ ...since, endedOn: onDay(day, 'Europe/Berlin') }] });
const again = (day: string, accessReviewedOn: Move['accessReviewedOn']) => ({
  ...here,
  moves: [missed, { changedOn: onDay(day, 'Europe/Berlin'), accessReviewedOn }],
});
const ofThem = { of: ({ person: of }: { readonly person: Actor }) => of, back: 'person' } as const;
const parameters = { businessDays: 5 };

export default defineCheck({
  id: 'people.mover-access-adjusted',
  version: 3,
  title: 'Access is adjusted in time when somebody changes role',
  prose:
    'Rights pile up when people move and nobody takes the old ones away. Each change of role is judged by itself, also when another followed; an adjustment before its day belongs to an earlier one. Where several lists tell of it and do not agree, it is unknown. A list of people names the last change only, so that two between two readings are seen as one. What was taken away or kept is not seen.',
  controls: ['access-transfers'],
  terms: {
    'access-transfers': [
      'adjusts|adjust|review|chang|updat|correct',
      'access|account',
      'role|position|job|transfer|department|team',
    ],
  },
  sentence: ({ businessDays }) =>
    `Access is reviewed and adjusted by the end of business day ${businessDays} after a person changes role, unless they leave before.`,
  parameters: z.strictObject({ businessDays: z.int().min(0) }),
  population: 'role-change',
  reads: ['person', 'changedOn', 'accessReviewedOn'],
  anchor: 'changedOn',
  companions: {
    moves: companion('role-change', ['changedOn', 'accessReviewedOn'], { by: 'person', ...ofThem }),
    employments: companion('person', ['startedOn', 'endedOn'], { by: 'employee', ...ofThem }),
  },
  judge(move, { parameters: { businessDays }, calendar, asOf, companions }) {
    const deadline = calendar.endOfBusinessDay(move.changedOn, businessDays);
    const said = earliestOf(saidOf(move, companions.moves));
    const own = adjustedTo(move) === undefined ? (said ?? undefined) : adjustedTo(move);
    const later = companions.moves.filter(({ changedOn }) => changedOn.earliest > move.changedOn.latest);
    const done = adjustedSince(own, later, deadline);
    const isOfLater = own === null && done !== null;
    const what = `the adjustment of their access${isOfLater ? ', to a later change of role only,' : ''}`;
    const verdict = doneBy({ what, done, deadline, asOf });
    if (verdict.outcome === 'pass') return verdict;
    const isDisputed = verdict.outcome === 'deviation' && said !== null && notAfter(said, deadline) !== 'no';
    const known = isDisputed ? unsure(verdict, 'another list says that their access was adjusted in time') : verdict;
    return unlessAllGone(known, companions.employments, deadline);
  },
  examples: [
    {
      name: 'adjusted in the last millisecond of the fifth business day',
      item: adjusted('2026-03-09T22:59:59.999Z'),
      parameters,
      expect: 'pass',
    },
    {
      name: 'adjusted a millisecond later',
      item: adjusted('2026-03-09T23:00:00Z'),
      companions: here,
      parameters,
      expect: 'deviation',
    },
    {
      name: 'adjusted on the day of the change',
      item: { ...moved, accessReviewedOn: onDay('2026-03-02', 'Europe/Berlin') },
      expect: 'pass',
    },
    {
      name: 'adjusted only to an earlier change, until the last millisecond before this one',
      item: adjusted('2026-03-01T22:59:59.999Z'),
      companions: here,
      expect: 'deviation',
    },
    { name: 'not adjusted', item: missed, companions: here, expect: 'deviation' },
    {
      name: 'not adjusted by one list of the same people, and in time by another',
      item: missed,
      companions: { ...here, moves: [missed, adjusted('2026-03-05T09:00:00Z')] },
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'late by one list of the same people, and in time by another',
      item: adjusted('2026-03-20T09:00:00Z'),
      companions: { ...here, moves: [adjusted('2026-03-20T09:00:00Z'), adjusted('2026-03-05T09:00:00Z')] },
      expect: 'unknown',
    },
    {
      name: 'one list does not tell adjustments, and by another it was in time',
      item: moved,
      companions: { ...here, moves: [moved, adjusted('2026-03-05T09:00:00Z')] },
      expect: 'pass',
    },
    {
      name: 'one list does not tell adjustments, and by another it was late',
      item: moved,
      companions: { ...here, moves: [moved, adjusted('2026-03-20T09:00:00Z')] },
      expect: 'deviation',
    },
    {
      name: 'adjusted on one of several days, by what the list named at different times',
      item: { ...moved, accessReviewedOn: momentOf('2026-03-03T00:00:00Z/2026-03-20T00:00:00Z') },
      companions: here,
      expect: 'unknown',
    },
    {
      name: 'not adjusted yet, on the last day',
      item: missed,
      companions: here,
      asOf: '2026-03-09T22:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'missed, and adjusted to the next change in time',
      item: missed,
      companions: again('2026-06-01', onDay('2026-06-03', 'Europe/Berlin')),
      expect: 'deviation',
    },
    {
      name: 'missed, and the next change was missed, too',
      item: missed,
      companions: again('2026-06-01', null),
      expect: 'deviation',
    },
    {
      name: 'changed role again before it was due, and adjusted by then',
      item: missed,
      companions: again('2026-03-05', onDay('2026-03-09', 'Europe/Berlin')),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'adjusted late, though in time for the next change',
      item: adjusted('2026-03-20T09:00:00Z'),
      companions: again('2026-03-10', onDay('2026-03-11', 'Europe/Berlin')),
      expect: 'deviation',
    },
    {
      name: 'changed role again before it was due, and the source does not tell adjustments any more',
      item: missed,
      companions: again('2026-03-05', undefined),
      expect: 'unknown',
    },
    {
      name: 'left on the day on which it was due',
      item: missed,
      companions: until('2026-03-09'),
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'left a day later', item: missed, companions: until('2026-03-10'), expect: 'deviation' },
    {
      name: 'left before it was due, and was employed again by then',
      item: missed,
      companions: {
        employments: [
          ...until('2026-03-03').employments,
          { startedOn: onDay('2026-03-04', 'Europe/Berlin'), endedOn: null },
        ],
      },
      expect: 'deviation',
    },
    {
      name: 'left before it was due, by one of two lists of the same employment',
      item: missed,
      companions: { employments: [...here.employments, ...until('2026-03-09').employments] },
      expect: 'not-applicable',
    },
    {
      name: 'no list of people says whether they left',
      item: missed,
      companions: { employments: [{ ...since, endedOn: undefined }] },
      expect: 'unknown',
    },
    { name: 'nobody knows who they are in a list of people', item: missed, expect: 'unknown' },
    { name: 'the source does not tell adjustments', item: moved, companions: here, expect: 'unknown' },
    {
      name: 'changes role next month',
      item: missed,
      companions: here,
      asOf: '2026-02-02T00:00:00Z',
      expect: 'pending',
    },
  ],
});
