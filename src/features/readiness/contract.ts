import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

const Status = z.enum([
  'deviations found',
  'design incomplete',
  'not evidenced',
  'incomplete',
  'relies on a subservice organization',
  'nothing occurred',
  'no deviation found',
  'not started',
]);
const Outcome = z.enum(['pass', 'deviation', 'pending', 'excluded', 'not-applicable', 'unknown']);
const Counts = z.record(Outcome, z.number());
const Occurrence = z.strictObject({
  kind: z.enum(['performed', 'late', 'missed', 'unproven', 'due', 'upcoming']),
  first: z.string(),
  due: z.string(),
  on: z.string().nullable(),
  proof: z.string().nullable(),
});

const Control = z.strictObject({
  id: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  ownerFunction: z.string(),
  frequency: z.string(),
  criteria: z.array(z.string()),
  status: Status,
  asOf: z.number(),
  reasons: z.array(z.string()),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      enabled: z.boolean(),
      asOf: z.number().nullable(),
      population: z.number(),
      shown: Counts.nullable(),
      rule: Counts.nullable(),
    }),
  ),
  occurrences: z.array(Occurrence),
});

export const readinessContract = {
  status: endpoint({
    method: 'GET',
    path: '/readiness',
    summary:
      'Management’s view of an engagement: a status for each control with its reasons, counts for each criterion, and what stands between here and ready.',
    permission: 'readiness:read',
    input: z.strictObject({ engagement: z.string().optional(), asOf: z.string().optional() }),
    output: z.strictObject({
      engagement: z.strictObject({
        id: z.string(),
        name: z.string(),
        type: z.enum(['type-1', 'type-2']),
        first: z.string(),
        last: z.string(),
        zone: z.string(),
        opened: z.number(),
        categories: z.array(z.string()),
      }),
      asOf: z.strictObject({ instant: z.number(), position: z.number() }),
      counts: z.record(Status, z.number()),
      controls: z.array(Control),
      criteria: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          notRelevant: z.string().nullable(),
          controls: z.number(),
          counts: z.record(Status, z.number()),
        }),
      ),
      gaps: z.array(
        z.strictObject({
          control: z.string(),
          title: z.string(),
          ownerFunction: z.string(),
          status: Status,
          reasons: z.array(z.string()),
          next: z.string(),
          highRisk: z.boolean(),
        }),
      ),
      apart: z.strictObject({
        /** Items of the window whose deadline falls after its last day. */
        dueAfterWindow: z.number(),
        /** Records of the window that were received after its last day. */
        lateArrivals: z.number(),
        /** What people attached long after it occurred. */
        recordedLate: z.array(z.strictObject({ control: z.string(), occurred: z.string(), received: z.number() })),
      }),
    }),
    errors: ['not_found'],
  }),
};
