import { z } from 'zod';
import { momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { deviation, pass, pending, unknown, type Verdict } from '#/core/verdict.ts';
import { NEVER, type Instant } from '#/core/time/instant.ts';
import type { Item } from '#/core/populations/index.ts';
import { defineCheck } from '#/checks/check.ts';
import { ofKind } from '#/checks/scope.ts';
import { isSecurity, NOT_SECURITY } from './kind.ts';

type Incident = Pick<Item<'incident'>, 'severity' | 'triagedAt' | 'resolvedAt'>;

const breach = { kind: 'security', severity: 'high' } as const;
const triagedAt = momentOf('2026-03-03T12:30:00Z');
const resolvedAt = momentOf('2026-03-03T18:00:00Z');

export default defineCheck({
  id: 'incidents.triaged',
  version: 3,
  title: 'A security incident is triaged',
  prose:
    'Until somebody has decided how bad it is, nobody can be late. The statement names no time for it, so an open incident waits; one that was closed without ever having been triaged is a deviation. It sees what was declared an incident, not what should have been.',
  controls: ['incident-handling'],
  terms: {
    'incident-handling': ['incident', 'severity|severit|triag|classif|priorit'],
  },
  sentence: () => 'Each security incident has been triaged, and its severity is recorded, before it is resolved.',
  parameters: z.strictObject({}),
  population: 'incident',
  reads: ['kind', 'severity', 'triagedAt', 'resolvedAt'],
  anchor: 'detectedAt',
  companions: {},
  judge: (incident, { asOf }) => ofKind(isSecurity(incident.kind), triaged(incident, asOf), NOT_SECURITY),
  examples: [
    { name: 'triaged, and still open', item: { ...breach, triagedAt, resolvedAt: null }, expect: 'pass' },
    {
      name: 'resolved and never triaged',
      item: { ...breach, triagedAt: null, resolvedAt },
      expect: 'deviation',
    },
    {
      name: 'not triaged at the instant before it is resolved',
      item: { ...breach, triagedAt: null, resolvedAt },
      asOf: '2026-03-03T17:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'not triaged at the instant at which it is resolved',
      item: { ...breach, triagedAt: null, resolvedAt },
      asOf: '2026-03-03T18:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'open for years and not triaged',
      item: { ...breach, triagedAt: null, resolvedAt: null },
      trap: true,
      expect: 'pending',
    },
    {
      name: 'triaged a millisecond after it was resolved',
      item: { ...breach, triagedAt: momentOf('2026-03-03T18:00:00.001Z'), resolvedAt },
      expect: 'deviation',
    },
    {
      name: 'triaged and resolved on a day whose hours nobody knows',
      item: {
        ...breach,
        triagedAt: onDay('2026-03-03', 'Europe/Berlin'),
        resolvedAt: onDay('2026-03-03', 'Europe/Berlin'),
      },
      expect: 'unknown',
    },
    { name: 'the source does not say when', item: { ...breach, resolvedAt }, expect: 'unknown' },
    {
      name: 'not triaged, and the source does not say whether it is over',
      item: { ...breach, triagedAt: null },
      expect: 'unknown',
    },
    {
      name: 'triaged, and the severity is not said',
      item: { kind: 'security', triagedAt, resolvedAt },
      expect: 'unknown',
    },
    {
      name: 'an outage that nobody triaged',
      item: { kind: 'availability', triagedAt: null, resolvedAt },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, resolved and never triaged',
      item: { triagedAt: null, resolvedAt },
      expect: 'unknown',
    },
    {
      name: 'of unsaid kind, and triaged',
      item: { severity: 'low', triagedAt, resolvedAt },
      expect: 'unknown',
    },
  ],
});

function triaged({ severity, triagedAt: done, resolvedAt: ended }: Incident, asOf: Instant): Verdict {
  if (done === undefined) return unknown('the source does not say when it was triaged');
  const planned = done === null ? NEVER : done.earliest;
  if (done && planned <= asOf) {
    const inOrder = ended ? notAfter(done, ended) : 'yes';
    if (inOrder === 'no') return deviation('it was triaged after it was resolved');
    if (inOrder === 'unclear')
      return unknown('whether it was triaged before it was resolved depends on an hour that the source does not say');
    return severity === undefined ? unknown('the source does not say how bad it was') : pass();
  }
  if (ended === undefined) return unknown('it is not triaged; the source does not say whether it is over', planned);
  const end = ended === null ? NEVER : ended.earliest;
  if (end <= asOf) return deviation('it was resolved without having been triaged', planned);
  return pending('it is not triaged yet; the control states no time for it', Math.min(end, planned));
}
