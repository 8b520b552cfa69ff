import { type Fact, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Presence, Row } from '#/core/segment/row.ts';
import type { Instant } from '#/core/time/instant.ts';
import { between, formatMoment, type Moment, parseMoment } from '#/core/time/moment.ts';

/** The latest version of an item, as it was sealed. */
export interface Current {
  readonly presence: Presence;
  /** Moments parsed. */
  readonly fact: Readonly<Record<string, unknown>> | null;
}

/** Two looks at a source: this one, and the one before it at the same scope, if there was one. */
export interface Looks {
  readonly now: Instant;
  readonly before: Instant | null;
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * A fact with what only the history of its source can tell: the date of the first look that found it stays; and where
 * a look finds a state that the look before did not, and the source does not say when it came to be, it came to be
 * between the two.
 */
export function settled<P extends PopulationName>(
  population: P,
  fact: Fact<P>,
  current: Current | null,
  looks: Looks,
): Plain {
  const { firstSeen, transition } = populationNamed(population);
  const plain = fact as Plain;
  return {
    ...plain,
    ...keptFirst(plain, firstSeen, current),
    ...inferred(plain, transition, { current, looks }),
  };
}

function keptFirst(fact: Plain, field: string | undefined, current: Current | null): Plain {
  if (field === undefined) return {};
  const known = current?.fact?.[field] as Moment | null | undefined;
  const told = typeof fact[field] === 'string' ? parseMoment(fact[field]) : null;
  return known === null || known === undefined || told === null || told.earliest < known.earliest
    ? {}
    : { [field]: formatMoment(known) };
}

interface Transition {
  readonly field: string;
  readonly becomes: string;
  readonly sets: string;
}

function inferred(
  fact: Plain,
  transition: Transition | undefined,
  { current, looks }: { readonly current: Current | null; readonly looks: Looks },
): Plain {
  if (transition === undefined || fact[transition.field] !== transition.becomes || fact[transition.sets] !== undefined)
    return {};
  if (current?.fact === null || current?.fact === undefined) return {};
  const { [transition.field]: was, [transition.sets]: known } = current.fact;
  if (was === transition.becomes)
    return known === null || known === undefined ? {} : { [transition.sets]: formatMoment(known as Moment) };
  return looks.before === null ? {} : { [transition.sets]: formatMoment(between(looks.before + 1, looks.now)) };
}

/** The last known fact of an item that a look at the whole source no longer found, as JSON. */
export function goneFact(population: PopulationName, last: Plain, looks: Looks): Plain {
  const { disappearance, fields, shape } = populationNamed(population);
  const plain = Object.fromEntries(
    Object.entries(last).map(([name, value]) => [name, fields[name] === undefined ? value : jsonOf(value)]),
  );
  const sets = disappearance?.sets;
  if (sets === undefined) return plain;
  const began = shape.kind === 'state' ? (last[shape.from] as Moment | null | undefined) : null;
  const told = last[sets] as Moment | null | undefined;
  if (told && told.earliest <= looks.now) return plain;
  return { ...plain, [sets]: formatMoment(endBetween(looks, { began, told })) };
}

interface Told {
  readonly began: Moment | null | undefined;
  readonly told: Moment | null | undefined;
}

/** Some time between the two looks; by a day that the source told and that is still to come, where it told one. */
function endBetween({ before, now }: Looks, { began, told }: Told): Moment {
  const latest = Math.max(now, told?.latest ?? now);
  return between(Math.min(Math.max(before === null ? 0 : before + 1, began?.earliest ?? 0), latest), latest);
}

/**
 * The same for an item that was found to be gone before its population had an end to set: by the looks of then. Null
 * where its end is known.
 */
export function endedSince(
  population: PopulationName,
  last: Pick<Row, 'fact' | 'collected' | 'previous'>,
): Plain | null {
  const sets = populationNamed(population).disappearance?.sets;
  if (sets === undefined || last.fact === null || (last.fact[sets] !== null && last.fact[sets] !== undefined))
    return null;
  return goneFact(population, last.fact, { now: last.collected, before: last.previous });
}

/** A value as its record had it: moments in their text form, members on which the source is silent left out. */
export function jsonOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (isMoment(value)) return formatMoment(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, jsonOf(member)]])),
  );
}

const isMoment = (value: object): value is Moment => 'earliest' in value && 'latest' in value && 'zone' in value;
