import { z } from 'zod';
import { counted } from '#/core/grouped.ts';
import type { Item } from '#/core/populations/index.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { notApplicable, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { comesAgain } from '#/checks/recurrence.ts';
import { where } from '#/checks/scope.ts';

const key = (rotatedAt: Moment | null | undefined, active?: boolean) => ({
  id: 'AKIA1',
  active,
  rotatedAt,
  lastUsedAt: undefined,
});
const old = momentOf('2025-03-03T09:00:00Z');
const fresh = momentOf('2026-03-01T09:00:00Z');
const parameters = { accountKeyMonths: 12 };

export default defineCheck({
  id: 'access.keys-rotated',
  version: 2,
  title: 'A long-lived key is replaced before it is too old',
  prose:
    'A key is copied more often than anybody remembers; replacing it ends all copies at once. Only keys that open something count, those of machines included. Keys inside a key management service, and those of leavers, are judged elsewhere.',
  controls: ['key-management'],
  terms: {
    'key-management': ['keys|key', 'rotation|rotat|replac|renew'],
  },
  sentence: ({ accountKeyMonths }) =>
    `Each active key of an account was made or replaced within the last ${counted(accountKeyMonths, 'month')}.`,
  parameters: z.strictObject({ accountKeyMonths: z.int().min(1) }),
  population: 'account',
  reads: ['status', 'keys'],
  anchor: 'validity',
  companions: {},
  judge({ status, keys }, { parameters: { accountKeyMonths }, calendar, asOf }) {
    if (keys === undefined) return unknown('the source does not tell keys');
    const verdicts = keys.map((one) => {
      const active = one.active ?? (status === 'disabled' ? false : undefined);
      return where(active, young(one, { months: accountKeyMonths, calendar, asOf }), {
        no: 'its keys open nothing',
        unsaid: 'the source does not say whether its keys open anything',
      });
    });
    return worstOf(verdicts) ?? notApplicable('it has no long-lived keys');
  },
  examples: [
    {
      name: 'in the last millisecond of the twelfth month',
      item: { keys: [key(old, true)] },
      parameters,
      asOf: '2026-03-03T22:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'a millisecond later',
      item: { keys: [key(old, true)] },
      parameters,
      asOf: '2026-03-03T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'one of two is too old',
      item: { keys: [key(fresh, true), key(old, true)] },
      asOf: '2026-06-01T00:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'the old one is inactive',
      item: { keys: [key(fresh, true), key(old, false)] },
      asOf: '2026-06-01T00:00:00Z',
      trap: true,
      expect: 'pass',
    },
    {
      name: 'old, and nobody says whether it is active',
      item: { status: 'active', keys: [key(old)] },
      expect: 'unknown',
    },
    {
      name: 'old, the account disabled',
      item: { status: 'disabled', keys: [key(old)] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'old and active, the account disabled for people only',
      item: { status: 'disabled', keys: [key(old, true)] },
      expect: 'deviation',
    },
    {
      name: 'the source does not say since when it is there',
      item: { keys: [key(undefined, true)] },
      expect: 'unknown',
    },
    {
      name: 'never replaced, and nobody knows since when it is there',
      item: { keys: [key(null, true)] },
      expect: 'unknown',
    },
    {
      name: 'made on a day whose hours are elsewhere',
      item: { keys: [key(onDay('2025-03-03', 'America/New_York'), true)] },
      asOf: '2026-03-03T12:00:00Z',
      expect: 'pass',
    },
    { name: 'no keys', item: { keys: [] }, expect: 'not-applicable' },
    { name: 'the source does not tell keys', item: {}, expect: 'unknown' },
  ],
});

interface Limit {
  readonly months: number;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

function young(
  { id, rotatedAt }: NonNullable<Item<'account'>['keys']>[number],
  { months, calendar, asOf }: Limit,
): Verdict {
  if (rotatedAt === null || rotatedAt === undefined)
    return unknown(`the source does not say since when the key ${id} is there`);
  const deadline = calendar.endOfMonth(rotatedAt, months);
  return comesAgain({ what: `the replacement of the key ${id}`, last: rotatedAt, all: [], deadline, asOf });
}
