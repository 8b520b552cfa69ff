import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { among, where } from '#/checks/scope.ts';
import { NOT_A_WORKSTATION, WORKSTATIONS } from './kind.ts';
import { updated } from './updates.ts';

const days = z.int().min(0);

const laptop = { kind: 'laptop' } as const;
const waiting = { ...laptop, patchDueAt: momentOf('2026-03-03T12:00:00Z') } as const;

export default defineCheck({
  id: 'devices.patched',
  version: 2,
  title: 'An operating system update of a laptop or desktop does not wait longer than the limit for high severity',
  prose:
    'Device management says that an update waits, seldom how severe it is, so the limit for high severity holds for all. Phones and servers are judged by another check. The state of a device is known at each look: one that was updated between two looks counts as waiting up to the second.',
  controls: ['vulnerability-remediation', 'endpoint-management'],
  terms: {
    'vulnerability-remediation': ['patches|patch|update', 'severity|severit|critical'],
    'endpoint-management': [
      'laptops|laptop|endpoint|device|workstation|computer|desktop',
      'operating system updates|operating system|os update|patch|update',
    ],
  },
  sentence: ({ days }) =>
    `No laptop or desktop leaves an operating system update waiting beyond the end of day ${days.high}, the limit for high severity (critical ${days.critical}, medium ${days.medium}, low ${days.low}).`,
  parameters: z.strictObject({
    days: z.strictObject({ critical: days, high: days, medium: days, low: days }),
  }),
  population: 'device',
  reads: ['kind', 'patchDueAt'],
  anchor: 'validity',
  companions: {},
  judge({ kind, patchDueAt }, { parameters: { days }, calendar, asOf }) {
    return where(among(kind, WORKSTATIONS), updated(patchDueAt, { days, calendar, asOf }), NOT_A_WORKSTATION);
  },
  examples: [
    { name: 'up to date', item: { ...laptop, patchDueAt: null }, expect: 'pass' },
    {
      name: 'waiting in the last millisecond of the last day',
      item: waiting,
      asOf: '2026-04-02T21:59:59.999Z',
      trap: true,
      expect: 'pass',
    },
    {
      name: 'waiting a millisecond later',
      item: waiting,
      asOf: '2026-04-02T22:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'waiting since a day whose hour nobody knows, on the last day',
      item: { ...laptop, patchDueAt: onDay('2026-03-03', 'Europe/Berlin') },
      asOf: '2026-04-02T21:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'waiting since one of two days, between their last days',
      item: { ...laptop, patchDueAt: momentOf('2026-03-03T12:00:00Z/2026-03-04T12:00:00Z') },
      asOf: '2026-04-03T12:00:00Z',
      expect: 'unknown',
    },
    { name: 'the source does not say', item: laptop, expect: 'unknown' },
    { name: 'a phone that waits', item: { ...waiting, kind: 'phone' }, trap: true, expect: 'not-applicable' },
    { name: 'of unsaid kind, and waits', item: { patchDueAt: waiting.patchDueAt }, expect: 'unknown' },
  ],
});
