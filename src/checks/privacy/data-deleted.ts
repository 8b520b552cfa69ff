import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { momentOf } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { noLimit, orTargetTime } from '#/checks/requirement.ts';
import { among, ofKind } from '#/checks/scope.ts';

type Kind = NonNullable<Item<'deletion'>['kind']>;
const CUSTOMER: ReadonlySet<Kind> = new Set(['customer']);

const left = { kind: 'customer', dueFrom: momentOf('2026-03-03T12:00:00Z') } as const;
const deleted = { ...left, completedAt: momentOf('2026-04-02T21:59:59.999Z') } as const;
const parameters = { days: 30 };

export default defineCheck({
  id: 'privacy.data-deleted',
  version: 2,
  title: 'The data of a customer who left is deleted in time',
  prose:
    'A former customer has every reason to ask what is still there. It judges the duties that are on record: a customer who left and for whom nobody opened one is not seen, nor are copies in backups and at vendors.',
  controls: ['customer-data-deletion'],
  terms: {
    'customer-data-deletion': [
      'deletes|delet|eras|destroy',
      'customer|client',
      'leaves|leav|left|terminat|ends|end of',
    ],
  },
  sentence: ({ days }) =>
    `The data of each customer is deleted or returned within ${orTargetTime(days, 'day')} after the end of the contract.`,
  parameters: z.strictObject({ days: z.int().min(0).nullable() }),
  population: 'deletion',
  reads: ['kind', 'dueFrom', 'completedAt'],
  anchor: 'dueFrom',
  companions: {},
  judge({ kind, dueFrom, completedAt }, { parameters: { days }, calendar, asOf }) {
    const inTime =
      days === null
        ? noLimit('a deletion')
        : doneBy({
            what: 'the deletion',
            done: completedAt,
            deadline: calendar.endOfDay(dueFrom, days),
            asOf,
          });
    return ofKind(among(kind, CUSTOMER), inTime, {
      no: 'it is not about the data of a customer',
      unsaid: 'the source does not say whether it is about the data of a customer',
    });
  },
  examples: [
    { name: 'deleted in the last millisecond of the last day', item: deleted, parameters, expect: 'pass' },
    {
      name: 'deleted a millisecond later',
      item: { ...left, completedAt: momentOf('2026-04-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'not deleted, on the last day',
      item: { ...left, completedAt: null },
      parameters,
      asOf: '2026-04-02T21:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'not deleted, on the day after',
      item: { ...left, completedAt: null },
      parameters,
      asOf: '2026-04-02T22:00:00Z',
      expect: 'deviation',
    },
    { name: 'the source does not say', item: left, parameters, expect: 'unknown' },
    { name: 'deleted, where the control states no time', item: deleted, expect: 'unknown' },
    {
      name: 'a medium that was not destroyed',
      item: { ...left, kind: 'medium', completedAt: null },
      parameters,
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, and never done',
      item: { ...left, kind: undefined, completedAt: null },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'of unsaid kind, and done in time',
      item: { ...deleted, kind: undefined },
      parameters,
      expect: 'unknown',
    },
  ],
});
