import { z } from 'zod';
import { bot, person, unresolved } from '#/core/actor.ts';
import { HOUR } from '#/core/time/instant.ts';
import { momentOf, onDay, plus } from '#/core/time/moment.ts';
import { unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { noLimit, orTargetTime } from '#/checks/requirement.ts';
import { among, ofKind } from '#/checks/scope.ts';

type Kind = 'security' | 'availability' | 'other';
const SECURITY: ReadonlySet<Kind> = new Set(['security']);

const raised = {
  kind: 'security',
  raisedAt: momentOf('2026-03-03T12:00:00Z'),
  acknowledgedBy: person('employee:1'),
} as const;
const inTime = { ...raised, acknowledgedAt: momentOf('2026-03-03T16:00:00Z') } as const;
const parameters = { hours: 4 };

export default defineCheck({
  id: 'alerts.acknowledged',
  version: 3,
  title: 'A security alert is taken in time',
  prose:
    'An alarm that nobody answers is worse than none, because everybody believes in it. What a machine acknowledged is not taken: it closes noise and attacks alike. Whether the right thing was concluded from an alert is not seen.',
  controls: ['security-alert-triage'],
  terms: {
    'security-alert-triage': ['alerts|alert', 'triages|triag|acknowledg|respon|investigat|handl'],
  },
  sentence: ({ hours }) =>
    `Each security alert is acknowledged, not by a machine, within ${orTargetTime(hours, 'hour')} of being raised.`,
  parameters: z.strictObject({ hours: z.int().min(0).nullable() }),
  population: 'alert',
  reads: ['kind', 'raisedAt', 'acknowledgedBy', 'acknowledgedAt'],
  anchor: 'raisedAt',
  companions: {},
  judge({ kind, raisedAt, acknowledgedBy, acknowledgedAt }, { parameters: { hours }, asOf }) {
    const taken =
      hours === null
        ? noLimit('the triage of an alert')
        : doneBy({
            what: 'its acknowledgement by a person',
            done: acknowledgedBy.kind === 'bot' ? null : acknowledgedAt,
            deadline: plus(raisedAt, hours * HOUR),
            asOf,
            since: raisedAt,
          });
    const byPerson =
      taken.outcome === 'pass' && acknowledgedBy.kind !== 'person'
        ? unknown('whether a person acknowledged it is not known', taken.until)
        : taken;
    return ofKind(among(kind, SECURITY), byPerson, {
      no: 'it is not a security alert',
      unsaid: 'the source does not say whether it is a security alert',
    });
  },
  examples: [
    { name: 'taken at the last instant', item: inTime, parameters, expect: 'pass' },
    {
      name: 'taken a millisecond later',
      item: { ...raised, acknowledgedAt: momentOf('2026-03-03T16:00:00.001Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'nobody took it',
      item: { ...raised, acknowledgedAt: null },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'nobody took it yet, at the last instant',
      item: { ...raised, acknowledgedAt: null },
      parameters,
      asOf: '2026-03-03T16:00:00Z',
      expect: 'pending',
    },
    {
      name: 'acknowledged by a machine',
      item: { ...inTime, acknowledgedBy: bot('bot:pager') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'acknowledged by somebody whom nobody knows',
      item: { ...inTime, acknowledgedBy: unresolved('pagerduty:auto') },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'acknowledged a millisecond before it was raised',
      item: { ...raised, acknowledgedAt: momentOf('2026-03-03T11:59:59.999Z') },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'acknowledged at the instant at which it was raised',
      item: { ...raised, acknowledgedAt: momentOf('2026-03-03T12:00:00Z') },
      parameters,
      expect: 'pass',
    },
    {
      name: 'raised on a day whose hour nobody knows, taken the same day',
      item: {
        ...raised,
        raisedAt: onDay('2026-03-03', 'Europe/Berlin'),
        acknowledgedAt: onDay('2026-03-03', 'Europe/Berlin'),
      },
      parameters,
      expect: 'unknown',
    },
    { name: 'the source does not say when it was taken', item: raised, parameters, expect: 'unknown' },
    { name: 'taken, where the control states no time', item: inTime, expect: 'unknown' },
    {
      name: 'an availability alert that nobody took',
      item: { ...raised, kind: 'availability', acknowledgedAt: null },
      parameters,
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, and nobody took it',
      item: { ...raised, kind: undefined, acknowledgedAt: null },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'of unsaid kind, and taken in time',
      item: { ...inTime, kind: undefined },
      parameters,
      expect: 'unknown',
    },
  ],
});
