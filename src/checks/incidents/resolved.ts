import { z } from 'zod';
import { NEVER, type Instant } from '#/core/time/instant.ts';
import type { Item } from '#/core/populations/index.ts';
import { momentOf } from '#/core/time/moment.ts';
import { deviation, pass, pending, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { isBefore } from '#/checks/deadline.ts';
import { ofKind } from '#/checks/scope.ts';
import { isSecurity, NOT_SECURITY } from './kind.ts';

type Incident = Pick<Item<'incident'>, 'detectedAt' | 'containedAt' | 'resolvedAt'>;

const containedAt = momentOf('2026-03-03T14:00:00Z');
const resolvedAt = momentOf('2026-03-03T18:00:00Z');
const breach = { kind: 'security', containedAt, resolvedAt } as const;

export default defineCheck({
  id: 'incidents.resolved',
  version: 3,
  title: 'A security incident is contained and resolved',
  prose:
    'An incident that is closed without a word on when it stopped doing harm leaves the reader to wonder whether it did. The statement names no time for the resolution, so an open one waits, however long; its age is for a person to judge.',
  controls: ['incident-handling'],
  terms: {
    'incident-handling': ['incident', 'containment|contain', 'resolution|resol|clos'],
  },
  sentence: () => 'Each security incident is resolved, with a record of when it was contained.',
  parameters: z.strictObject({}),
  population: 'incident',
  reads: ['kind', 'detectedAt', 'containedAt', 'resolvedAt'],
  anchor: 'detectedAt',
  companions: {},
  judge: (incident, { asOf }) => ofKind(isSecurity(incident.kind), resolved(incident, asOf), NOT_SECURITY),
  examples: [
    { name: 'contained and resolved', item: breach, expect: 'pass' },
    {
      name: 'resolved, and never contained',
      item: { ...breach, containedAt: null },
      expect: 'deviation',
    },
    {
      name: 'open for years',
      item: { ...breach, resolvedAt: null },
      trap: true,
      expect: 'pending',
    },
    {
      name: 'at the instant before it is resolved',
      item: breach,
      asOf: '2026-03-03T17:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'at the instant at which it is resolved',
      item: breach,
      asOf: '2026-03-03T18:00:00Z',
      expect: 'pass',
    },
    {
      name: 'resolved a millisecond before it was detected',
      item: { ...breach, detectedAt: momentOf('2026-03-03T18:00:00.001Z') },
      expect: 'unknown',
    },
    { name: 'the source does not say when it ended', item: { kind: 'security' }, expect: 'unknown' },
    {
      name: 'the source does not say whether it was contained',
      item: { kind: 'security', resolvedAt },
      expect: 'unknown',
    },
    {
      name: 'an outage without a record of its containment',
      item: { kind: 'availability', containedAt: null, resolvedAt },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, without a record of its containment',
      item: { containedAt: null, resolvedAt },
      expect: 'unknown',
    },
    { name: 'of unsaid kind, contained and resolved', item: { containedAt, resolvedAt }, expect: 'unknown' },
  ],
});

function resolved({ detectedAt, containedAt: contained, resolvedAt: ended }: Incident, asOf: Instant): Verdict {
  if (ended === undefined) return unknown('the source does not say when it was resolved');
  if (isBefore(ended, detectedAt)) return unknown('the source says that it was resolved before it was detected');
  if (ended === null || ended.earliest > asOf)
    return pending('it is still open', ended === null ? NEVER : ended.earliest);
  if (contained === undefined) return unknown('the source does not say when it was contained');
  return contained === null ? deviation('it was resolved without a record of its containment') : pass();
}
