import { z } from 'zod';
import { SEPARATORS } from '#/core/separators.ts';
import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { isZone } from '#/core/time/zone.ts';
import { faultsOfMapping } from './mapping-faults.ts';

export const FORMATS = ['csv', 'tsv', 'json', 'ndjson', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** The name of a column as the header writes it; in JSON a member, or a pointer such as `/profile/login`. */
const ColumnName = z.string().min(1).max(500);
const Words = z.array(z.string().max(500)).max(500).readonly();

/** Holds of a row by one of its cells; an empty or absent cell is `''`. */
const Condition = z.union(
  [z.strictObject({ column: ColumnName, in: Words }), z.strictObject({ column: ColumnName, notIn: Words })],
  { error: 'not a condition: it reads {column, in: [...]} or {column, notIn: [...]}' },
);
export type Condition = z.output<typeof Condition>;

const Target = z.union([
  z.string().max(2_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ unknown: z.literal(true) }),
]);

const How = {
  /** What a cell becomes; `null` says that there is none, `{unknown: true}` that the source does not say; `*` is for all others. */
  values: z.record(z.string().max(500), Target).optional(),
  /** What an empty cell says. Left out, the source does not say; where the field needs a value, the row is rejected. */
  empty: z.enum(['none', 'unknown']).optional(),
  dates: z
    .strictObject({
      /** `iso`, `epoch-seconds`, `epoch-milliseconds`, or a pattern such as `dd.MM.yyyy HH:mm`, `M/d/yyyy h:mm a`. */
      format: z.string().min(1).max(60),
      zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin').optional(),
    })
    .optional(),
  /** What kind of name a cell holds, for fields that name somebody: `email`, `employee`, `github`. */
  scheme: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'not a scheme: lowercase letters and digits, such as email')
    .max(40)
    .optional(),
  /** What stands between the parts of a list. */
  split: z.string().min(1).max(5).optional(),
  /** What stands before the fraction of a number. */
  decimal: z.enum(['.', ',']).optional(),
  /** What stands behind a number, such as `%`. */
  unit: z.string().min(1).max(10).optional(),
};

const Constant = z.strictObject({ constant: z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]) });
const Column = z.strictObject({ column: ColumnName, ...How });
const Joined = z.strictObject({
  columns: z.array(ColumnName).min(1).max(20).readonly(),
  join: z.string().max(20),
  ...How,
});
const FORMS = '{column}, {columns, join}, {constant}, {cases}, {latest} or {members}';
const Plain = z.union([Column, Joined, Constant], {
  error: 'not a way to make a field: {column}, {columns, join} or {constant}',
});
export type Plain = z.output<typeof Plain>;

/** The first case that holds makes the field; where none does, the source does not say. */
const Cases = z.strictObject({
  cases: z
    .array(z.strictObject({ when: Condition, make: Plain }))
    .min(1)
    .max(20)
    .readonly(),
});
/** The latest of several dates; unknown if one of them is. */
const Latest = z.strictObject({ latest: z.array(Plain).min(2).max(20).readonly() });
const Single = z.union([Column, Joined, Constant, Cases, Latest], { error: `not a way to make a field: ${FORMS}` });
export type Single = z.output<typeof Single>;

/** A list whose members stand in columns of their own; those whose condition does not hold are not there. */
const Members = z.strictObject({
  members: z
    .array(z.strictObject({ when: Condition.optional(), fields: z.record(z.string(), Single) }))
    .min(1)
    .max(50)
    .readonly(),
});
const Source = z.union([Column, Joined, Constant, Cases, Latest, Members], {
  error: `not a way to make a field: ${FORMS}`,
});
export type Source = z.output<typeof Source>;

const MappingForm = z.strictObject({
  version: z.literal(1).default(1),
  population: z.enum(POPULATION_NAMES),
  /** Left out, it is told from the bytes. */
  format: z.enum(FORMATS).optional(),
  /** Left out, it is told from the header. */
  separator: z.enum(SEPARATORS).optional(),
  /** The name of a sheet, or its place from 1; needed where there are several. */
  sheet: z.union([z.string().min(1).max(100), z.int().min(1).max(1_000)]).optional(),
  /** The row in which the names of the columns stand; what is above it is no data. */
  headerRow: z.int().min(1).max(1_000).default(1),
  /** In JSON, the pointer to the list; left out, the file is the list. */
  items: z
    .string()
    .regex(/^(\/.*)?$/, 'not a JSON pointer, such as /data/users')
    .max(500)
    .default(''),
  /** Rows for which one of these does not hold are no items; they are counted apart. */
  only: z.array(Condition).max(20).readonly().default([]),
  fields: z.record(z.string(), Source),
});

/** How the rows of a file become facts of a population. Saved with the organization, and sealed with its source. */
export const Mapping = MappingForm.superRefine((mapping, context) => {
  for (const { path, message } of faultsOfMapping(mapping))
    context.addIssue({ code: 'custom', path: ['fields', ...path], message });
});
export type Mapping = z.output<typeof Mapping>;
export type MappingInput = z.input<typeof Mapping>;

/** The columns that a way to make a field reads. */
export function columnsOf(source: Source): readonly string[] {
  if ('column' in source) return [source.column];
  if ('columns' in source) return source.columns;
  if ('cases' in source) return source.cases.flatMap(({ when, make }) => [when.column, ...columnsOf(make)]);
  if ('latest' in source) return source.latest.flatMap(columnsOf);
  if (!('members' in source)) return [];
  return source.members.flatMap(({ when, fields }) => [
    ...(when === undefined ? [] : [when.column]),
    ...Object.values(fields).flatMap(columnsOf),
  ]);
}

/** Every column that a mapping uses, once each. */
export const columnsUsed = ({ fields, only }: Pick<Mapping, 'fields' | 'only'>): readonly string[] => [
  ...new Set([...Object.values(fields).flatMap(columnsOf), ...only.map(({ column }) => column)]),
];
