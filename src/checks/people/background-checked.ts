import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { among, where } from '#/checks/scope.ts';
import { ACCESS, doneBeforeAccess } from './first-access.ts';

type Kind = 'employee' | 'contractor';
const EMPLOYEES: ReadonlySet<Kind> = new Set(['employee']);

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const joined = { employee: '1', kind: 'employee', startedOn: berlin('2026-03-02') } as const;
const checked = (when: string) => ({ ...joined, backgroundCheckedOn: momentOf(when) });
const never = { ...joined, backgroundCheckedOn: null } as const;
const account = { kind: 'person', createdAt: momentOf('2026-03-02T08:00:00Z') } as const;
const accounts = [account];

export default defineCheck({
  id: 'people.background-checked',
  version: 1,
  title: "An employee's background check is completed before they are given access",
  prose:
    'Trust is checked before it is given, not after. Access begins with the first account that the person uses alone, or the first grant, and not with the first day; only where a source does not say when an account was made, a check that was completed by the first day is taken to be in time. What the check found, and what local law allows, is not seen.',
  controls: ['background-checks'],
  terms: {
    'background-checks': [
      'background check|background|screening|vetting|reference check',
      'before|prior to|until|ahead of|without',
      'access',
    ],
  },
  sentence: () => "Each employee's background check is completed before their first access begins.",
  parameters: z.strictObject({}),
  population: 'person',
  reads: ['employee', 'kind', 'startedOn', 'backgroundCheckedOn'],
  anchor: 'startedOn',
  companions: ACCESS,
  judge({ kind, startedOn, backgroundCheckedOn: done }, { asOf, companions }) {
    return where(
      among(kind, EMPLOYEES),
      doneBeforeAccess({ what: 'the background check', done, startedOn, asOf }, companions),
      { no: 'a contractor', unsaid: 'the source does not say whether they are an employee' },
    );
  },
  examples: [
    {
      name: 'completed at the instant at which the first account was made',
      item: checked('2026-03-02T08:00:00Z'),
      companions: { accounts },
      expect: 'pass',
    },
    {
      name: 'completed a millisecond after the first account was made',
      item: checked('2026-03-02T08:00:00.001Z'),
      companions: { accounts },
      expect: 'deviation',
    },
    {
      name: 'completed a week after the first day, and before any access',
      item: checked('2026-03-09T08:00:00Z'),
      companions: { accounts: [{ ...account, createdAt: momentOf('2026-03-10T08:00:00Z') }] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'completed before the account, and after a grant',
      item: checked('2026-03-02T08:00:00Z'),
      companions: { accounts, grants: [{ grantedAt: momentOf('2026-03-01T08:00:00Z') }] },
      expect: 'deviation',
    },
    {
      name: 'completed on the day on which the account was made',
      item: { ...joined, backgroundCheckedOn: berlin('2026-03-02') },
      companions: { accounts },
      expect: 'unknown',
    },
    { name: 'not completed, and given access', item: never, companions: { accounts }, expect: 'deviation' },
    {
      name: 'not completed, and given access that nobody dated',
      item: never,
      companions: { accounts: [{ kind: 'person' }] },
      expect: 'deviation',
    },
    { name: 'not completed, and without access so far', item: never, expect: 'pending' },
    {
      name: 'completed by the first day, the account without a date',
      item: checked('2026-03-02T22:59:59.999Z'),
      companions: { accounts: [{ kind: 'person' }] },
      expect: 'pass',
    },
    {
      name: 'completed after the first day, the account without a date',
      item: checked('2026-03-02T23:00:00Z'),
      companions: { accounts: [{ kind: 'person' }] },
      expect: 'unknown',
    },
    {
      name: 'completed after the first day, and no access is known',
      item: checked('2026-03-02T23:00:00Z'),
      expect: 'unknown',
    },
    {
      name: 'owns a service account that is older than the employment',
      item: checked('2026-02-20T08:00:00Z'),
      companions: { accounts: [account, { kind: 'service', createdAt: momentOf('2020-01-01T00:00:00Z') }] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'came back, with an account of the earlier employment',
      item: checked('2026-02-20T08:00:00Z'),
      companions: {
        accounts: [{ ...account, createdAt: momentOf('2020-01-02T08:00:00Z') }],
        employments: [joined, { startedOn: berlin('2020-01-01'), endedOn: berlin('2024-12-31') }],
      },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'came back unchecked, with an account of the earlier employment',
      item: never,
      companions: {
        accounts: [{ ...account, createdAt: momentOf('2020-01-02T08:00:00Z') }],
        employments: [joined, { startedOn: berlin('2020-01-01'), endedOn: berlin('2024-12-31') }],
      },
      expect: 'unknown',
    },
    { name: 'the source does not tell checks', item: joined, companions: { accounts }, expect: 'unknown' },
    {
      name: 'a contractor without a check',
      item: { ...never, kind: 'contractor' },
      companions: { accounts },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, and without a check',
      item: { ...never, kind: undefined },
      companions: { accounts },
      expect: 'unknown',
    },
  ],
});
