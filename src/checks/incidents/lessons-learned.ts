import { counted } from '#/core/grouped.ts';
import { z } from 'zod';
import { at, momentOf, onDay } from '#/core/time/moment.ts';
import { unknown } from '#/core/verdict.ts';
import { NEVER } from '#/core/time/instant.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { among, where } from '#/checks/scope.ts';

type Severity = 'critical' | 'high' | 'medium' | 'low';
const SEVERE: ReadonlySet<Severity> = new Set(['critical', 'high']);
/** The review of an open incident is not due. */
const WHILE_OPEN = at(NEVER);

const breach = {
  severity: 'high',
  resolvedAt: momentOf('2026-03-03T12:00:00Z'),
  reviewedAt: null,
} as const;

export default defineCheck({
  id: 'incidents.lessons-learned',
  version: 2,
  title: 'Causes and lessons of a severe incident are written down in time',
  prose:
    'The second incident of a kind is the one that readers of a report do not forgive. The clock runs from the resolution. Whether the actions that came out of the review were done is not seen here.',
  controls: ['post-incident-review'],
  terms: {
    'post-incident-review': [
      'root-cause|root cause|cause|post-incident|postmortem|post-mortem|lesson',
      'high-severity|sever|critical|major',
    ],
  },
  sentence: ({ businessDays }) =>
    `The causes of each incident of critical or high severity are reviewed within ${counted(businessDays, 'business day')} of its resolution.`,
  parameters: z.strictObject({ businessDays: z.int().min(0) }),
  population: 'incident',
  reads: ['severity', 'detectedAt', 'resolvedAt', 'reviewedAt'],
  anchor: 'detectedAt',
  companions: {},
  judge({ severity, detectedAt, resolvedAt, reviewedAt }, { parameters, calendar, asOf }) {
    const deadline = resolvedAt && calendar.endOfBusinessDay(resolvedAt, parameters.businessDays);
    const reviewed =
      deadline === undefined
        ? unknown('the source does not say when it was resolved')
        : doneBy({
            what: 'the review of its causes',
            done: reviewedAt,
            deadline: deadline ?? WHILE_OPEN,
            asOf,
            since: detectedAt, // causes may be reviewed before all is resolved
          });
    return where(among(severity, SEVERE), reviewed, {
      no: 'it was not of critical or high severity',
      unsaid: 'the source does not say how bad it was',
    });
  },
  examples: [
    {
      name: 'reviewed in the last millisecond of the tenth business day',
      item: { ...breach, reviewedAt: momentOf('2026-03-17T22:59:59.999Z') },
      expect: 'pass',
    },
    {
      name: 'reviewed a millisecond later',
      item: { ...breach, reviewedAt: momentOf('2026-03-17T23:00:00Z') },
      expect: 'deviation',
    },
    {
      name: 'dates without hours, both in time',
      item: {
        ...breach,
        resolvedAt: onDay('2026-03-03', 'Europe/Berlin'),
        reviewedAt: onDay('2026-03-17', 'Europe/Berlin'),
      },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'not reviewed, on the last day',
      item: breach,
      asOf: '2026-03-17T22:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'not reviewed, on the day after',
      item: breach,
      asOf: '2026-03-17T23:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'reviewed a millisecond before it was detected',
      item: {
        ...breach,
        detectedAt: momentOf('2026-03-02T12:00:00Z'),
        reviewedAt: momentOf('2026-03-02T11:59:59.999Z'),
      },
      expect: 'unknown',
    },
    {
      name: 'its causes reviewed while it was open',
      item: { ...breach, detectedAt: momentOf('2026-03-02T12:00:00Z'), reviewedAt: momentOf('2026-03-03T11:00:00Z') },
      trap: true,
      expect: 'pass',
    },
    { name: 'still open', item: { ...breach, resolvedAt: null }, expect: 'pending' },
    {
      name: 'still open, and already reviewed',
      item: { ...breach, resolvedAt: null, reviewedAt: momentOf('2026-03-04T12:00:00Z') },
      expect: 'pass',
    },
    {
      name: 'the source does not say whether it was reviewed',
      item: { ...breach, reviewedAt: undefined },
      expect: 'unknown',
    },
    {
      name: 'the source does not say when it was resolved',
      item: { ...breach, resolvedAt: undefined },
      expect: 'unknown',
    },
    {
      name: 'a medium one without a review',
      item: { ...breach, severity: 'medium' },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid severity, without a review',
      item: { ...breach, severity: undefined },
      expect: 'unknown',
    },
  ],
});
