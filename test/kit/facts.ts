import fc from 'fast-check';
import type { Field, Fields } from '#/core/populations/field.ts';
import { type Fact, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { formatMoment, type Moment, parseMoment } from '#/core/time/moment.ts';
import { formatDay } from '#/core/time/zone.ts';

/** Any fact of a population: each member may be silent, or none, where its field allows that. */
export const factOf = <P extends PopulationName>(population: P): fc.Arbitrary<Fact<P>> =>
  objectOf(populationNamed(population).fields) as unknown as fc.Arbitrary<Fact<P>>;

function objectOf(fields: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const members = Object.entries(fields).map(([name, field]) => [name, memberOf(field)] as const);
  const requiredKeys = Object.keys(fields).filter((name) => fields[name]?.unknown === false);
  return fc.record(Object.fromEntries(members), { requiredKeys, noNullPrototype: true });
}

const memberOf = (field: Field<unknown, unknown>): fc.Arbitrary<unknown> =>
  field.none ? fc.option(valueOf(field), { nil: null, freq: 3 }) : valueOf(field);

/** Any value of a field: what it holds when the source says something, and it is not that there is none. */
export function valueOf({ kind, choices, children }: Field<unknown, unknown>): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'text':
      return text;
    case 'actor':
      return handle;
    case 'number':
      return number;
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...choices);
    case 'moment':
      return moment;
    case 'texts':
      return fc.array(text, { maxLength: 3 });
    case 'list':
      return fc.array(objectOf(children), { maxLength: 3 });
  }
}

/** Few enough to repeat, so that dictionaries are met as well; and any text at all. */
const text = fc.oneof(
  fc.constantFrom('a', '/', '%2F', 'ä', '東京', '\u{1f6e1}\ufe0f', '\u0001'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((any) => !any.includes('\0')),
);
const handle = fc.oneof(
  fc.constantFrom('employee:1', 'email:ada@acme.example', 'bot:renovate'),
  text.map((name) => `github:${name}`),
);
/** JSON has no negative zero. */
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (value === 0 ? 0 : value));

const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) });
const zone = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC');
/** Moments as `formatMoment` writes them, so that they can be compared as texts. */
const moment = fc.oneof(
  instant.map(formatInstant),
  fc
    .tuple(fc.integer({ min: 7_305, max: 43_829 }), zone) // 1990 to 2089
    .map(([day, name]) => `${formatDay(day)}[${name}]`)
    .filter((day) => parseMoment(day) !== null),
  fc
    .tuple(instant, fc.integer({ min: 1, max: 10 ** 10 }))
    .map(([from, length]) => `${formatInstant(from)}/${formatInstant(from + length)}`),
);

/** A fact as it was written, from one whose moments were parsed. */
export const writtenOf = (fields: Fields, fact: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fact).map(([name, value]) => [name, writtenValue(fields[name], value)]));

function writtenValue(field: Field<unknown, unknown> | undefined, value: unknown): unknown {
  if (value === null || value === undefined || field === undefined) return value;
  if (field.kind === 'moment') return formatMoment(value as Moment);
  if (field.kind !== 'list') return value;
  return (value as readonly Readonly<Record<string, unknown>>[]).map((member) => writtenOf(field.children, member));
}
