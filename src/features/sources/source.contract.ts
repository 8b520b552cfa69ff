import { z } from 'zod';

/** A source as it is listed. */
export const Source = z.strictObject({
  id: z.string(),
  collector: z.string(),
  title: z.string(),
  settings: z.unknown(),
  /** Kept for comparison with another source only, and not judged. */
  reference: z.boolean(),
  /** The source that it takes up from, by whom and when that was said; null: none. */
  follows: z.strictObject({ source: z.string(), by: z.string(), at: z.number() }).nullable(),
  /** When it was connected, and by whom; null where the audit log names nobody, as of the demo. */
  connected: z.strictObject({ at: z.number(), by: z.string().nullable() }),
  /** Since when it is not read any more, by whose word and why; null: it is. */
  disconnected: z.strictObject({ at: z.number(), by: z.string(), reason: z.string() }).nullable(),
  populations: z.array(z.string()),
  /** The names of the secrets that are kept of it now, whatever day is looked at. */
  secrets: z.array(z.string()),
  lastRun: z
    .strictObject({
      state: z.string(),
      started: z.number(),
      finished: z.number().nullable(),
      records: z.number(),
      /** Items that could not be read; null: that was not kept, or it goes on. */
      unreadable: z.number().nullable(),
      /** Rows of a file that did not come in. */
      rejected: z.number(),
      error: z.string().nullable(),
      /** Why it failed, by the code of the error: `secret_refused` asks for a new secret. */
      cause: z.string().nullable(),
    })
    .nullable(),
});

/** What was changed of a source at one time. */
export const Change = z.strictObject({
  position: z.number(),
  at: z.number(),
  what: z.enum(['settings', 'secret', 'disconnected', 'reconnected']),
  person: z.string(),
  /** Empty where none is asked for. */
  reason: z.string(),
  /** Those that were others before; null for one that was, or is, not there. */
  settings: z.array(z.strictObject({ name: z.string(), before: z.unknown(), after: z.unknown() })),
  /** The names of those that were given; never what they are. */
  secrets: z.array(z.string()),
});

/** One reading of a source, and what it said. */
export const Reading = z.strictObject({
  id: z.string(),
  state: z.string(),
  started: z.number(),
  finished: z.number().nullable(),
  records: z.number(),
  /** Items that could not be read; null: that was not kept, or it goes on. */
  unreadable: z.number().nullable(),
  rejected: z.number(),
  error: z.string().nullable(),
  log: z.array(z.strictObject({ at: z.number(), level: z.string(), message: z.string() })),
});
