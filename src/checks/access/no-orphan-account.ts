import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { type Actor, bot, person, UNNAMED, unresolved } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { ifActive } from './account.ts';

const ADA = person('employee:1');
const open = { owner: ADA, status: 'active' } as const;
const here = { startedOn: onDay('2024-01-08', 'Europe/Berlin'), endedOn: null };
const left = { ...here, endedOn: onDay('2026-03-03', 'Europe/Berlin') };
const vanished = { ...here, endedOn: momentOf('2026-03-03T00:00:00Z/2026-04-03T00:00:00Z') };

export default defineCheck({
  id: 'access.no-orphan-account',
  version: 3,
  title: 'An account belongs to somebody who is here',
  prose:
    'Nobody answers for an account without an owner, and nobody misses what is done with it. A service account needs a person who owns it, too. Whether the access of a leaver ended in time is judged with the leaver; here an account is an orphan when its owner is gone for longer than the statement of the control says; one that was disabled in time may look open until the next look at the source, so fewer days than lie between two looks find too much. An owner whom the HR system does not know is unknown, and no guess.',
  controls: ['authentication-standards'],
  terms: {
    'authentication-standards': ['account', 'user|person|owner|individual|employee'],
  },
  sentence: ({ ownerGoneDays }) =>
    `Each active account, of a person or a machine, has an owner who is employed, or left no longer than ${counted(ownerGoneDays, 'day')} ago.`,
  parameters: z.strictObject({ ownerGoneDays: z.int().min(0) }),
  population: 'account',
  reads: ['owner', 'status'],
  anchor: 'validity',
  companions: {
    employments: companion('person', ['startedOn', 'endedOn'], {
      by: 'employee',
      of: ({ owner }: { readonly owner: Actor }) => owner,
      back: 'owner',
    }),
  },
  judge({ owner, status }, { parameters: { ownerGoneDays }, asOf, companions }) {
    if (status === 'disabled') return notApplicable('it is disabled');
    switch (owner.kind) {
      case 'unnamed':
        return ifActive(status, deviation('nobody is named as its owner'));
      case 'bot':
        return ifActive(status, deviation('only a machine is named as its owner'));
      case 'unresolved':
        return unknown('its owner is not known to be a person of the company');
      case 'person':
        return ifActive(status, owned(companions.employments, ownerGoneDays, asOf));
    }
  },
  examples: [
    { name: 'its owner is here', item: open, companions: { employments: [here] }, expect: 'pass' },
    {
      name: 'its owner left, and is gone for 35 days',
      item: open,
      companions: { employments: [left] },
      asOf: '2026-04-07T22:59:59.999Z',
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'its owner is gone for a millisecond longer',
      item: open,
      companions: { employments: [left] },
      asOf: '2026-04-07T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'its owner is gone for a millisecond longer than a shorter time',
      item: open,
      parameters: { ownerGoneDays: 1 },
      companions: { employments: [left] },
      asOf: '2026-03-04T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'it is the last day of its owner',
      item: open,
      companions: { employments: [left] },
      asOf: '2026-03-03T22:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'its owner left and came back',
      item: open,
      companions: {
        employments: [
          { ...left, endedOn: onDay('2025-01-31', 'Europe/Berlin') },
          { ...here, startedOn: onDay('2026-01-07', 'Europe/Berlin') },
        ],
      },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'its owner has not begun yet',
      item: open,
      companions: { employments: [here] },
      asOf: '2024-01-02T00:00:00Z',
      trap: true,
      expect: 'pass',
    },
    {
      name: 'its owner left for the second time',
      item: open,
      companions: { employments: [{ ...left, endedOn: onDay('2025-01-31', 'Europe/Berlin') }, left] },
      asOf: '2026-03-10T00:00:00Z',
      expect: 'not-applicable',
    },
    {
      name: 'its owner is gone from the list since a look that may be 35 days ago',
      item: open,
      companions: { employments: [vanished] },
      asOf: '2026-04-07T00:00:00Z',
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'its owner is gone from the list for more than 35 days, or for fewer',
      item: open,
      companions: { employments: [vanished] },
      asOf: '2026-04-07T00:00:00.001Z',
      expect: 'unknown',
    },
    {
      name: 'its owner was gone from the list 35 days ago',
      item: open,
      companions: { employments: [vanished] },
      asOf: '2026-05-08T00:00:00.001Z',
      expect: 'deviation',
    },
    { name: 'its owner left years ago', item: open, companions: { employments: [left] }, expect: 'deviation' },
    { name: 'nobody owns it', item: { ...open, owner: UNNAMED }, expect: 'deviation' },
    { name: 'nobody owns it, and it may be disabled', item: { owner: UNNAMED }, expect: 'unknown' },
    { name: 'a machine owns it', item: { ...open, owner: bot('bot:ci') }, expect: 'deviation' },
    { name: 'somebody unknown owns it', item: { ...open, owner: unresolved('okta:zed') }, expect: 'unknown' },
    { name: 'its owner is known by an alias only', item: open, expect: 'unknown' },
    {
      name: 'the source does not say whether its owner left',
      item: open,
      companions: { employments: [{ ...here, endedOn: undefined }] },
      expect: 'unknown',
    },
    {
      name: 'disabled, and its owner left long ago',
      item: { ...open, status: 'disabled' },
      companions: { employments: [left] },
      trap: true,
      expect: 'not-applicable',
    },
  ],
});

type Employment = Pick<Item<'person'>, 'startedOn' | 'endedOn'>;

function owned(employments: readonly Employment[], goneDays: number, asOf: Instant): Verdict {
  if (employments.length === 0) return unknown('no employment of its owner is known');
  const begun = employments.filter(({ startedOn }) => startedOn.earliest <= asOf);
  const next = Math.min(...employments.map(({ startedOn }) => startedOn.earliest).filter((start) => start > asOf));
  if (begun.length === 0 || begun.some(({ endedOn }) => endedOn === null))
    return pass(begun.length === 0 ? next : NEVER);
  const lastDay = Math.max(...begun.map(({ endedOn }) => endedOn?.latest ?? Number.NEGATIVE_INFINITY));
  const [doubtedAt, orphanedAt] = [latestKnown(begun), lastDay].map((day) => day + goneDays * DAY + 1) as [
    Instant,
    Instant,
  ];
  if (asOf <= lastDay && asOf < doubtedAt) return pass(Math.min(lastDay + 1, doubtedAt));
  if (begun.some(({ endedOn }) => endedOn === undefined))
    return unknown('the source does not say whether its owner is still here', next);
  if (asOf < doubtedAt)
    return notApplicable('its owner left not long ago, and with them its removal is judged', Math.min(doubtedAt, next));
  return asOf < orphanedAt
    ? unknown('its owner left, and how long ago the source does not say', Math.min(orphanedAt, next))
    : deviation('its owner has left', next);
}

/** Until when its owner was surely here: a last day to its end, and where they left between two looks, the first. */
const latestKnown = (employments: readonly Employment[]): Instant =>
  Math.max(
    ...employments.map(
      ({ endedOn }) => (endedOn?.zone === null ? endedOn.earliest : endedOn?.latest) ?? Number.NEGATIVE_INFINITY,
    ),
  );
