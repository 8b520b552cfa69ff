import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { lookupValue } from '#/core/populations/population.ts';
import type { Instant } from '#/core/time/instant.ts';
import { between, formatMoment, type Moment, parseMoment } from '#/core/time/moment.ts';

type Plain = Readonly<Record<string, unknown>>;

/** Does a record say that it names an item, or that it names none? */
export const isTold = (population: PopulationName, record: Plain): boolean =>
  record[parts(population).happened] !== undefined;

/**
 * The items that a record makes, or makes anew, as JSON: the one that it names, and the earlier one to which the
 * answer belongs that it names beside it. `known` are those of the same one, as they were left; all others stay so.
 * What is still to come is no item: a plan that is given up leaves nothing behind.
 */
export function derivedFacts(
  population: PopulationName,
  record: Plain,
  { known, now }: { readonly known: readonly Plain[]; readonly now: Instant },
): readonly Plain[] {
  const { occurred, answer, happened: field } = parts(population);
  const happened = momentIn(record[field]); // most records name none
  if (happened === null || happened.earliest > now) return [];
  const named = namedIn(population, record);
  const answered = momentIn(named[answer]);
  if (answered === null) return [named];
  if (answered.latest >= happened.earliest) {
    const same = known.find((fact) => fact[occurred] === named[occurred]);
    return [{ ...named, [answer]: firstOf(same?.[answer], answered, happened) }];
  }
  const earlier = lastNotAfter(known, occurred, answered, happened);
  const was = earlier === null ? null : momentIn(earlier[occurred]);
  return [
    ...(earlier === null || was === null ? [] : [{ ...earlier, [answer]: firstOf(earlier[answer], answered, was) }]),
    { ...named, [answer]: null },
  ];
}

/**
 * When an item was first answered. Records name the last time only: where they named an earlier one before, it was that
 * one, unless that was a mistake, and in any case no later than the last.
 */
function firstOf(known: unknown, last: Moment, happened: Moment): string {
  const first = momentIn(known);
  return formatMoment(
    first === null || first.latest < happened.earliest || first.earliest >= last.earliest
      ? last
      : between(first.earliest, last.latest),
  );
}

/** Whose an item is, and whose those are that a record names. */
export const ownerOf = (population: PopulationName, fact: Plain): string => String(fact[parts(population).of]);
export const ownerIn = (population: PopulationName, record: Plain): string => String(record[parts(population).owner]);

/** The field of the records that says when. */
export const sayingField = (population: PopulationName): string => parts(population).happened;

/** Of those before another, the last that is not after an instant. */
function lastNotAfter(known: readonly Plain[], occurred: string, answered: Moment, next: Moment): Plain | null {
  let found: { readonly fact: Plain; readonly at: Moment } | null = null;
  for (const fact of known) {
    const at = momentIn(fact[occurred]);
    if (at === null || at.latest >= next.earliest || at.earliest > answered.latest) continue;
    if (found === null || at.earliest > found.at.earliest) found = { fact, at };
  }
  return found?.fact ?? null;
}

/** The values that a record has for our fields; moments in the one form that the key is made of. */
function namedIn(population: PopulationName, record: Plain): Plain {
  const { fields } = parts(population);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, lookup]) => {
      if (lookup === undefined) return [];
      const value = record[lookup.field];
      if (lookup.scheme !== undefined) {
        const handle = lookupValue(lookup, value);
        return handle === null ? [] : [[name, handle]];
      }
      const moment = populationNamed(population).fields[name]?.kind === 'moment' ? momentIn(value) : null;
      return value === undefined ? [] : [[name, moment === null ? value : formatMoment(moment)]];
    }),
  );
}

const momentIn = (value: unknown): Moment | null => (typeof value === 'string' ? parseMoment(value) : null);

function parts(population: PopulationName) {
  const { derived, shape } = populationNamed(population);
  if (derived === undefined || shape.kind !== 'event') throw new TypeError(`nothing names items of ${population}`);
  const fieldOf = (name: string): string => derived.fields[name]?.field ?? '';
  const occurred: string = shape.occurred;
  return { ...derived, occurred, happened: fieldOf(occurred), owner: fieldOf(derived.of) };
}
