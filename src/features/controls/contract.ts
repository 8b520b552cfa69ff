import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { Promised } from '#/contract/promised.ts';
import { FREQUENCIES, OWNER_FUNCTIONS } from '#/core/controls.ts';

const OwnerFunction = z.enum(OWNER_FUNCTIONS);
const Frequency = z.enum(FREQUENCIES);
export const ControlId = Slug.max(80);
const Day = z.iso.date();
const State = z.enum(['adopted', 'retired']);

const Default = z.strictObject({ name: z.string(), sentence: z.string() });

/** Words that a check judges, and that the statement does not say. */
const Unsaid = z.strictObject({ check: z.string(), terms: z.array(z.string()).readonly(), sentence: z.string() });

const Control = z.strictObject({
  id: z.string(),
  title: z.string(),
  statement: z.string(),
  /** Limits of the library by which its checks judge, though no version of it was adopted with them. */
  defaults: z.array(Default),
  unsaid: z.array(Unsaid),
  limits: z.record(z.string(), z.unknown()),
  criteria: z.array(z.string()),
  ownerFunction: OwnerFunction,
  owner: z.string().nullable(),
  frequency: Frequency,
  nature: z.enum(['manual', 'automated', 'hybrid']),
  type: z.enum(['preventive', 'detective', 'corrective']),
  state: State,
  origin: z.string().nullable(),
  /** The statement is still as the library wrote it. */
  asInLibrary: z.boolean(),
  checks: z.array(z.string()),
});

/** A limit that stands in a statement as `{name}`: what it may be, what it is, and what the library has. */
const Limit = z.strictObject({
  name: z.string(),
  kind: z.enum(['count', 'rhythm', 'by-severity']),
  unit: z.string(),
  doc: z.string(),
  /** It may be left open; the statement then names no number. */
  mayBeOpen: z.boolean(),
  value: z.unknown(),
  inLibrary: z.unknown(),
});

const Latest = z.strictObject({
  /** The statement with `{name}` where a limit stands. */
  template: z.string(),
  /** The same as the library has it; null for a control of the company’s own. */
  libraryTemplate: z.string().nullable(),
  limits: z.array(Limit),
  owner: z.string().nullable(),
  ownerFunction: OwnerFunction,
  frequency: Frequency,
  state: State,
  effectiveFrom: z.number(),
});

/** Whose work it is, such as an e-mail address; null: nobody's yet. */
const Owner = z.string().min(1).max(200).nullable();

export const controlsContract = {
  library: endpoint({
    method: 'GET',
    path: '/library/controls',
    summary: 'The controls of the library, adopted or not.',
    permission: 'controls:read',
    input: z.strictObject({ criterion: z.string().optional() }),
    output: z.strictObject({
      controls: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          statement: z.string(),
          criteria: z.array(z.string()),
          ownerFunction: OwnerFunction,
          frequency: Frequency,
          nature: z.enum(['manual', 'automated', 'hybrid']),
          type: z.enum(['preventive', 'detective', 'corrective']),
          /** Of what an auditor asks for the whole list, and what each item of it then has to show. */
          population: z.string(),
          mustShow: z.array(z.string()),
          /** What most often goes wrong with it. */
          pitfalls: z.array(z.string()),
          highRisk: z.boolean(),
          adopted: z.boolean(),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  starter: endpoint({
    method: 'GET',
    path: '/library/starter',
    summary: 'The categories and controls that a company like this begins with, each with the reason.',
    permission: 'controls:read',
    input: z.strictObject({
      promises: z.array(Promised).default([]),
      headcount: z.int().min(1).max(1_000_000).default(10),
      office: z.boolean().default(false),
      contractors: z.boolean().default(false),
      personalData: z.boolean().default(false),
      ownMachines: z.boolean().default(false),
    }),
    output: z.strictObject({
      /** Everything that can be promised, in a sentence each. */
      promises: z.array(z.strictObject({ promise: z.string(), sentence: z.string(), suggests: z.string() })),
      categories: z.array(z.strictObject({ category: z.string(), because: z.string() })),
      controls: z.array(
        z.strictObject({ id: z.string(), title: z.string(), because: z.string(), adopted: z.boolean() }),
      ),
    }),
    errors: [],
  }),
  list: endpoint({
    method: 'GET',
    path: '/controls',
    summary: 'The controls that the company adopted, or those that it no longer performs.',
    permission: 'controls:read',
    input: z.strictObject({ state: State.default('adopted'), asOf: WantedAsOf }),
    output: z.strictObject({ controls: z.array(Control) }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/controls/{id}',
    summary: 'One control: what it says, what it began as, and every version of it.',
    permission: 'controls:read',
    input: z.strictObject({ id: ControlId, asOf: WantedAsOf }),
    output: z.strictObject({
      control: Control,
      original: z.string().nullable(),
      /** What an auditor looks for in what is attached, by the library; empty for a control of the company’s own. */
      lookedFor: z.strictObject({
        /** In each performance. */
        performance: z.array(z.string()),
        design: z.array(z.string()),
      }),
      versions: z.array(
        z.strictObject({
          position: z.number(),
          effectiveFrom: z.number(),
          received: z.number(),
          /** It was to be in force before the log had it. */
          backDated: z.boolean(),
          person: z.string(),
          statement: z.string(),
          frequency: Frequency,
          owner: z.string().nullable(),
          state: State,
        }),
      ),
      /** What a change begins from: the version that was sealed last, in force or not yet. */
      latest: Latest,
    }),
    errors: ['not_found'],
  }),
  adopt: endpoint({
    method: 'POST',
    path: '/controls',
    summary: 'Adopts controls of the library.',
    permission: 'controls:write',
    settles: true,
    input: z.strictObject({
      controls: z
        .array(z.strictObject({ id: ControlId, owner: Owner.default(null) }))
        .min(1)
        .max(200),
      effectiveFrom: Day.optional(),
    }),
    output: z.strictObject({ adopted: z.array(z.string()), already: z.array(z.string()) }),
    errors: ['not_found'],
  }),
  add: endpoint({
    method: 'POST',
    path: '/controls/own',
    summary: 'Adds a control of the company’s own, evidenced by hand.',
    permission: 'controls:write',
    settles: true,
    input: z.strictObject({
      id: ControlId,
      title: z.string().min(3).max(200),
      statement: z.string().min(20).max(4_000),
      criteria: z.array(z.string()).min(1),
      ownerFunction: OwnerFunction,
      owner: Owner.default(null),
      frequency: Frequency,
      nature: z.enum(['manual', 'automated', 'hybrid']).default('manual'),
      type: z.enum(['preventive', 'detective', 'corrective']).default('preventive'),
      effectiveFrom: Day.optional(),
    }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['control_exists', 'input_invalid'],
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/controls/{id}',
    summary:
      'Changes a control from a day on. Earlier versions stay, and judge what occurred while they were in force.',
    permission: 'controls:write',
    settles: true,
    input: z.strictObject({
      id: ControlId,
      statement: z.string().min(20).max(4_000).optional(),
      limits: z.record(z.string(), z.unknown()).optional(),
      owner: Owner.optional(),
      ownerFunction: OwnerFunction.optional(),
      frequency: Frequency.optional(),
      state: State.optional(),
      effectiveFrom: Day.optional(),
    }),
    output: z.strictObject({
      id: z.string(),
      position: z.number(),
      statement: z.string(),
      /** Where a limit of the statement says how often, the one follows the other. */
      frequency: Frequency,
      backDated: z.boolean(),
      unsaid: z.array(Unsaid),
    }),
    errors: [
      'not_found',
      'statement_without_limit',
      'statement_span_apart',
      'limit_unknown',
      'frequency_apart',
      'input_invalid',
    ],
  }),
  own: endpoint({
    method: 'POST',
    path: '/controls/owner',
    summary: 'Gives several controls to one owner, or takes theirs from them; whichever has that owner stays as it is.',
    permission: 'controls:write',
    settles: true,
    each: 'ids',
    input: z.strictObject({
      ids: z.array(ControlId).min(1).max(200),
      owner: Owner,
      effectiveFrom: Day.optional(),
    }),
    output: z.strictObject({ changed: z.array(z.string()), already: z.array(z.string()) }),
    errors: ['not_found', 'input_invalid'],
  }),
  preview: endpoint({
    method: 'POST',
    path: '/controls/{id}/preview',
    summary: 'How a statement would read with these words and limits. Nothing is changed.',
    permission: 'controls:read',
    input: z.strictObject({
      id: ControlId,
      statement: z.string().min(20).max(4_000).optional(),
      limits: z.record(z.string(), z.unknown()).optional(),
    }),
    output: z.strictObject({ statement: z.string(), unsaid: z.array(Unsaid) }),
    errors: ['not_found', 'statement_without_limit', 'statement_span_apart', 'limit_unknown', 'input_invalid'],
  }),
};
