import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { HOUR } from '#/core/time/instant.ts';
import { type Moment, momentOf, onDay, plus } from '#/core/time/moment.ts';
import { notApplicable, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { eitherWay } from '#/checks/deadline.ts';
import { ALL_EMPLOYMENTS, employedAgain, OWNED, unlessEmployedAgain } from './employment.ts';
import { type Account, allRemoved } from './removal.ts';

const left = {
  employee: '1',
  startedOn: onDay('2024-01-08', 'Europe/Berlin'),
  endedOn: onDay('2026-03-03', 'Europe/Berlin'),
  departure: 'voluntary',
} as const;
const vanished = {
  ...left,
  reported: false,
  endedOn: momentOf('2026-01-20T12:00:00.001Z/2026-02-20T12:00:00Z'),
} as const;
const dismissed = { ...left, departure: 'involuntary', endedOn: momentOf('2026-03-03T12:00:00Z') } as const;
const active = { key: 'okta/ada', system: 'okta', kind: 'person', status: 'active', disabledAt: null } as const;
const disabled = (when: string) => ({ ...active, status: 'disabled', disabledAt: momentOf(when) }) as const;
const inTime = disabled('2026-03-04T09:00:00Z');
const back = (day: string) => ({ startedOn: onDay(day, 'Europe/Berlin'), endedOn: null });
const accounts = (...all: readonly Partial<Account>[]) => ({ accounts: all });
const gone = (when: string) => ({ ...active, reported: false, disabledAt: momentOf(when) });

export default defineCheck({
  id: 'people.leaver-access-removed',
  version: 1,
  title: "A leaver's accounts are disabled in time",
  prose:
    'An account that outlives its owner is the way back in that nobody watches. Every account of the person in every connected system counts, those excepted that the source calls service accounts: they are handed over, and need an owner who is here. Somebody employed again before the removal is due keeps their access; for somebody who came back later, an account that is open now does not show that it was not closed in between.',
  controls: ['access-termination'],
  terms: {
    'access-termination': [
      'disables|disabl|revo|remov|deactivat|withdraw|ends|ended|clos',
      'access|account',
      'departing|depart|leav|left|terminat|offboard|last day',
    ],
  },
  sentence: ({ businessDays, involuntaryHours }) =>
    `All accounts of a leaver, service accounts aside, are disabled by the end of business day ${businessDays} after their last day, or within ${counted(involuntaryHours, 'hour')} where the departure was involuntary, unless they are employed again by then.`,
  parameters: z.strictObject({ businessDays: z.int().min(0), involuntaryHours: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn', 'departure'],
  anchor: 'endedOn',
  companions: {
    accounts: companion('account', ['system', 'kind', 'status', 'createdAt', 'disabledAt'], OWNED),
    employments: companion('person', ['startedOn', 'endedOn'], ALL_EMPLOYMENTS),
  },
  judge({ startedOn, endedOn, departure }, { parameters, calendar, asOf, companions }) {
    if (endedOn === undefined) return unknown('the source does not say whether the person left');
    if (endedOn === null || endedOn.earliest > asOf)
      return notApplicable('has not left', endedOn === null ? undefined : endedOn.earliest);
    const removedBy = (deadline: Moment): Verdict => {
      const verdict = allRemoved(companions.accounts, { deadline, asOf, returned: null });
      if (verdict.outcome === 'pass') return verdict;
      const again = employedAgain({ startedOn, endedOn }, companions.employments);
      const due = unlessEmployedAgain(verdict, again, deadline);
      if (due.outcome === 'not-applicable' || again.from === null) return due;
      return again.from.earliest > asOf
        ? { ...due, until: Math.min(due.until, again.from.earliest) }
        : unlessEmployedAgain(
            allRemoved(companions.accounts, { deadline, asOf, returned: again.from }),
            again,
            deadline,
          );
    };
    const inDays = calendar.endOfBusinessDay(endedOn, parameters.businessDays);
    if (departure === 'voluntary') return removedBy(inDays);
    const inHours = plus(endedOn, parameters.involuntaryHours * HOUR);
    return departure === 'involuntary'
      ? removedBy(inHours)
      : eitherWay(removedBy(inDays), removedBy(inHours), 'the source does not say whose decision the departure was');
  },
  examples: [
    {
      name: 'disabled in the last millisecond of the next business day',
      item: left,
      companions: accounts(disabled('2026-03-04T22:59:59.999Z')),
      expect: 'pass',
    },
    {
      name: 'disabled a millisecond later',
      item: left,
      companions: accounts(disabled('2026-03-04T23:00:00Z')),
      expect: 'deviation',
    },
    {
      name: 'left on a Friday, disabled on Monday evening',
      item: { ...left, endedOn: onDay('2026-03-06', 'Europe/Berlin') },
      companions: accounts(disabled('2026-03-09T22:59:59.999Z')),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'one of two accounts is still open',
      item: left,
      companions: accounts(inTime, { ...active, system: 'github' }),
      expect: 'deviation',
    },
    {
      name: 'the removal is not due yet',
      item: left,
      companions: accounts(active),
      asOf: '2026-03-04T22:59:59.999Z',
      expect: 'pending',
    },
    { name: 'the removal is overdue', item: left, companions: accounts(active), expect: 'deviation' },
    {
      name: 'active, with a date at which it had once been disabled',
      item: left,
      companions: accounts({ ...active, disabledAt: momentOf('2025-01-01T00:00:00Z') }),
      expect: 'deviation',
    },
    {
      name: 'a service account is left to be handed over',
      item: left,
      companions: accounts(inTime, { ...active, system: 'aws', kind: 'service' }),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'the source does not say what kind of account is still open',
      item: left,
      companions: accounts({ ...active, kind: undefined }),
      expect: 'deviation',
    },
    {
      name: 'the source says that it is disabled, and not since when',
      item: left,
      companions: accounts({ ...active, status: 'disabled' }),
      expect: 'unknown',
    },
    {
      name: 'gone from its source some time before the deadline',
      item: left,
      companions: accounts(gone('2026-03-03T05:00:00Z/2026-03-04T05:00:00Z')),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'gone from its source some time around the deadline',
      item: left,
      companions: accounts(gone('2026-03-04T05:00:00Z/2026-03-05T05:00:00Z')),
      expect: 'unknown',
    },
    {
      name: 'gone from its source some time after the deadline',
      item: left,
      companions: accounts(gone('2026-03-05T05:00:00Z/2026-03-06T05:00:00Z')),
      expect: 'deviation',
    },
    { name: 'no account is known to be theirs', item: left, companions: {}, expect: 'unknown' },
    {
      name: 'involuntary, disabled after exactly 24 hours',
      item: dismissed,
      companions: accounts(disabled('2026-03-04T12:00:00Z')),
      expect: 'pass',
    },
    {
      name: 'involuntary, disabled a millisecond after 24 hours',
      item: dismissed,
      companions: accounts(disabled('2026-03-04T12:00:00.001Z')),
      expect: 'deviation',
    },
    {
      name: 'involuntary at an hour that nobody wrote down, disabled the day after',
      item: { ...left, departure: 'involuntary' },
      companions: accounts(disabled('2026-03-04T09:00:00Z')),
      expect: 'unknown',
    },
    {
      name: 'involuntary at an hour that nobody wrote down, disabled within 24 hours of the earliest',
      item: { ...left, departure: 'involuntary' },
      companions: accounts(disabled('2026-03-03T23:00:00Z')),
      expect: 'pass',
    },
    {
      name: 'of unsaid departure, in time for either limit',
      item: { ...left, departure: undefined },
      companions: accounts(disabled('2026-03-03T20:00:00Z')),
      expect: 'pass',
    },
    {
      name: 'of unsaid departure, in time for one limit only',
      item: { ...left, departure: null, endedOn: momentOf('2026-03-03T12:00:00Z') },
      companions: accounts(disabled('2026-03-04T13:00:00Z')),
      expect: 'unknown',
    },
    {
      name: 'hired again on the day on which the removal was due',
      item: left,
      companions: { ...accounts(active), employments: [left, back('2026-03-04')] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'hired again before the removal was due, and everything disabled all the same',
      item: left,
      companions: { ...accounts(inTime), employments: [left, back('2026-03-04')] },
      expect: 'pass',
    },
    {
      name: 'was an employee already when the contract ended',
      item: left,
      companions: { ...accounts(active), employments: [left, back('2026-02-01')] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'hired again on a day of which only the hours decide',
      item: dismissed,
      companions: { ...accounts(active), employments: [dismissed, back('2026-03-04')] },
      asOf: '2026-03-04T13:00:00Z',
      expect: 'unknown',
    },
    {
      name: 'a second record says the same end of the same employment',
      item: left,
      companions: { ...accounts(active), employments: [left, { ...left, key: 'payroll/1' }] },
      expect: 'deviation',
    },
    {
      name: 'hired again a month later, and the account is open again',
      item: left,
      companions: { ...accounts(active), employments: [left, back('2026-04-01')] },
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'hired again a month later, and a new account was made',
      item: left,
      companions: {
        accounts: [inTime, { ...active, system: 'github', createdAt: momentOf('2026-04-01T08:00:00Z') }],
        employments: [left, back('2026-04-01')],
      },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'hired again a month later, and the account was disabled late, but before that',
      item: left,
      companions: { ...accounts(disabled('2026-03-20T09:00:00Z')), employments: [left, back('2026-04-01')] },
      expect: 'deviation',
    },
    {
      name: 'gone from a whole list between two looks, and the removal is overdue from the last of them',
      item: { ...vanished, departure: null },
      companions: accounts(active),
      asOf: '2026-02-23T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'gone from a whole list between two looks, and the removal is overdue only if it was soon after the first',
      item: { ...vanished, departure: null },
      companions: accounts(active),
      asOf: '2026-02-22T12:00:00Z',
      expect: 'unknown',
    },
    {
      name: 'gone from a whole list between two looks, and disabled before the first',
      item: { ...vanished, departure: null },
      companions: accounts(disabled('2026-01-20T11:00:00Z')),
      expect: 'pass',
    },
    { name: 'still here', item: { ...left, endedOn: null }, companions: accounts(active), expect: 'not-applicable' },
    {
      name: 'leaves next week',
      item: left,
      companions: accounts(active),
      asOf: '2026-02-24T09:00:00Z',
      expect: 'not-applicable',
    },
    {
      name: 'the source does not say whether they left',
      item: { ...left, endedOn: undefined },
      expect: 'unknown',
    },
  ],
});
