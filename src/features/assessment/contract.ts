import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';
import { Promised } from '#/contract/promised.ts';
import { PlaceShape } from '#/contract/step.ts';

/** What a company may have already, before it begins. */
const Existing = z.enum([
  'sign-on',
  'second-factor',
  'change-reviews',
  'backups',
  'hr-records',
  'policies',
  'scans',
  'incident-plan',
]);

/** What a company says of itself, in plain words. */
const Answers = z.strictObject({
  promises: z.array(Promised).max(20).default([]),
  headcount: z.int().min(1).max(1_000_000),
  /** People who write changes to the product. */
  engineers: z.int().min(0).max(1_000_000),
  /** People who can reach production. */
  production: z.int().min(0).max(1_000_000),
  exists: z.array(Existing).max(20).default([]),
  office: z.boolean().default(false),
  contractors: z.boolean().default(false),
  personalData: z.boolean().default(false),
  ownMachines: z.boolean().default(false),
  /** The day on which a deal needs the report; null: none waits. */
  deal: z.iso.date().nullable().default(null),
});

/** More people than there are do nothing. Contractors may not be among those who work there. */
const isPossible =
  (who: 'engineers' | 'production') =>
  ({ headcount, contractors, ...answers }: z.output<typeof Answers>): boolean =>
    contractors || answers[who] <= headcount;
const MORE = 'fewer people work for you; if contractors are among these, say above that contractors work for you';

/** A range that somebody gives, and who. */
const Said = z.strictObject({ what: z.string(), range: z.string(), source: z.string() });

const Type = z.enum(['type-1', 'type-2']);

export const Deal = z.strictObject({
  /** What to do, first. */
  says: z.string(),
  /** What is begun for it, and why that. */
  type: Type,
  why: z.string(),
  /** By when each type is to be begun, by the longer end of its range and by the shorter. */
  types: z.array(z.strictObject({ type: Type, safe: z.string(), latest: z.string(), says: z.string() })),
});

const Reading = z.strictObject({
  /** Where the company stands, in a sentence. */
  stands: z.string(),
  /** What a first examination looks at, there or not, and where in the product it comes in. */
  looked: z.array(z.strictObject({ what: z.string(), there: z.boolean(), why: z.string(), place: PlaceShape })),
  /** What follows from the size of the company. */
  size: z.array(z.string()),
  categories: z.array(z.strictObject({ category: z.string(), because: z.string() })),
  /** Controls to begin with. */
  controls: z.array(z.strictObject({ id: z.string(), title: z.string(), because: z.string(), adopted: z.boolean() })),
  times: z.array(Said),
  costs: z.array(Said),
  /** What to do for the deal that waits; null: none does. */
  deal: Deal.nullable(),
});

export const assessmentContract = {
  show: endpoint({
    method: 'GET',
    path: '/assessment',
    summary: 'What the company said of itself at the beginning, and what follows from it; null until it did.',
    permission: 'engagements:read',
    input: z.strictObject({}),
    output: z.strictObject({
      answers: Answers.nullable(),
      reading: Reading.nullable(),
      /** True for whoever examines: how management prepared is not theirs, whether it said anything or not. */
      withheld: z.boolean(),
    }),
    errors: [],
  }),
  answer: endpoint({
    method: 'PUT',
    path: '/assessment',
    summary: 'Says, or says anew, what the company is like. The answers are sealed, and the first tasks are made.',
    permission: 'engagements:write',
    settles: true,
    input: Answers.refine(isPossible('engineers'), { path: ['engineers'], message: MORE }).refine(
      isPossible('production'),
      { path: ['production'], message: MORE },
    ),
    output: z.strictObject({ position: z.number(), reading: Reading }),
    errors: [],
  }),
};
