import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { notApplicable, unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { ALL_EMPLOYMENTS, employedAgain, unlessEmployedAgain } from './employment.ts';

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const left = { employee: '1', startedOn: berlin('2024-01-08'), endedOn: berlin('2026-03-03') } as const;
const returned = (when: string) => ({ ...left, deviceReturnedOn: momentOf(when) });
const kept = { ...left, deviceReturnedOn: null } as const;
const parameters = { days: 14 };

export default defineCheck({
  id: 'people.devices-returned',
  version: 1,
  title: "A leaver's devices are returned or wiped in time",
  prose:
    'What a laptop holds leaves with it. The HR system says when the devices of a leaver were back or wiped; which devices those were, and badges and tokens, are not seen. Somebody employed again before the return is due keeps them.',
  controls: ['device-return'],
  terms: {
    'device-return': [
      'devices|device|laptop|equipment|hardware',
      'recovers|recover|return|collect|wipe|retriev|hand',
      'departing|depart|leav|left|terminat|offboard|last day',
    ],
  },
  sentence: ({ days }) =>
    `The devices of a leaver are returned or wiped by the end of day ${days} after their last, unless they are employed again by then.`,
  parameters: z.strictObject({ days: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn', 'deviceReturnedOn'],
  anchor: 'endedOn',
  companions: { employments: companion('person', ['startedOn', 'endedOn'], ALL_EMPLOYMENTS) },
  judge({ startedOn, endedOn, deviceReturnedOn: done }, { parameters: { days }, calendar, asOf, companions }) {
    if (endedOn === undefined) return unknown('the source does not say whether the person left');
    if (endedOn === null) return notApplicable('has not left');
    if (endedOn.earliest > asOf) return notApplicable('has not left yet', endedOn.earliest);
    const deadline = calendar.endOfDay(endedOn, days);
    const verdict = doneBy({ what: 'the return of their devices', done, deadline, asOf });
    if (verdict.outcome === 'pass') return verdict;
    return unlessEmployedAgain(verdict, employedAgain({ startedOn, endedOn }, companions.employments), deadline);
  },
  examples: [
    {
      name: 'returned in the last millisecond of day 14',
      item: returned('2026-03-17T22:59:59.999Z'),
      parameters,
      expect: 'pass',
    },
    { name: 'returned a millisecond later', item: returned('2026-03-17T23:00:00Z'), parameters, expect: 'deviation' },
    { name: 'returned before the last day', item: returned('2026-02-20T09:00:00Z'), expect: 'pass' },
    { name: 'not returned', item: kept, expect: 'deviation' },
    { name: 'not due yet', item: kept, asOf: '2026-03-17T22:59:59.999Z', expect: 'pending' },
    {
      name: 'hired again on the last day for the return',
      item: kept,
      companions: { employments: [kept, { startedOn: berlin('2026-03-17'), endedOn: null }] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'hired again the day after',
      item: kept,
      companions: { employments: [kept, { startedOn: berlin('2026-03-18'), endedOn: null }] },
      expect: 'deviation',
    },
    {
      name: 'under another contract of which the source does not say whether it ended',
      item: kept,
      companions: { employments: [kept, { startedOn: berlin('2025-01-01'), endedOn: undefined }] },
      expect: 'unknown',
    },
    { name: 'the source does not tell returns', item: left, expect: 'unknown' },
    { name: 'the source does not say whether they left', item: { ...left, endedOn: undefined }, expect: 'unknown' },
    { name: 'still here', item: { ...kept, endedOn: null }, expect: 'not-applicable' },
    { name: 'leaves next week', item: kept, asOf: '2026-02-24T00:00:00Z', expect: 'not-applicable' },
  ],
});
