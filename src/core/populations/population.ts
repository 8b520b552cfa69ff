import type { z } from 'zod';
import type { Moment } from '#/core/time/moment.ts';
import { type FactIn, type Fields, type Fits, fitsOf, type ItemIn, objectOf } from './field.ts';

/**
 * What admits an item to a window.
 * `event`: it happened; the named field says when. `state`: it held from one stated date to another.
 * `observed`: it is a setting that is looked at from time to time; each change of it is a state of its own, which
 * holds from the look that first saw it to the look that saw another. Two looks further apart than
 * `inferredForDays` leave a hole between them.
 */
export type Shape<Name extends string> =
  | { readonly kind: 'event'; readonly occurred: Name }
  | { readonly kind: 'state'; readonly from: Name; readonly to: Name }
  | { readonly kind: 'observed'; readonly inferredForDays: number };

/** When a look at a whole source no longer finds an item that an earlier look found. */
export interface Disappearance<Name extends string> {
  /** This field becomes: some time between the two looks. */
  readonly sets?: Name;
}

/**
 * Items that another population only names, as its records change: each record of it names the last of them that is
 * its own, and forgets the one before. They are made of what its records say when they come in, whoever brings them,
 * and stay.
 */
export interface Derived<Name extends string> {
  /** The population whose records name them. */
  readonly from: string;
  /** Of each field of ours, what it is made of there. */
  readonly fields: { readonly [N in Name]?: Lookup };
  /** Whose they are: of those of one, the records name the last. */
  readonly of: Name;
  /** When that was done for which one calls. The records name the last time: it belongs to the last item not after it. */
  readonly answer: Name;
  /** What a record says that names one, or that there is none. */
  readonly says: string;
}

interface Spec<Name extends string, F extends Fields> {
  readonly name: Name;
  /** Goes up when a field changes its meaning; sealed records keep theirs. */
  readonly version: number;
  readonly one: string;
  readonly many: string;
  readonly doc: string;
  /** The item's stable key, made of fields: `{repository}@{revision}`. A separator inside a value is percent-encoded. */
  readonly key: string;
  readonly shape: Shape<keyof F & string>;
  readonly disappearance?: Disappearance<keyof F & string>;
  /** The date that a collector may put at the first look that found the item, and that later looks do not move. */
  readonly firstSeen?: keyof F & string;
  /** A field that becomes a value, and the date of it, which is inferred from two looks where the source does not say. */
  readonly transition?: { readonly field: keyof F & string; readonly becomes: string; readonly sets: keyof F & string };
  /** For an event: where records of another population name it. */
  readonly derived?: Derived<keyof F & string>;
  readonly fields: F;
  /** Values by which other records, or people, are found among these; each becomes an index of every segment. */
  readonly lookups?: Lookups;
}

/** What a lookup finds an item by: the text or handle in a field; with a scheme, the handle that the field's value makes. */
export interface Lookup {
  readonly field: string;
  readonly scheme?: string;
}
export type Lookups = Readonly<Record<string, Lookup>>;

/** The value that a lookup finds an item by, from the value of its field; null when there is none. */
export function lookupValue({ scheme }: Lookup, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (scheme === undefined) return value;
  return `${scheme}:${scheme === 'email' ? value.toLowerCase() : value}`;
}

/** Do the values of two fields give the same lookup value? It is compared in its parts, without being put together. */
export function sameLookupValue(one: Lookup, other: Lookup): (value: unknown, another: unknown) => boolean {
  if (one.scheme !== undefined && other.scheme === undefined) return madeOf(one.scheme);
  if (one.scheme === undefined && other.scheme !== undefined) {
    const made = madeOf(other.scheme);
    return (value, another) => made(another, value);
  }
  return (value, another) => typeof value === 'string' && lookupValue(one, value) === lookupValue(other, another);
}

/** Is the whole what a scheme makes of a part? */
function madeOf(scheme: string): (part: unknown, whole: unknown) => boolean {
  const start = `${scheme}:`;
  return (part, whole) => {
    if (typeof part !== 'string' || typeof whole !== 'string' || !whole.startsWith(start)) return false;
    return scheme === 'email'
      ? whole === lookupValue({ field: '', scheme }, part)
      : whole.length === start.length + part.length && whole.endsWith(part);
  };
}

export interface Population<Name extends string = string, F extends Fields = Fields>
  extends Omit<Spec<Name, F>, 'lookups'> {
  readonly lookups: Lookups;
  readonly schema: z.ZodType<FactIn<F>>;
  /** Whether something is a fact of it; why it is not, the schema says. */
  readonly fits: Fits;
  /** The fields that the key is made of. */
  readonly keyFields: readonly string[];
  keyOf(fact: FactIn<F>): string;
}

/** A fact of a population as JSON. */
export type FactOf<P> = P extends Population<string, infer F> ? FactIn<F> : never;

/** What a check sees of an item, whatever its population. */
export interface Kept {
  /** `<source>/<key>`. */
  readonly key: string;
  /** For observed states: when it came to be, as far as the looks tell; else null. */
  readonly since: Moment | null;
  /** False when the latest look at the whole source no longer found it. */
  readonly reported: boolean;
}

export type ItemOf<P> = P extends Population<string, infer F> ? ItemIn<F> & Kept : never;

export function definePopulation<const Name extends string, F extends Fields>(
  spec: Spec<Name, F>,
): Population<Name, F> {
  const parts = [...spec.key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const unfit = parts.filter(
    (name) => spec.fields[name] === undefined || spec.fields[name].none || spec.fields[name].unknown,
  );
  if (parts.length === 0 || unfit.length > 0) {
    throw new TypeError(
      `population ${spec.name}: a key is made of fields that always have a value, not of "${unfit.join(', ')}"`,
    );
  }
  return {
    ...spec,
    lookups: spec.lookups ?? {},
    schema: objectOf(spec.fields) as z.ZodType<FactIn<F>>,
    fits: fitsOf(spec.fields),
    keyFields: parts,
    keyOf: keyMaker(spec.key),
  };
}

/** Fills a template such as `{repository}@{revision}`; a lone field is taken as it is. */
function keyMaker(template: string): (fact: object) => string {
  const [before = '', ...parts] = template.split('{').map((part) => part.split('}'));
  const members = parts.map(([name = '', after = '']) => ({ name, after }));
  const separators = new RegExp(
    `[${[...new Set(`${template.replaceAll(/\{\w+\}/g, '')}%`)].map(classSign).join('')}]`,
    'gu',
  );
  const [lone] = members;
  if (members.length === 1 && lone !== undefined && template === `{${lone.name}}`)
    return (fact) => read(fact, lone.name);
  return (fact) => {
    let key = before[0] ?? '';
    for (const { name, after } of members) key += read(fact, name).replace(separators, encodeURIComponent) + after;
    return key;
  };
}

const read = (fact: object, name: string): string => String((fact as Readonly<Record<string, unknown>>)[name]);

/** A sign as it stands in a class of a regular expression. */
const classSign = (sign: string): string => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
