import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import { pending, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { among, where } from '#/checks/scope.ts';

type Meeting = Pick<Item<'meeting'>, 'heldAt' | 'minutes' | 'minutesAt'>;
type Kind = NonNullable<Item<'meeting'>['kind']>;
const GOVERNING: ReadonlySet<Kind> = new Set<Kind>(['security-steering', 'board']);

const steering = {
  kind: 'security-steering',
  heldAt: momentOf('2026-03-03T12:00:00Z'),
} as const;

export default defineCheck({
  id: 'meetings.minutes-kept',
  version: 1,
  title: 'There are minutes of a steering or board meeting',
  prose:
    'A meeting without minutes did not happen, as far as anybody else can tell. Neither statement gives them time, so they are missing from the moment at which the meeting was held until they are there. What they say, and who was there, is for a reader to judge.',
  controls: ['security-steering-meeting', 'board-oversight'],
  terms: {
    'security-steering-meeting': ['meeting|meet|committee|council', 'records|record|minut|written|writ'],
    'board-oversight': ['board', 'briefed|brief|inform|report|meet|minut'],
  },
  sentence: () => 'There are minutes of each security steering meeting and of each board meeting.',
  parameters: z.strictObject({}),
  population: 'meeting',
  reads: ['kind', 'heldAt', 'minutes', 'minutesAt'],
  anchor: 'heldAt',
  companions: {},
  judge: (meeting, { asOf }) =>
    where(among(meeting.kind, GOVERNING), kept(meeting, asOf), {
      no: 'it is neither a security steering nor a board meeting',
      unsaid: 'the source does not say what the meeting was for',
    }),
  examples: [
    { name: 'a steering meeting with minutes', item: { ...steering, minutes: 'wiki/1' }, expect: 'pass' },
    {
      name: 'a board meeting of which it is only known when the minutes were written',
      item: { ...steering, kind: 'board', minutesAt: momentOf('2026-03-05T12:00:00Z') },
      expect: 'pass',
    },
    { name: 'no minutes', item: { ...steering, minutes: null }, expect: 'deviation' },
    { name: 'no minutes were written', item: { ...steering, minutesAt: null }, expect: 'deviation' },
    {
      name: 'no minutes at the instant before it is held',
      item: { ...steering, minutes: null },
      asOf: '2026-03-03T11:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'no minutes at the instant at which it is held',
      item: { ...steering, minutes: null },
      asOf: '2026-03-03T12:00:00Z',
      expect: 'deviation',
    },
    { name: 'the source does not say', item: steering, expect: 'unknown' },
    {
      name: 'another meeting without minutes',
      item: { ...steering, kind: 'other', minutes: null },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a meeting of unsaid kind without minutes',
      item: { ...steering, kind: undefined, minutes: null },
      expect: 'unknown',
    },
  ],
});

function kept({ heldAt, minutes, minutesAt }: Meeting, asOf: Instant): Verdict {
  if (heldAt.earliest > asOf) return pending('it has not been held yet', heldAt.earliest);
  const evidence = minutes === undefined ? minutesAt : minutes;
  return required(
    evidence === undefined ? undefined : evidence !== null,
    'there are no minutes of it',
    'the source does not say whether there are minutes of it',
  );
}
