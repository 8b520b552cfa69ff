import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { between, earliestOf, type Moment, momentOf, notAfter } from '#/core/time/moment.ts';
import { deviation, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { doneBy, worstOf } from '#/checks/deadline.ts';

const decidedAt = momentOf('2026-03-06T12:00:00Z');
const startedAt = momentOf('2026-03-02T09:00:00Z');
const begun = { system: 'okta', startedAt, accounts: 2, privilegedIncluded: true, revocations: [] } as const;
const review = { ...begun, completedAt: decidedAt, decided: 2 } as const;
const revoked = (doneAt: Moment | null | undefined) => ({ account: 'okta/ada', decidedAt, doneAt });
const others = (day: string, privilegedIncluded: boolean | undefined) => ({
  others: [{ key: 'test/other', startedAt: momentOf(day), privilegedIncluded }],
});
const undated = (doneAt: string) => ({ account: 'okta/ada', decidedAt: undefined, doneAt: momentOf(doneAt) });
const parameters = { months: 3, revocationBusinessDays: 10 };

export default defineCheck({
  id: 'access.review-completed',
  version: 3,
  title: 'A review of access decides on every account, and what it takes away ends in time',
  prose:
    'A review that was begun has shown nothing yet. It is due before the next one would begin; every account on its list is decided on, and each revocation is carried out. Privileged access may be reviewed apart. Whether the list was complete, whether a reviewer decided on their own access, and whether a system had no review at all is not seen in a single review.',
  controls: ['access-review-quarterly'],
  terms: {
    'access-review-quarterly': [
      'reviews|review|recertif',
      'access|account',
      'privileged|privileg|administrat',
      'revocations|revo|remov|disabl|withdraw',
    ],
  },
  sentence: ({ months, revocationBusinessDays }) =>
    `Each review of access is completed within ${months} months of its start with a decision on every account, each revocation is carried out by the end of business day ${revocationBusinessDays} after its decision, and privileged access is covered by it, or by another review of the same system that begins no more than half of that time before or after it.`,
  parameters: z.strictObject({ months: z.int().min(1), revocationBusinessDays: z.int().min(0) }),
  population: 'access-review',
  reads: ['system', 'startedAt', 'completedAt', 'accounts', 'decided', 'privilegedIncluded', 'revocations'],
  anchor: 'startedAt',
  companions: {
    others: companion('access-review', ['startedAt', 'privilegedIncluded'], {
      by: 'system',
      of: ({ system }: { readonly system: string | undefined }) => system,
      back: 'system',
    }),
  },
  judge(review, { parameters: { months, revocationBusinessDays }, calendar, asOf, companions }) {
    const { startedAt, completedAt: done, revocations } = review;
    const completed = doneBy({
      what: 'the review',
      done,
      deadline: calendar.endOfMonth(startedAt, months),
      asOf,
      since: startedAt,
    });
    const isOver = done !== undefined && done !== null && done.earliest <= asOf;
    const carriedOut =
      revocations === undefined
        ? [unknown('the source does not tell what access it took away')]
        : revocations.map((one) => ended(one, { review, days: revocationBusinessDays, calendar, asOf }));
    const privileged = privilegedOf(review, companions.others, { months, calendar, asOf });
    return worstOf([completed, ...(isOver ? [allDecided(review)] : []), privileged, ...carriedOut]) ?? completed;
  },
  examples: [
    { name: 'every account decided on', item: review, expect: 'pass' },
    {
      name: 'completed a millisecond before it began',
      item: { ...review, completedAt: momentOf('2026-03-02T08:59:59.999Z') },
      expect: 'unknown',
    },
    {
      name: 'privileged access left out',
      item: { ...review, privilegedIncluded: false },
      expect: 'deviation',
    },
    {
      name: 'privileged access left out, in the last millisecond in which it may be reviewed apart',
      item: { ...review, privilegedIncluded: false },
      parameters,
      asOf: '2026-04-16T21:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'privileged access reviewed apart a month before',
      item: { ...review, privilegedIncluded: false },
      companions: others('2026-02-02T09:00:00Z', true),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'privileged access reviewed only in the next quarter',
      item: { ...review, privilegedIncluded: false },
      companions: others('2026-06-02T09:00:00Z', true),
      expect: 'deviation',
    },
    {
      name: 'privileged access left out, and nobody says whether another review had it',
      item: { ...review, privilegedIncluded: false },
      companions: others('2026-03-09T09:00:00Z', undefined),
      expect: 'unknown',
    },
    {
      name: 'privileged access left out of nobody knows which system',
      item: { ...review, system: undefined, privilegedIncluded: false },
      expect: 'unknown',
    },
    {
      name: 'the source does not say whether privileged access was covered',
      item: { ...review, privilegedIncluded: undefined },
      expect: 'unknown',
    },
    {
      name: 'completed in the last millisecond before the next one',
      item: { ...review, completedAt: momentOf('2026-06-02T21:59:59.999Z') },
      parameters,
      expect: 'pass',
    },
    {
      name: 'completed a millisecond later',
      item: { ...review, completedAt: momentOf('2026-06-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'still open, and not due',
      item: { ...begun, completedAt: null },
      asOf: '2026-06-02T21:59:59.999Z',
      expect: 'pending',
    },
    { name: 'never completed', item: { ...begun, completedAt: null }, expect: 'deviation' },
    { name: 'one of two accounts decided on', item: { ...review, decided: 1 }, expect: 'deviation' },
    { name: 'no account to decide on', item: { ...review, accounts: 0, decided: 0 }, expect: 'unknown' },
    { name: 'more decisions than accounts', item: { ...review, decided: 3 }, expect: 'unknown' },
    { name: 'the source does not count decisions', item: { ...review, decided: undefined }, expect: 'unknown' },
    {
      name: 'revoked in the last millisecond of the tenth business day',
      item: { ...review, revocations: [revoked(momentOf('2026-03-20T22:59:59.999Z'))] },
      parameters,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'revoked a millisecond later',
      item: { ...review, revocations: [revoked(momentOf('2026-03-20T23:00:00Z'))] },
      parameters,
      expect: 'deviation',
    },
    { name: 'revoked never', item: { ...review, revocations: [revoked(null)] }, expect: 'deviation' },
    {
      name: 'not revoked yet',
      item: { ...review, revocations: [revoked(null)] },
      asOf: '2026-03-20T22:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'the source does not tell when it was revoked',
      item: { ...review, revocations: [revoked(undefined)] },
      expect: 'unknown',
    },
    {
      name: 'decided some time in the review, revoked in time for its start',
      item: { ...review, revocations: [undated('2026-03-16T22:59:59.999Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'decided some time in the review, revoked in time for its end only',
      item: { ...review, revocations: [undated('2026-03-20T22:59:59.999Z')] },
      expect: 'unknown',
    },
    {
      name: 'decided some time in the review, revoked too late for its end',
      item: { ...review, revocations: [undated('2026-03-20T23:00:00Z')] },
      expect: 'deviation',
    },
    {
      name: 'decided some time in a review that is still open',
      item: { ...begun, completedAt: null, revocations: [undated('2026-03-09T09:00:00Z')] },
      asOf: '2026-04-01T00:00:00Z',
      expect: 'unknown',
    },
    { name: 'the source does not tell revocations', item: { ...review, revocations: undefined }, expect: 'unknown' },
    {
      name: 'the source does not tell whether it was completed',
      item: { ...review, completedAt: undefined },
      expect: 'unknown',
    },
  ],
});

type Review = Pick<
  Item<'access-review'>,
  'system' | 'startedAt' | 'completedAt' | 'accounts' | 'decided' | 'privilegedIncluded' | 'revocations'
>;

interface Period {
  readonly months: number;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/** Days of half a month, as months of a period are counted. */
const HALF_MONTH = 15;

/** It covered privileged access, or another review of the system did that belongs to the same period. */
function privilegedOf(
  { system, startedAt, privilegedIncluded: included }: Review,
  others: readonly Pick<Review, 'startedAt' | 'privilegedIncluded'>[],
  { months, calendar, asOf }: Period,
): Verdict {
  if (included === undefined) return unknown('the source does not say whether it covered privileged access');
  if (included) return pass();
  if (system === undefined)
    return unknown('it left out privileged access, and the source does not say of which system');
  const untilOf = (from: Moment): Moment => calendar.endOfDay(from, months * HALF_MONTH);
  const deadline = untilOf(startedAt);
  const near = others.filter(
    (other) => other.startedAt.earliest <= deadline.latest && untilOf(other.startedAt).latest >= startedAt.earliest,
  );
  if (near.some((other) => other.privilegedIncluded === true)) return pass();
  if (near.some((other) => other.privilegedIncluded === undefined))
    return unknown(
      'it left out privileged access, and the source does not say whether another review of the system had it',
    );
  const after = others.filter(
    ({ startedAt: at, ...other }) => other.privilegedIncluded && notAfter(at, deadline) === 'no',
  );
  const done = earliestOf(after.map((other) => other.startedAt));
  return doneBy({ what: 'a review of privileged access to the same system', done, deadline, asOf });
}

function allDecided({ accounts, decided }: Review): Verdict {
  if (accounts === undefined || decided === undefined)
    return unknown('the source does not say how many accounts there were, and how many were decided on');
  if (accounts === 0) return unknown('there was no account on its list');
  if (decided > accounts) return unknown(`the source counts ${decided} decisions on ${accounts} accounts`);
  return decided === accounts ? pass() : deviation(`${accounts - decided} of ${accounts} accounts were not decided on`);
}

interface Limit {
  readonly review: Review;
  readonly days: number;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

function ended(
  { account, decidedAt, doneAt: done }: NonNullable<Review['revocations']>[number],
  { review, days, calendar, asOf }: Limit,
): Verdict {
  const decided = decidedAt ?? decidedDuring(review);
  if (decided === null)
    return unknown(`the source does not say when it was decided that the access of ${account} ends`);
  const deadline = calendar.endOfBusinessDay(decided, days);
  return doneBy({ what: `the end of the access of ${account}`, done, deadline, asOf });
}

/** A decision falls between the start of its review and the end; null while it has none. */
const decidedDuring = ({ startedAt, completedAt }: Review): Moment | null =>
  completedAt === null || completedAt === undefined || completedAt.latest < startedAt.earliest
    ? null
    : between(startedAt.earliest, completedAt.latest);
