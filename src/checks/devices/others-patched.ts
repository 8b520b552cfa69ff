import { z } from 'zod';
import { momentOf } from '#/core/time/moment.ts';
import { notApplicable } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { WORKSTATIONS } from './kind.ts';
import { updated } from './updates.ts';

const days = z.int().min(0);

const waiting = { kind: 'phone', patchDueAt: momentOf('2026-03-03T12:00:00Z') } as const;
const WITHIN = '2026-04-02T21:59:59.999Z';

export default defineCheck({
  id: 'devices.others-patched',
  version: 1,
  title: 'An operating system update of a phone or server does not wait longer than the limit for high severity',
  prose:
    'A phone with the mail of the company, and a server, are as open as a laptop while an update waits, and the control on laptops does not speak of them. A device whose kind the source does not say is judged here. Device management seldom says how severe an update is, so the limit for high severity holds for all.',
  controls: ['vulnerability-remediation'],
  terms: {
    'vulnerability-remediation': ['patches|patch|update', 'severity|severit|critical'],
  },
  sentence: ({ days }) =>
    `No phone, server or other device leaves an operating system update waiting beyond the end of day ${days.high}, the limit for high severity (critical ${days.critical}, medium ${days.medium}, low ${days.low}).`,
  parameters: z.strictObject({
    days: z.strictObject({ critical: days, high: days, medium: days, low: days }),
  }),
  population: 'device',
  reads: ['kind', 'patchDueAt'],
  anchor: 'validity',
  companions: {},
  judge({ kind, patchDueAt }, { parameters: { days }, calendar, asOf }) {
    if (kind !== undefined && WORKSTATIONS.has(kind)) return notApplicable('it is a laptop or a desktop');
    return updated(patchDueAt, { days, calendar, asOf });
  },
  examples: [
    { name: 'a phone that is up to date', item: { kind: 'phone', patchDueAt: null }, expect: 'pass' },
    { name: 'in the last millisecond of the last day', item: waiting, asOf: WITHIN, trap: true, expect: 'pass' },
    { name: 'a millisecond later', item: waiting, asOf: '2026-04-02T22:00:00Z', expect: 'deviation' },
    { name: 'a server', item: { ...waiting, kind: 'server' }, expect: 'deviation' },
    { name: 'of unsaid kind', item: { patchDueAt: waiting.patchDueAt }, expect: 'deviation' },
    { name: 'the source does not say', item: { kind: 'phone' }, expect: 'unknown' },
    { name: 'a laptop that waits', item: { ...waiting, kind: 'laptop' }, trap: true, expect: 'not-applicable' },
  ],
});
