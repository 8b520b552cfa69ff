import { z } from 'zod';
import { WantedAsOf, WantedInstant } from '#/contract/as-of.ts';
import { cursorOf } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { PopulationId } from '#/contract/population-id.ts';

export const CheckId = z
  .string()
  .regex(/^[a-z-]+\.[a-z-]+$/, 'a check reads <folder>.<name>, such as changes.no-direct-push');
const Outcome = z.enum(['pass', 'deviation', 'pending', 'excluded', 'not-applicable', 'unknown']);
const Counts = z.record(Outcome, z.number());

/** The last finding of a page: of which outcome and minute, of which item, and of what is looked at from time to time by which look. */
export const FindingsEnd = cursorOf(
  z.strictObject({ outcome: Outcome, minute: z.int().min(0).max(0xffff_ffff), look: WantedInstant, item: z.string() }),
);

const Run = z.strictObject({
  position: z.number(),
  number: z.number(),
  asOf: z.number(),
  asOfPosition: z.number(),
  received: z.number(),
  /** Of all items that there are, whenever they occurred; the counts add up to it. */
  population: z.number(),
  /** Whoever is let in to some examinations is given the counts of their days, from the first to before the second instant. */
  within: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
  counts: Counts,
  /** The same items by the rule alone, as if nobody had excluded any. */
  rule: Counts,
  judged: z.number(),
});

const Exclusion = z.strictObject({
  position: z.number(),
  item: z.string(),
  /** What its source calls it; null: nothing but its key, or the population is too long to look it up. */
  called: z.string().nullable(),
  reason: z.string(),
  person: z.string(),
  expires: z.number().nullable(),
  /** Until it expires. */
  holds: z.boolean(),
  /** What the last run had said of the item when it was excluded; null where it had said nothing. */
  knownOutcome: Outcome.nullable(),
});

const Finding = z.strictObject({
  item: z.string(),
  /** What its source calls the record; null: nothing but its key, or the population is too long to look it up. */
  called: z.string().nullable(),
  look: z.number().nullable(),
  outcome: Outcome,
  /** What the rule says, whether people excluded the item or not. */
  rule: Outcome,
  reason: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** How far it can be believed: source, export, screenshot or stated, as its bytes; stated where it passes by a statement in them. Null: there are none, or they were erased. */
  grade: z.string().nullable(),
  /** It is a state as the look saw it: that it lasted until the next look is inferred. */
  inferred: z.boolean(),
  /** Of an item that waits for its deadline: when it comes. */
  due: z.number().nullable(),
});

export const checksContract = {
  list: endpoint({
    method: 'GET',
    path: '/checks',
    summary:
      'The checks that serve adopted controls, and what the last run of each said: first those with deviations, then those with something unknown.',
    permission: 'checks:read',
    input: z.strictObject({ all: z.boolean().default(false), asOf: WantedAsOf }),
    output: z.strictObject({
      checks: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          population: z.string(),
          controls: z.array(z.string()),
          enabled: z.boolean(),
          applies: z.boolean(),
          run: Run.nullable(),
          /** That no source ever told of its population, in words: a run of it judged nothing. Null: one did. */
          untold: z.string().nullable(),
        }),
      ),
      /** When the first run of any check was sealed, where none had been by then; null: one had, or none ever was. */
      firstRun: z.number().nullable(),
    }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/checks/{id}',
    summary:
      'One check: its rule in words with its limits, the last run, and items of it: those that are not clean, those of other outcomes, or one. Deviations come first, then what is unknown, then the rest; within these, the newest.',
    permission: 'checks:read',
    input: z.strictObject({
      id: CheckId,
      asOf: WantedAsOf,
      outcomes: z.array(Outcome).default(['deviation', 'unknown', 'excluded']),
      /** The outcomes are those of management's view, or of the rule alone, as if nobody had excluded any. */
      by: z.enum(['view', 'rule']).default('view'),
      /** Only deviations of management's view, and of these those that management explained, or did not explain yet. */
      explained: z.boolean().optional(),
      /** One item alone with all its states, whatever they are. */
      item: z.string().min(1).optional(),
      /** Of what is looked at from time to time each thing once, as the counts have it; else each state that was found. */
      counted: z.boolean().default(false),
      /** Only items that may have occurred from this instant on, and before that one. */
      from: WantedInstant.optional(),
      to: WantedInstant.optional(),
      after: FindingsEnd.text.optional(),
      limit: z.int().min(1).max(1_000).default(100),
    }),
    output: z.strictObject({
      id: z.string(),
      title: z.string(),
      prose: z.string(),
      controls: z.array(z.string()),
      sentences: z.array(z.strictObject({ from: z.number().nullable(), sentence: z.string() })),
      run: Run.nullable(),
      /** That no source ever told of its population, in words: a run of it judged nothing. Null: one did. */
      untold: z.string().nullable(),
      /** Of what records were erased that may have stood beside its items: what it says of these rests on the others. */
      erasedBeside: z.array(z.string()),
      exclusions: z.array(Exclusion),
      /** Since its last run somebody excluded an item or ended that, of which the run says nothing. */
      decidedSince: z.boolean(),
      findings: z.array(Finding),
      next: z.string().nullable(),
    }),
    errors: ['not_found'],
  }),
  judged: endpoint({
    method: 'GET',
    path: '/checks/judged/{population}/{key}',
    summary: 'The checks that judge one item, and what the last run of each said of it.',
    permission: 'checks:read',
    input: z.strictObject({ population: PopulationId, key: z.string().min(1), asOf: WantedAsOf }),
    output: z.strictObject({
      checks: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          /** One that is turned off is not run: what it said before is shown, and what it would say now nobody knows. */
          enabled: z.boolean(),
          /** Null: it was never run. */
          asOf: z.number().nullable(),
          /** As what the item counts; null: the run did not see it, or it is of no window that the caller sees. */
          finding: Finding.nullable(),
        }),
      ),
    }),
    errors: [],
  }),
  exclude: endpoint({
    method: 'POST',
    path: '/checks/{id}/exclusions',
    summary:
      'Takes an item out of management’s view of a check. It stays in the population, in packages and in the auditor’s view. It counts as excluded from the next run of the check, which `POST /api/jobs/check` asks for; a server runs it by itself within a quarter of an hour, but not in the demo company, and neither while a source is read nor after a run that was given up.',
    permission: 'checks:write',
    settles: true,
    input: z.strictObject({
      id: CheckId,
      item: z.string().min(1),
      reason: z.string().min(10, 'a reason of at least ten characters'),
      expires: z.iso.date().optional(),
    }),
    output: z.strictObject({ position: z.number(), knownOutcome: Outcome.nullable() }),
    errors: ['not_found', 'item_unknown', 'input_invalid'],
  }),
  include: endpoint({
    method: 'DELETE',
    path: '/checks/{id}/exclusions',
    summary:
      'Ends the exclusion of an item, however often it was excluded. It counts again from the next run of the check, which `POST /api/jobs/check` asks for; a server runs it by itself within a quarter of an hour, but not in the demo company, and neither while a source is read nor after a run that was given up.',
    permission: 'checks:write',
    settles: true,
    input: z.strictObject({
      id: CheckId,
      item: z.string().min(1),
      reason: z.string().min(10, 'a reason of at least ten characters'),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found', 'item_unknown'],
  }),
  switch: endpoint({
    method: 'PUT',
    path: '/checks/{id}/enabled',
    summary: 'Turns a check off, or on again. While it is off, what it would have said is not known.',
    permission: 'checks:write',
    settles: true,
    input: z.strictObject({
      id: CheckId,
      enabled: z.boolean(),
      reason: z.string().min(10, 'a reason of at least ten characters'),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
};
