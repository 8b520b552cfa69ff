import { z } from 'zod';

const Fault = z.strictObject({ kind: z.string(), where: z.string(), what: z.string() });

/** The package of an engagement, as it was found. */
export const Verified = z.strictObject({
  fine: z.boolean(),
  /** What is unchanged, since when an outsider vouches, and what no ledger proves. */
  sentences: z.array(z.string()),
  faults: z.array(Fault),
  remarks: z.array(z.strictObject({ position: z.number(), what: z.string() })),
  signer: z.string().nullable(),
  origin: z.string().nullable(),
  entries: z.number(),
  records: z.number(),
  artifacts: z.number(),
  erased: z.strictObject({ payloads: z.number(), artifacts: z.number(), segments: z.number() }),
  received: z.tuple([z.string(), z.string()]).nullable(),
  vouches: z.array(z.strictObject({ size: z.number(), time: z.number(), by: z.string() })),
  /** docs/spec/package.md has its form. */
  manifest: z.record(z.string(), z.unknown()).nullable(),
});

/** What became of each run, control and criterion when it was worked out again. */
export const Reperformed = z.strictObject({
  fine: z.boolean(),
  runs: z.array(
    z.strictObject({
      check: z.string(),
      kind: z.enum(['same', 'erased', 'differs', 'not re-performed']),
      population: z.number().optional(),
      /** How many of them the check is about. */
      about: z.number().optional(),
      deviations: z.number().optional(),
      unknown: z.number().optional(),
      erasures: z.number().optional(),
      because: z.string().optional(),
    }),
  ),
  /** The status of each control, from its design to its word. */
  controls: z.array(
    z.strictObject({
      control: z.string(),
      kind: z.enum(['same', 'differs', 'not re-performed']),
      status: z.string().optional(),
      occurrences: z.number().optional(),
      holes: z.number().optional(),
      because: z.string().optional(),
    }),
  ),
  /** What each criterion counts. */
  criteria: z.array(
    z.strictObject({
      criterion: z.string(),
      kind: z.enum(['same', 'differs', 'not re-performed']),
      controls: z.number().optional(),
      because: z.string().optional(),
    }),
  ),
  /** What else management's view says otherwise than what is sealed gives. */
  otherwise: z.array(z.string()),
  notShown: z.array(z.string()),
  /** Sources that follow another, by whose word. */
  follows: z.array(z.strictObject({ source: z.string(), follows: z.string(), by: z.string(), at: z.number() })),
  items: z.array(z.record(z.string(), z.unknown())),
  /** Where the package does not verify, and nothing was re-performed. */
  faults: z.array(Fault).optional(),
});
