import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { acknowledgementsOf } from './acknowledgement.ts';
import { ALL_EMPLOYMENTS, OF_THE_PERSON } from './employment.ts';
import { doneOnJoining } from './joining.ts';

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const joined = { employee: '1', startedOn: berlin('2026-03-02'), endedOn: null } as const;
const signed = (when: string) => ({ kind: 'code-of-conduct', acknowledgedAt: momentOf(when) }) as const;
const parameters = { businessDays: 5 };

export default defineCheck({
  id: 'people.code-of-conduct-acknowledged',
  version: 2,
  title: 'Who joins acknowledges the code of conduct in time',
  prose:
    'Somebody can be held to rules that they were shown. Employees and contractors count alike. An acknowledgement before the first day counts, one of an earlier employment does not. Whether it was the version in force is not seen.',
  controls: ['code-of-conduct'],
  terms: {
    'code-of-conduct': ['code of conduct|conduct|code of ethics', 'acknowledges|acknowledg|sign|accept|confirm|agree'],
  },
  sentence: ({ businessDays }) =>
    `Each employee and contractor acknowledges the code of conduct by the end of business day ${businessDays} after their first day, unless they leave before.`,
  parameters: z.strictObject({ businessDays: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn'],
  anchor: 'startedOn',
  companions: {
    acknowledgements: companion('acknowledgement', ['kind', 'acknowledgedAt'], { ...OF_THE_PERSON, bounded: true }),
    employments: companion('person', ['startedOn', 'endedOn'], ALL_EMPLOYMENTS),
  },
  judge(employment, { parameters: { businessDays }, calendar, asOf, companions }) {
    return doneOnJoining({
      what: 'the acknowledgement of the code of conduct',
      done: acknowledgementsOf('code-of-conduct', companions.acknowledgements),
      employment,
      employments: () => companions.employments,
      deadline: calendar.endOfBusinessDay(employment.startedOn, businessDays),
      asOf,
      population: 'acknowledgement',
    });
  },
  examples: [
    {
      name: 'acknowledged in the last millisecond of the fifth business day',
      item: joined,
      companions: { acknowledgements: [signed('2026-03-09T22:59:59.999Z')] },
      parameters,
      expect: 'pass',
    },
    {
      name: 'acknowledged a millisecond later',
      item: joined,
      companions: { acknowledgements: [signed('2026-03-09T23:00:00Z')] },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'acknowledged before the first day',
      item: joined,
      companions: { acknowledgements: [signed('2026-02-20T09:00:00Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'acknowledged late for the second time',
      item: joined,
      companions: { acknowledgements: [signed('2026-06-01T09:00:00Z'), signed('2026-03-03T09:00:00Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'acknowledged only during an earlier employment',
      item: joined,
      companions: {
        acknowledgements: [signed('2024-01-08T09:00:00Z')],
        employments: [joined, { startedOn: berlin('2024-01-08'), endedOn: berlin('2025-01-31') }],
      },
      expect: 'deviation',
    },
    {
      name: 'acknowledged another document',
      item: joined,
      companions: { acknowledgements: [{ ...signed('2026-03-03T09:00:00Z'), kind: 'policy' }] },
      expect: 'deviation',
    },
    {
      name: 'acknowledged a document of unsaid kind',
      item: joined,
      companions: { acknowledgements: [{ ...signed('2026-03-03T09:00:00Z'), kind: undefined }] },
      expect: 'unknown',
    },
    { name: 'not due yet', item: joined, asOf: '2026-03-09T22:59:59.999Z', expect: 'pending' },
    { name: 'never acknowledged', item: joined, expect: 'deviation' },
    {
      name: 'never acknowledged, as far as a list tells that ends before the fifth business day does',
      item: joined,
      parameters,
      unread: { acknowledgements: ['2026-03-09T22:00:00Z', '2027-01-01T00:00:00Z'] },
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'never acknowledged, as far as a list tells that ends with the fifth business day',
      item: joined,
      parameters,
      unread: { acknowledgements: ['2026-03-09T23:00:00Z', '2027-01-01T00:00:00Z'] },
      expect: 'deviation',
    },
    {
      name: 'left after two days',
      item: { ...joined, endedOn: berlin('2026-03-04') },
      trap: true,
      expect: 'not-applicable',
    },
  ],
});
