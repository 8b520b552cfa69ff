import { z } from 'zod';
import { counted } from '#/core/grouped.ts';
import type { Item } from '#/core/populations/index.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { latestOf, type Moment, momentOf } from '#/core/time/moment.ts';
import { deviation, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { ifActive } from './account.ts';

const account = {
  status: 'active',
  createdAt: momentOf('2025-01-01T00:00:00Z'),
  lastUsedAt: momentOf('2026-03-03T09:00:00Z'),
} as const;
const parameters = { unusedMonths: 3 };
const inMay = '2026-05-15T00:00:00Z';
const key = (lastUsedAt: Moment | null | undefined) => ({ id: 'k1', active: true, rotatedAt: undefined, lastUsedAt });

export default defineCheck({
  id: 'access.no-dormant-account',
  version: 2,
  title: 'An account that nobody uses is disabled',
  prose:
    'An account that nobody misses is one whose theft nobody notices. It may stay unused for as long as the statement says; signing in and using one of its keys both are use. An account that was never used counts from the day on which it was made.',
  controls: ['authentication-standards'],
  terms: {
    'authentication-standards': ['account', 'user|person|owner|individual|employee'],
  },
  sentence: ({ unusedMonths }) => `No active account stays unused for longer than ${counted(unusedMonths, 'month')}.`,
  parameters: z.strictObject({ unusedMonths: z.int().min(1) }),
  population: 'account',
  reads: ['status', 'createdAt', 'lastUsedAt', 'keys'],
  anchor: 'validity',
  companions: {},
  judge(account, { parameters: { unusedMonths }, calendar, asOf }) {
    return ifActive(account.status, used(account, { months: unusedMonths, calendar, asOf }));
  },
  examples: [
    {
      name: 'unused since three months, to the end of the day',
      item: account,
      parameters,
      asOf: '2026-06-03T21:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'unused for a millisecond longer',
      item: account,
      parameters,
      asOf: '2026-06-03T22:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'never used, and made a year ago',
      item: { ...account, lastUsedAt: null },
      asOf: inMay,
      expect: 'deviation',
    },
    {
      name: 'never used, and made last week',
      item: { ...account, lastUsedAt: null, createdAt: momentOf('2026-05-08T00:00:00Z') },
      asOf: inMay,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'its key was used last week',
      item: {
        ...account,
        lastUsedAt: momentOf('2025-03-03T09:00:00Z'),
        keys: [key(null), key(momentOf('2026-05-08T00:00:00Z'))],
      },
      asOf: inMay,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'unused for long, and the source does not tell when its key was used',
      item: { ...account, keys: [key(undefined)] },
      expect: 'unknown',
    },
    {
      name: 'never used, and nobody knows since when it is there',
      item: { status: 'active', lastUsedAt: null },
      expect: 'unknown',
    },
    { name: 'the source does not tell use', item: { ...account, lastUsedAt: undefined }, expect: 'unknown' },
    { name: 'unused, and may be disabled', item: { ...account, status: undefined }, expect: 'unknown' },
    { name: 'disabled long ago', item: { ...account, status: 'disabled' }, trap: true, expect: 'not-applicable' },
  ],
});

type Account = Pick<Item<'account'>, 'createdAt' | 'lastUsedAt' | 'keys'>;

interface Period {
  readonly months: number;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

function used({ createdAt, lastUsedAt, keys = [] }: Account, { months, calendar, asOf }: Period): Verdict {
  const byKey = keys.map((key) => (key.active === false ? (key.lastUsedAt ?? null) : key.lastUsedAt));
  const uses = [lastUsedAt, ...byKey];
  const isAllSaid = !uses.includes(undefined);
  const last = latestOf(uses.filter((use) => use !== null && use !== undefined)) ?? (isAllSaid ? createdAt : undefined);
  if (last === undefined) return unknown('the source does not say since when nobody has used it');
  const deadline = calendar.endOfMonth(last, months);
  const verdict = comesAgain({ what: 'its next use', last, all: [], deadline, asOf });
  if (verdict.outcome !== 'deviation') return verdict;
  return isAllSaid
    ? deviation(`nobody has used it for more than ${counted(months, 'month')}`)
    : unknown('the source does not tell all uses of it');
}
