import { z } from 'zod';
import { PlaceShape } from '#/contract/step.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { STATUSES } from '#/core/status/status.ts';
import { Apart, apartEndpoint } from './apart.contract.ts';
import { AsOf, Engagement, OccurrenceKind, programmeEndpoints, Wanted } from './programme.contract.ts';

const Status = z.enum(STATUSES);
const Outcome = z.enum(['pass', 'deviation', 'pending', 'excluded', 'not-applicable', 'unknown']);
const Counts = z.record(Outcome, z.number());
const Occurrence = z.strictObject({
  kind: OccurrenceKind,
  first: z.string(),
  due: z.string(),
  on: z.string().nullable(),
  proof: z.string().nullable(),
});

/** Bytes as they were received, and where the log has them. */
const Artifact = z.strictObject({ name: z.string(), sha256: z.string(), grade: z.string(), position: z.number() });

const Item = z.strictObject({
  item: z.string(),
  outcome: Outcome,
  rule: Outcome,
  reason: z.string(),
  continues: z.boolean(),
  look: z.number().nullable(),
  occurred: z.number().nullable(),
  /** Where the log has the version of the record that was judged. */
  position: z.number(),
  place: z.string(),
  note: z.string(),
  artifact: Artifact.nullable(),
  /** The weakest of the record's grade and of what decides it: an item that passes by a statement is *stated*. */
  grade: z.string().nullable(),
  /** Of what is no longer reported: the last version that was, and the bytes that it was read from. */
  reported: z.strictObject({ position: z.number(), place: z.string(), artifact: Artifact.nullable() }).nullable(),
  exclusion: z
    .strictObject({
      position: z.number(),
      reason: z.string(),
      person: z.string(),
      expires: z.number().nullable(),
      knownOutcome: Outcome.nullable(),
    })
    .nullable(),
});

const ExplainedCheck = z.strictObject({
  id: z.string(),
  title: z.string(),
  population: z.string(),
  enabled: z.boolean(),
  sentences: z.array(z.strictObject({ from: z.number().nullable(), sentence: z.string() })),
  run: z
    .strictObject({
      position: z.number(),
      asOf: z.number(),
      asOfPosition: z.number(),
      outcomes: z.string(),
      population: z.number(),
      shown: Counts,
      rule: Counts,
    })
    .nullable(),
  items: z.array(Item),
});

const ExplainedCoverage = z.strictObject({
  population: z.string(),
  holes: z.array(
    z.strictObject({ source: z.string().nullable(), from: z.number(), to: z.number(), because: z.string() }),
  ),
  readings: z.array(
    z.strictObject({
      source: z.string(),
      kind: z.string(),
      from: z.number().nullable(),
      to: z.number().nullable(),
      sourceCount: z.number().nullable(),
      ourCount: z.number(),
      rejected: z.number(),
      note: z.string(),
      position: z.number(),
    }),
  ),
});

const ExplainedControl = z.strictObject({
  id: z.string(),
  title: z.string(),
  statement: z.string(),
  /** Limits of the library by which its checks judge, though it was never adopted with them. */
  defaults: z.array(z.strictObject({ name: z.string(), sentence: z.string() })),
  /** Words that checks which are on judge, and that the statement does not say. */
  unsaid: z.array(z.strictObject({ check: z.string(), terms: z.array(z.string()).readonly(), sentence: z.string() })),
  owner: z.string().nullable(),
  ownerFunction: z.string(),
  criteria: z.array(z.string()),
  status: Status,
  asOf: z.number(),
  reasons: z.array(z.string()),
  /** How many items deviated by an earlier run and do not by the last; null while nobody worked it out. */
  noLongerDeviating: z.number().nullable(),
  /** Where the log has this version of it, and since when it is in force. */
  position: z.number(),
  effectiveFrom: z.number(),
  received: z.number(),
  checks: z.array(ExplainedCheck),
  coverage: z.array(ExplainedCoverage),
  occurrences: z.array(Occurrence.extend({ shownBy: z.string().nullable(), positions: z.array(z.number()) })),
  attached: z.array(
    z.strictObject({
      id: z.string(),
      purpose: z.string(),
      occurred: z.string(),
      period: z.string().nullable(),
      /** The key of the item that called for it, where a person says which. */
      item: z.string().nullable(),
      received: z.number(),
      position: z.number(),
      person: z.string(),
      note: z.string(),
      artifact: Artifact.nullable(),
    }),
  ),
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
  /** Since when it is retired: nothing from then on is counted here. */
  /** The population whose records are the proofs of its occurrences; null: readings, or what people attached. */
  provenIn: z.string().nullable(),
  retiredAt: z.number().nullable(),
});

export const readinessContract = {
  status: endpoint({
    method: 'GET',
    path: '/readiness',
    summary:
      'Management’s view of an engagement: a status for each control with its reasons, counts for each criterion, and what stands between here and ready.',
    permission: 'readiness:read',
    input: Wanted,
    output: z.strictObject({
      engagement: Engagement,
      asOf: AsOf,
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
          /** Who answers for it; null: nobody yet. */
          owner: z.string().nullable(),
          ownerFunction: z.string(),
          status: Status,
          reasons: z.array(z.string()),
          next: z.string(),
          place: PlaceShape,
          highRisk: z.boolean(),
          /** Of how many of its deviations management said what happened, and how many there are; null: no check shows one. */
          explained: z.strictObject({ said: z.number(), of: z.number() }).nullable(),
        }),
      ),
      /** Each list with how many there are, and the first of them. */
      apart: z.strictObject({
        /** Items from before the window whose deadline had not come when it began. */
        openBeforeWindow: Apart,
        /** Items of the window whose deadline falls after its last day. */
        dueAfterWindow: Apart,
        /** Records of the window that were received after its last day. */
        lateArrivals: Apart,
        /** What people attached long after it occurred. */
        recordedLate: Apart,
        /** What deviated by an earlier run, and does not by the last: its records, or the limits, were changed since. */
        noLongerDeviating: Apart,
      }),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
  explain: endpoint({
    method: 'GET',
    path: '/readiness/explain/{subject}',
    summary:
      'The whole chain below a criterion or a control: status, rule, run, items, records, artifacts, and where the log has each.',
    permission: 'readiness:read',
    input: z.strictObject({
      subject: z.string().min(1).max(100),
      engagement: z.string().optional(),
      asOf: z.string().optional(),
      /** At most so many items of each check, those that need eyes first. */
      items: z.int().min(0).max(1_000).default(10),
    }),
    output: z.strictObject({
      engagement: Engagement,
      asOf: AsOf,
      criterion: z
        .strictObject({
          id: z.string(),
          title: z.string(),
          notRelevant: z.string().nullable(),
          counts: z.record(Status, z.number()),
        })
        .nullable(),
      controls: z.array(ExplainedControl),
    }),
    errors: ['not_found', 'engagement_not_yet', 'input_invalid', 'criterion_outside', 'control_outside'],
  }),
  ...apartEndpoint,
  ...programmeEndpoints,
};
