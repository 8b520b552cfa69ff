import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { momentOf } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { noLimit, orTargetTime } from '#/checks/requirement.ts';
import { among, ofKind } from '#/checks/scope.ts';

type Kind = NonNullable<Item<'deletion'>['kind']>;

interface DeletionsOf {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly prose: string;
  /** What the sentence begins with: "What a person asked to be deleted". */
  readonly what: string;
  /** Whose deviation it is when it was not done: what is said of one kind of duty must not be held against another. */
  readonly control: string;
  readonly terms: readonly string[];
}

/** The check that duties of one kind to delete or destroy something are done in time. */
export const deletionsOf = ({ id, kind, title, prose, what, control, terms }: DeletionsOf) =>
  defineCheck({
    id,
    version: 1,
    title,
    prose,
    controls: [control],
    terms: { [control]: terms },
    sentence: ({ days }) => `${what} is gone within ${orTargetTime(days, 'day')} after the duty began.`,
    parameters: z.strictObject({ days: z.int().min(0).nullable() }),
    population: 'deletion',
    reads: ['kind', 'dueFrom', 'completedAt'],
    anchor: 'dueFrom',
    companions: {},
    judge({ kind: said, dueFrom, completedAt: done }, { parameters: { days }, calendar, asOf }) {
      const inTime =
        days === null
          ? noLimit('a deletion')
          : doneBy({ what: 'the deletion', done, deadline: calendar.endOfDay(dueFrom, days), asOf });
      return ofKind(among(said, new Set<Kind>([kind])), inTime, {
        no: 'it is about something else',
        unsaid: 'the source does not say what it is about',
      });
    },
    examples: examplesOf(kind),
  });

const examplesOf = (kind: Kind) => {
  const duty = { kind, dueFrom: momentOf('2026-03-03T12:00:00Z') } as const;
  const open = { ...duty, completedAt: null } as const;
  const done = { ...duty, completedAt: momentOf('2026-04-02T21:59:59.999Z') } as const;
  const parameters = { days: 30 };
  return [
    { name: 'done in the last millisecond of the last day', item: done, parameters, expect: 'pass' },
    {
      name: 'done a millisecond later',
      item: { ...duty, completedAt: momentOf('2026-04-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    { name: 'open on the last day', item: open, parameters, asOf: '2026-04-02T21:59:59.999Z', expect: 'pending' },
    { name: 'open on the day after', item: open, parameters, asOf: '2026-04-02T22:00:00Z', expect: 'deviation' },
    { name: 'the source does not say', item: duty, parameters, expect: 'unknown' },
    { name: 'done, where the control states no time', item: done, parameters: { days: null }, expect: 'unknown' },
    {
      name: 'a duty to a customer, never done',
      item: { ...open, kind: 'customer' },
      parameters,
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'of unsaid kind, and done', item: { ...done, kind: undefined }, parameters, expect: 'unknown' },
    { name: 'of unsaid kind, and never done', item: { ...open, kind: undefined }, parameters, expect: 'unknown' },
  ] as const;
};
