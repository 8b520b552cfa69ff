import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { ALL_EMPLOYMENTS, OF_THE_PERSON } from './employment.ts';
import { doneOnJoining } from './joining.ts';
import { isSecurityTraining } from './training.ts';

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const joined = { employee: '1', startedOn: berlin('2026-03-02'), endedOn: null } as const;
const trained = (when: string) => ({ kind: 'security-awareness', completedAt: momentOf(when) }) as const;
const parameters = { days: 30 };

export default defineCheck({
  id: 'people.trained-on-hire',
  version: 2,
  title: 'Who joins is trained in security in time',
  prose:
    'The first weeks are when people learn what is normal here. Everybody counts, because no record tells who will never have access to a system. A training before the first day counts, one of an earlier employment does not: who comes back is new again. What the course taught is not seen.',
  controls: ['security-training-onboarding'],
  terms: {
    'security-training-onboarding': ['training|train', 'new|join|hire|onboard|starter|start'],
  },
  sentence: ({ days }) =>
    `Each employee and contractor completes security awareness training by the end of day ${days} after their first, unless they leave before.`,
  parameters: z.strictObject({ days: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn'],
  anchor: 'startedOn',
  companions: {
    trainings: companion('training', ['kind', 'completedAt'], { ...OF_THE_PERSON, bounded: true }),
    employments: companion('person', ['startedOn', 'endedOn'], ALL_EMPLOYMENTS),
  },
  judge(employment, { parameters: { days }, calendar, asOf, companions }) {
    return doneOnJoining({
      what: 'security awareness training',
      done: companions.trainings.map(({ kind, completedAt: at }) => ({ at, wanted: isSecurityTraining(kind) })),
      employment,
      employments: () => companions.employments,
      deadline: calendar.endOfDay(employment.startedOn, days),
      asOf,
      population: 'training',
    });
  },
  examples: [
    {
      name: 'trained in the last millisecond of day 30',
      item: joined,
      companions: { trainings: [trained('2026-04-01T21:59:59.999Z')] },
      parameters,
      expect: 'pass',
    },
    {
      name: 'trained a millisecond later',
      item: joined,
      companions: { trainings: [trained('2026-04-01T22:00:00Z')] },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'trained late, and on time before that',
      item: joined,
      companions: { trainings: [trained('2026-05-01T09:00:00Z'), trained('2026-03-09T09:00:00Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'trained the week before the first day',
      item: joined,
      companions: { trainings: [trained('2026-02-24T09:00:00Z')], employments: [joined] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'trained only during an earlier employment',
      item: joined,
      companions: {
        trainings: [trained('2024-05-06T09:00:00Z')],
        employments: [joined, { startedOn: berlin('2024-01-08'), endedOn: berlin('2025-01-31') }],
      },
      expect: 'deviation',
    },
    {
      name: 'trained before an earlier employment may have ended',
      item: joined,
      companions: {
        trainings: [trained('2026-02-24T09:00:00Z')],
        employments: [joined, { startedOn: berlin('2024-01-08'), endedOn: undefined }],
      },
      expect: 'unknown',
    },
    {
      name: 'took another course',
      item: joined,
      companions: { trainings: [{ ...trained('2026-03-09T09:00:00Z'), kind: 'role-based' }] },
      expect: 'deviation',
    },
    {
      name: 'took a course of unsaid kind',
      item: joined,
      companions: { trainings: [{ ...trained('2026-03-09T09:00:00Z'), kind: undefined }] },
      expect: 'unknown',
    },
    {
      name: 'began between two days, and was trained a month later',
      item: { ...joined, startedOn: momentOf('2026-03-01T22:00:00Z/2026-03-02T23:30:00Z') },
      companions: { trainings: [trained('2026-04-01T12:00:00Z')] },
      expect: 'unknown',
    },
    { name: 'not due yet', item: joined, asOf: '2026-04-01T21:59:59.999Z', expect: 'pending' },
    { name: 'never trained', item: joined, expect: 'deviation' },
    {
      name: 'left after a week',
      item: { ...joined, endedOn: berlin('2026-03-09') },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'never trained, as far as a list tells that begins after the first day',
      item: joined,
      unread: { trainings: ['2020-01-01T00:00:00Z', '2026-03-01T23:00:00.001Z'] },
      expect: 'unknown',
    },
    {
      name: 'never trained, as far as a list tells that begins with the first day',
      item: joined,
      unread: { trainings: ['2020-01-01T00:00:00Z', '2026-03-01T23:00:00Z'] },
      expect: 'deviation',
    },
    {
      name: 'never trained, as far as a list tells that ends on day 30',
      item: joined,
      parameters,
      unread: { trainings: ['2026-04-01T21:59:59.999Z', '2027-01-01T00:00:00Z'] },
      expect: 'unknown',
    },
    {
      name: 'never trained, as far as a list tells that ends with day 30',
      item: joined,
      parameters,
      unread: { trainings: ['2026-04-01T22:00:00Z', '2027-01-01T00:00:00Z'] },
      expect: 'deviation',
    },
    {
      name: 'trained late, and a day in between was not read',
      item: joined,
      companions: { trainings: [trained('2026-05-01T09:00:00Z')] },
      unread: { trainings: ['2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z'] },
      trap: true,
      expect: 'unknown',
    },
    { name: 'never trained, and may have left', item: { ...joined, endedOn: undefined }, expect: 'unknown' },
  ],
});
