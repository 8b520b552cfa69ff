import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { pass, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';

const days = z.int().min(0);

const waiting = { patchDueAt: momentOf('2026-03-03T12:00:00Z') } as const;

export default defineCheck({
  id: 'devices.patched',
  version: 1,
  title: 'An operating system update does not wait longer than the limit for high severity',
  prose:
    'Device management says that an update waits, seldom how severe it is, so the limit for high severity holds for all, on computers, phones and servers alike. The state of a device is known at each look: one that was updated between two looks counts as waiting up to the second.',
  controls: ['vulnerability-remediation', 'endpoint-management'],
  terms: {
    'vulnerability-remediation': ['patches|patch|update', 'severity|severit|critical'],
    'endpoint-management': [
      'laptops|laptop|endpoint|device|workstation|computer|desktop',
      'operating system updates|operating system|os update|patch|update',
    ],
  },
  sentence: ({ days }) =>
    `No device leaves an operating system update waiting beyond the end of day ${days.high}, the limit for high severity (critical ${days.critical}, medium ${days.medium}, low ${days.low}).`,
  parameters: z.strictObject({
    days: z.strictObject({ critical: days, high: days, medium: days, low: days }),
  }),
  population: 'device',
  reads: ['patchDueAt'],
  anchor: 'validity',
  companions: {},
  judge({ patchDueAt }, { parameters, calendar, asOf }) {
    if (patchDueAt === undefined) return unknown('the source does not say whether an update waits');
    if (patchDueAt === null) return pass();
    const deadline = calendar.endOfDay(patchDueAt, parameters.days.high);
    const installed = doneBy({ what: 'the update', done: null, deadline, asOf });
    // As long as it may still wait, the state is as it should be; one that ends in time was never anything else.
    return installed.outcome === 'pending' ? pass(installed.until) : installed;
  },
  examples: [
    { name: 'up to date', item: { patchDueAt: null }, expect: 'pass' },
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
      item: { patchDueAt: onDay('2026-03-03', 'Europe/Berlin') },
      asOf: '2026-04-02T21:59:59.999Z',
      expect: 'pass',
    },
    {
      name: 'waiting since one of two days, between their last days',
      item: { patchDueAt: momentOf('2026-03-03T12:00:00Z/2026-03-04T12:00:00Z') },
      asOf: '2026-04-03T12:00:00Z',
      expect: 'unknown',
    },
    { name: 'the source does not say', item: {}, expect: 'unknown' },
  ],
});
