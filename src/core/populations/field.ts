import { z } from 'zod';
import { type Actor, HANDLE, type Handle } from '#/core/actor.ts';
import { type Moment, parseMoment } from '#/core/time/moment.ts';

const LONGEST_TEXT = 8_000;
const LONGEST_LIST = 1_000;

/**
 * One field of a population. `Fact` is its form in a record, as JSON; `Value` is what a check sees.
 * `null` always means that the source says there is none; a missing member (`undefined` to a check) means that the
 * source does not say. The two are never mixed up, because only the second makes an outcome unknown.
 */
export interface Field<Fact, Value> {
  readonly kind: FieldKind;
  readonly doc: string;
  readonly none: boolean;
  readonly unknown: boolean;
  /** Accepts the fact, `null` and absence included where the field allows them. */
  readonly schema: z.ZodType<Fact>;
  /** Whether something is what the schema accepts, told several times as fast; why it is not, only the schema says. */
  readonly fits: Fits;
  readonly choices: readonly string[];
  readonly children: Fields;
  /** The source may say that there is none. */
  orNone(): Field<Fact | null, Value | null>;
  /** The source may not say. */
  orUnknown(): Field<Fact | undefined, Value | undefined>;
  /** Never set: it carries the type. */
  readonly value?: Value;
}

export type Fits = (value: unknown) => boolean;
export type FieldKind = 'text' | 'number' | 'flag' | 'choice' | 'moment' | 'actor' | 'texts' | 'list';
export type Fields = { readonly [name: string]: Field<unknown, unknown> };

type FactOf<F> = F extends Field<infer Fact, unknown> ? Fact : never;
type ValueOf<F> = F extends { readonly value?: infer Value } ? Value : never;
type Silent<F extends Fields> = { [K in keyof F]: undefined extends FactOf<F[K]> ? K : never }[keyof F];

/** A record's fact as JSON: members that the source is silent on are left out. */
export type FactIn<F extends Fields> = { readonly [K in Exclude<keyof F, Silent<F>>]: FactOf<F[K]> } & {
  readonly [K in Silent<F>]?: Exclude<FactOf<F[K]>, undefined>;
};

/** The same as a check sees it: moments parsed, handles resolved. */
export type ItemIn<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

interface Spec {
  readonly kind: FieldKind;
  readonly doc: string;
  readonly schema: z.ZodType;
  /** For what is neither absent nor `null`. */
  readonly fits: Fits;
  readonly none?: boolean;
  readonly unknown?: boolean;
  readonly choices?: readonly string[];
  readonly children?: Fields;
}

function field<Fact, Value>(spec: Spec): Field<Fact, Value> {
  const { kind, doc, none = false, unknown = false, choices = [], children = {} } = spec;
  const nullable = none ? spec.schema.nullable() : spec.schema;
  return {
    kind,
    doc,
    none,
    unknown,
    choices,
    children,
    fits: (value) => (value === undefined ? unknown : value === null ? none : spec.fits(value)),
    schema: (unknown ? nullable.optional() : nullable) as unknown as z.ZodType<Fact>,
    orNone: () => field({ ...spec, none: true }),
    orUnknown: () => field({ ...spec, unknown: true }),
  };
}

/**
 * Half a surrogate pair has no form in UTF-8: stored and read again it would be another text. A zero byte has none in
 * the database.
 */
const WellFormed = z
  .string()
  .refine((form) => form.isWellFormed(), 'not well-formed Unicode: half a surrogate pair')
  .refine((form) => !form.includes('\0'), 'a zero byte, which is no part of a text');

/** Whether something is a text as fields hold it. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= LONGEST_TEXT &&
  value.isWellFormed() &&
  !value.includes('\0');

const Text = WellFormed.min(1, 'empty: leave the member out if the source does not say').max(LONGEST_TEXT);

export const text = (doc: string): Field<string, string> => field({ kind: 'text', doc, schema: Text, fits: isText });

export const number = (doc: string): Field<number, number> =>
  field({ kind: 'number', doc, schema: z.number(), fits: Number.isFinite });

export const flag = (doc: string): Field<boolean, boolean> =>
  field({ kind: 'flag', doc, schema: z.boolean(), fits: (value) => typeof value === 'boolean' });

/** One of at most 200 words. */
export const choice = <const C extends string>(choices: readonly C[], doc: string): Field<C, C> =>
  field({ kind: 'choice', doc, choices, schema: z.enum(choices), fits: (value) => choices.includes(value as C) });

const MOMENT_FORMS =
  'not a moment: it reads 2026-03-03T10:00:00Z, 2026-03-03[Europe/Berlin], or two instants with a slash between';

export const moment = (doc: string): Field<string, Moment> =>
  field({
    kind: 'moment',
    doc,
    schema: z.string().refine((form) => parseMoment(form) !== null, MOMENT_FORMS),
    fits: (value) => typeof value === 'string' && parseMoment(value) !== null,
  });

const LONGEST_HANDLE = 500;
const isHandle: Fits = (value) => isText(value) && value.length <= LONGEST_HANDLE && HANDLE.test(value);

const HandleForm = WellFormed.max(LONGEST_HANDLE).regex(
  HANDLE,
  'not a handle: it reads <scheme>:<name>, such as email:ada@acme.example',
);

/** Somebody, as the source names them. A source that names nobody leaves the member out. */
export const actor = (doc: string): Field<Handle | undefined, Actor> =>
  field({ kind: 'actor', doc, schema: HandleForm, fits: isHandle, unknown: true });

export const texts = (doc: string): Field<readonly string[], readonly string[]> =>
  field({ kind: 'texts', doc, schema: z.array(Text).max(LONGEST_LIST), fits: listFits(isText) });

export const list = <F extends Fields>(children: F, doc: string): Field<readonly FactIn<F>[], readonly ItemIn<F>[]> =>
  field({
    kind: 'list',
    doc,
    children,
    schema: z.array(objectOf(children)).max(LONGEST_LIST),
    fits: listFits(fitsOf(children)),
  });

const listFits =
  (fits: Fits): Fits =>
  (value) => {
    if (!Array.isArray(value) || value.length > LONGEST_LIST) return false;
    for (const each of value) if (!fits(each)) return false;
    return true;
  };

/** The strict schema of an object with these fields. */
export const objectOf = (fields: Fields): z.ZodType =>
  z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])));

/** Whether something is an object with these fields, and no others. */
export function fitsOf(fields: Fields): Fits {
  const named = Object.entries(fields).map(([name, { fits }]) => ({ name, fits }));
  return (value) => {
    if (!isPlain(value)) return false;
    for (const name in value) if (!Object.hasOwn(fields, name)) return false;
    for (const { name, fits } of named) if (!fits(value[name])) return false;
    return true;
  };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
