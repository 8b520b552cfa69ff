import { z } from 'zod';
import { SEPARATORS } from '#/core/separators.ts';

const Columns = z.array(z.string());
/** What would become of the rows of a file: the first of each kind, and how many there are. */
const RowsTested = z.strictObject({
  total: z.number(),
  accepted: z.number(),
  /** Those that the mapping says are no items. */
  skipped: z.number(),
  rejected: z.number(),
  blank: z.number(),
  /** As records. */
  first: z.array(z.strictObject({ place: z.string(), fact: z.unknown() })),
  /** Why rows cannot come in; one stands there once for each reason. */
  rejections: z.array(
    z.strictObject({ row: z.string(), columns: Columns, cell: z.string().nullable(), reason: z.string() }),
  ),
  /** Each reason, and how many rows it keeps out. */
  whys: z.array(z.strictObject({ columns: Columns, reason: z.string(), rows: z.number() })),
});

/** What can be seen, and how many of its rows cannot be imported as they are. */
export const Tested = z.strictObject({
  seen: z.array(z.string()),
  rejected: z.number(),
  /** Null: it has no rows. */
  rows: RowsTested.nullable(),
});
export type Tested = z.output<typeof Tested>;

const ColumnTold = z.strictObject({
  name: z.string(),
  /** Some of what stands there. */
  samples: z.array(z.string()),
  filled: z.number(),
  empty: z.number(),
  /** Everything that stands there, where that is a few words. */
  words: z.array(z.string()).nullable(),
  emails: z.boolean(),
  /** How its dates are written; null: they are none. */
  dates: z
    .strictObject({
      /** Several where the rows do not tell which one it is. */
      forms: z.array(z.strictObject({ format: z.string(), reads: z.string() })),
      example: z.string(),
      /** What none of them reads. */
      strangers: z.array(z.string()),
    })
    .nullable(),
});

/** The first rows of a file, and what its columns could mean. */
export const Look = z.strictObject({
  format: z.string(),
  total: z.number(),
  /** In which a date without a zone is meant, unless something else is said. */
  zone: z.string(),
  columns: z.array(ColumnTold),
  /** With those that are not told of: too many, without a name, or with the name of another. */
  columnsTotal: z.number(),
  /** Names of more than one column. */
  repeated: z.array(z.string()),
  /** The first rows, of the first columns. */
  rows: z.array(z.array(z.string())),
  presets: z.array(z.string()),
  candidates: z.array(
    z.strictObject({
      population: z.string(),
      fields: z.array(
        z.strictObject({
          field: z.string(),
          column: z.string(),
          /** A second column, which stands behind it: the last name behind the first. */
          and: z.string().nullable(),
          how: z.string(),
          open: z.array(z.string()),
        }),
      ),
      missing: z.array(z.string()),
      unused: z.array(z.string()),
      /** What keeps it from being used as it is. */
      open: z.array(z.string()),
      /** What an empty cell says, where a person should look. */
      silent: z.array(z.string()),
      mapping: z.unknown(),
    }),
  ),
});

/** A file that was handed in, and where its rows stand. */
export const LookedAt = z.strictObject({
  path: z.string().max(400),
  /** Of a workbook. */
  sheet: z.string().min(1).max(100).optional(),
  /** Where the list stands in JSON, such as /data/users. */
  items: z.string().max(500).optional(),
  /** Of separated values, where the file does not tell. */
  separator: z.enum(SEPARATORS).optional(),
  /** In which row the names of the columns stand. */
  headerRow: z.int().min(1).max(1_000).optional(),
});
