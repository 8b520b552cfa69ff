import { z } from 'zod';

/** How a reading of a source ended. */
export const CollectedDocument = z.strictObject({
  run: z.string(),
  state: z.enum(['finished', 'failed', 'cancelled']),
  records: z.number(),
  unchanged: z.number(),
  unreadable: z.number(),
  gone: z.number(),
  rejected: z.number(),
  error: z.string().nullable(),
  /** Of the list of errors, where it failed by one of them. */
  code: z.string().nullable(),
});

const Proposed = z.strictObject({
  population: z.string(),
  fields: z.array(
    z.strictObject({
      field: z.string(),
      column: z.string(),
      /** The column whose words follow those of the first, such as of a name in two. */
      and: z.string().nullable(),
      how: z.enum(['exact', 'near']),
      open: z.array(z.string()),
    }),
  ),
  missing: z.array(z.string()),
  unused: z.array(z.string()),
  /** What keeps it from being used as it is. */
  open: z.array(z.string()),
  /** What --save writes. */
  mapping: z.unknown(),
});

/** What `attestry import` prints with --json. */
export const ImportDocument = z.strictObject({
  file: z.string(),
  collector: z.string(),
  /** Null where nothing was imported. */
  source: z.string().nullable(),
  /** Null where it is not by a mapping. */
  rows: z
    .strictObject({
      total: z.number(),
      accepted: z.number(),
      skipped: z.number(),
      rejected: z.number(),
      blank: z.number(),
    })
    .nullable(),
  rejections: z.array(
    z.strictObject({
      row: z.string(),
      /** The columns in one text; null where the file has none there. */
      column: z.string().nullable(),
      columns: z.array(z.string()),
      reason: z.string(),
      cell: z.string().nullable(),
    }),
  ),
  seen: z.array(z.string()),
  /** Where no mapping was given. */
  proposal: Proposed.nullable(),
  presets: z.array(z.string()),
  collected: CollectedDocument.nullable(),
});
export type ImportDocument = z.output<typeof ImportDocument>;
