import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import { pending, stillOpen, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { among, ofKind } from '#/checks/scope.ts';

type Meeting = Pick<Item<'meeting'>, 'heldAt' | 'minutes' | 'minutesAt'>;
type Kind = NonNullable<Item<'meeting'>['kind']>;

interface MinutesOf {
  readonly id: string;
  readonly version: number;
  readonly kind: Kind;
  /** As it stands in a sentence, without an article. */
  readonly called: string;
  /** Whose deviation it is when there are none: what is said of one kind of meeting must not be held against another. */
  readonly control: string;
  readonly terms: readonly string[];
}

/** The check that meetings of one kind have minutes. */
export const minutesOf = ({ id, version, kind, called, control, terms }: MinutesOf) =>
  defineCheck({
    id,
    version,
    title: `There are minutes of a ${called}`,
    prose:
      'A meeting without minutes did not happen, as far as anybody else can tell. A word such as "no" or "yes" where their place should stand leads nowhere, so it shows nothing. The statement gives them no time, so they are missing from the moment at which the meeting was held until they are there. What they say, and who was there, is for a reader to judge.',
    controls: [control],
    terms: { [control]: terms },
    sentence: () => `There are minutes of each ${called}.`,
    parameters: z.strictObject({}),
    population: 'meeting',
    reads: ['kind', 'heldAt', 'minutes', 'minutesAt'],
    anchor: 'heldAt',
    companions: {},
    judge: (meeting, { asOf }) =>
      ofKind(among(meeting.kind, new Set<Kind>([kind])), kept(meeting, asOf), {
        no: `it is no ${called}`,
        unsaid: 'the source does not say what the meeting was for',
      }),
    examples: examplesOf(kind),
  });

/** Words that answer whether there are minutes, or nothing at all, where it is asked where they are. */
const NO_PLACE: ReadonlySet<string> = new Set(
  '- – — ? 0 1 n/a na #n/a none no n yes y x true false null nil tbd todo unknown missing pending'.split(' '),
);

function kept({ heldAt, minutes, minutesAt }: Meeting, asOf: Instant): Verdict {
  if (heldAt.earliest > asOf) return pending('it has not been held yet', heldAt.earliest);
  if (typeof minutes === 'string' && NO_PLACE.has(minutes.trim().toLowerCase()))
    return unknown('the source has a word where the place of the minutes should stand, so nobody can find them by it');
  const evidence = minutes === undefined ? minutesAt : minutes;
  const verdict = required(
    evidence === undefined ? undefined : evidence !== null,
    'there are no minutes of it',
    'the source does not say whether there are minutes of it',
  );
  return verdict.outcome === 'deviation' ? stillOpen(verdict) : verdict;
}

const examplesOf = (kind: Kind) => {
  const meeting = { kind, heldAt: momentOf('2026-03-03T12:00:00Z') } as const;
  return [
    { name: 'a meeting with minutes', item: { ...meeting, minutes: 'wiki/1' }, expect: 'pass' },
    {
      name: 'a meeting of which it is only known when the minutes were written',
      item: { ...meeting, minutesAt: momentOf('2026-03-05T12:00:00Z') },
      expect: 'pass',
    },
    { name: 'the word "no" for a place', item: { ...meeting, minutes: 'No' }, expect: 'unknown' },
    {
      name: 'a sign for a place, with a date of minutes',
      item: { ...meeting, minutes: '-', minutesAt: momentOf('2026-03-05T12:00:00Z') },
      expect: 'unknown',
    },
    { name: 'no minutes', item: { ...meeting, minutes: null }, expect: 'deviation' },
    { name: 'no minutes were written', item: { ...meeting, minutesAt: null }, expect: 'deviation' },
    {
      name: 'no minutes at the instant before it is held',
      item: { ...meeting, minutes: null },
      asOf: '2026-03-03T11:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'no minutes at the instant at which it is held',
      item: { ...meeting, minutes: null },
      asOf: '2026-03-03T12:00:00Z',
      expect: 'deviation',
    },
    { name: 'the source does not say', item: meeting, expect: 'unknown' },
    {
      name: 'another meeting without minutes',
      item: { ...meeting, kind: 'other', minutes: null },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a meeting of unsaid kind with minutes',
      item: { ...meeting, kind: undefined, minutes: 'wiki/1' },
      expect: 'unknown',
    },
    {
      name: 'a meeting of unsaid kind that is still to be held',
      item: { ...meeting, kind: undefined, minutes: null },
      asOf: '2026-03-03T11:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'a meeting of unsaid kind without minutes',
      item: { ...meeting, kind: undefined, minutes: null },
      expect: 'unknown',
    },
  ] as const;
};
