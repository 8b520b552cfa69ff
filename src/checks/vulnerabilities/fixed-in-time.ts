import { z } from 'zod';
import { bot, person, unresolved } from '#/core/actor.ts';
import { DAY } from '#/core/time/instant.ts';
import { type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { notApplicable, pass, unknown, unsure } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { settledBy } from './settlement.ts';

type Severities = Readonly<Record<'critical' | 'high' | 'medium' | 'low', number>>;

const ADA = person('employee:1');
const found = { severity: 'critical', detectedAt: momentOf('2026-03-03T12:00:00Z'), status: 'open' } as const;
const fixed = (when: string) => ({ ...found, status: 'fixed', fixedAt: momentOf(when) }) as const;
const accepted = (when: string) =>
  ({
    ...found,
    status: 'accepted',
    fixedAt: null,
    acceptedBy: ADA,
    acceptedAt: momentOf(when),
  }) as const;
const days = z.int().min(0);

export default defineCheck({
  id: 'vulnerabilities.fixed-in-time',
  version: 2,
  title: 'A vulnerability is fixed, or its risk accepted, in time for its severity',
  prose:
    'Known weaknesses are the ones that get used. The clock runs from the first report of a tool, not from a ticket, and by the severity that the company decides by. The statement allows a documented acceptance instead of a fix, so one that a known person gave in time is a pass, and a dismissal counts the same; whether the reason for it was good is for a reader to judge.',
  controls: ['vulnerability-remediation'],
  terms: {
    'vulnerability-remediation': [
      'vulnerabilities|vulnerabilit|weakness',
      'remediates|remediat|fix|patch|mend|resolv',
      'severity|severit|critical',
    ],
  },
  sentence: ({ days }) =>
    `Each vulnerability is fixed by the end of day ${days.critical} (critical), ${days.high} (high), ${days.medium} (medium) or ${days.low} (low) after it was detected, or a named person accepts or dismisses it within the same time.`,
  parameters: z.strictObject({
    days: z.strictObject({ critical: days, high: days, medium: days, low: days }),
  }),
  population: 'vulnerability',
  reads: ['severity', 'detectedAt', 'status', 'fixedAt', 'acceptedBy', 'acceptedAt'],
  anchor: 'detectedAt',
  companions: {},
  judge(weakness, { parameters, calendar, asOf }) {
    const { severity, detectedAt, fixedAt } = weakness;
    if (severity === 'none') return notApplicable('it is of no severity');
    if (fixedAt && fixedAt.latest < detectedAt.earliest)
      return unknown('the source says that it was fixed before it was detected');
    const limit = severity === undefined ? shortest(parameters.days) : parameters.days[severity];
    if (fixedAt && fixedAt.latest <= asOf && surelyWithin(limit, detectedAt, fixedAt)) return pass();
    const verdict = settledBy(calendar.endOfDay(detectedAt, limit), weakness, asOf);
    if (severity !== undefined || verdict.outcome === 'pass') return verdict;
    return unsure(verdict, 'the source does not say how severe it is');
  },
  examples: [
    { name: 'fixed at the instant of its detection', item: fixed('2026-03-03T12:00:00Z'), expect: 'pass' },
    { name: 'fixed a millisecond before it was detected', item: fixed('2026-03-03T11:59:59.999Z'), expect: 'unknown' },
    { name: 'fixed after a week', item: fixed('2026-03-10T09:00:00Z'), expect: 'pass' },
    {
      name: 'fixed in the last millisecond of the last day',
      item: fixed('2026-04-02T21:59:59.999Z'),
      expect: 'pass',
    },
    { name: 'fixed a millisecond later', item: fixed('2026-04-02T22:00:00Z'), expect: 'deviation' },
    {
      name: 'detected on a day whose hour nobody knows, fixed on the last day',
      item: { ...fixed('2026-04-02T21:59:59.999Z'), detectedAt: onDay('2026-03-03', 'Europe/Berlin') },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'gone between two looks that lie around the end of the last day',
      item: {
        ...found,
        fixedAt: momentOf('2026-04-02T12:00:00Z/2026-04-03T12:00:00Z'),
      },
      expect: 'unknown',
    },
    {
      name: 'a low one that is still open after two months',
      item: { ...found, severity: 'low' },
      asOf: '2026-05-03T12:00:00Z',
      trap: true,
      expect: 'pending',
    },
    { name: 'open on the last day', item: found, asOf: '2026-04-02T21:59:59.999Z', expect: 'pending' },
    { name: 'open on the day after', item: found, asOf: '2026-04-02T22:00:00Z', expect: 'deviation' },
    {
      name: 'its risk accepted in time by a person',
      item: accepted('2026-04-02T21:59:59.999Z'),
      trap: true,
      expect: 'pass',
    },
    {
      name: 'its risk accepted a millisecond too late',
      item: accepted('2026-04-02T22:00:00Z'),
      expect: 'deviation',
    },
    {
      name: 'dismissed in time by a person',
      item: { ...accepted('2026-03-10T09:00:00Z'), status: 'dismissed' },
      expect: 'pass',
    },
    {
      name: 'accepted in time and fixed long after',
      item: {
        ...accepted('2026-03-10T09:00:00Z'),
        status: 'fixed',
        fixedAt: momentOf('2026-07-01T09:00:00Z'),
      },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'accepted in time and opened again',
      item: { ...accepted('2026-03-10T09:00:00Z'), status: 'open' },
      expect: 'deviation',
    },
    {
      name: 'dismissed by a machine',
      item: { ...accepted('2026-03-10T09:00:00Z'), status: 'dismissed', acceptedBy: bot('bot:dependabot') },
      expect: 'deviation',
    },
    {
      name: 'accepted by an unknown login',
      item: { ...accepted('2026-03-10T09:00:00Z'), acceptedBy: unresolved('github:zed') },
      expect: 'unknown',
    },
    {
      name: 'accepted by an unknown login, with time left for a fix',
      item: { ...accepted('2026-03-10T09:00:00Z'), acceptedBy: unresolved('github:zed') },
      asOf: '2026-03-20T09:00:00Z',
      expect: 'pending',
    },
    {
      name: 'accepted, and nobody wrote down when',
      item: { ...found, status: 'accepted', acceptedBy: ADA, acceptedAt: null },
      expect: 'unknown',
    },
    {
      name: 'called fixed, without a date',
      item: { ...found, status: 'fixed', fixedAt: null },
      expect: 'unknown',
    },
    {
      name: 'of unsaid severity, fixed within the shortest limit',
      item: { ...fixed('2026-03-30T09:00:00Z'), severity: undefined },
      expect: 'pass',
    },
    {
      name: 'of unsaid severity, fixed after the shortest limit',
      item: { ...fixed('2026-04-30T09:00:00Z'), severity: undefined },
      expect: 'unknown',
    },
    { name: 'of no severity', item: { ...found, severity: 'none' }, expect: 'not-applicable' },
  ],
});

const shortest = ({ critical, high, medium, low }: Severities): number => Math.min(critical, high, medium, low);

/** No zone, change of clocks or missing day brings the end of a day three days nearer: such a fix needs no calendar. */
const surelyWithin = (limit: number, detectedAt: Moment, fixedAt: Moment): boolean =>
  fixedAt.latest - detectedAt.earliest <= (limit - 3) * DAY;
