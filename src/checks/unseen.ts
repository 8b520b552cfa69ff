import { grouped } from '#/core/grouped.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import type { Check } from './check.ts';

/** The populations whose records a check looks at; people are always among them. */
export const lookedAt = (check: Check): readonly PopulationName[] => [
  ...new Set<PopulationName>([
    check.population,
    'person',
    ...Object.values(check.companions).map(({ population }) => population),
  ]),
];

/**
 * What a check looks at beside its items and of which records were erased, in words. An erased record has no name left by
 * which it would be found beside anything: a pass may rest on that it is gone, and so may a deviation. Where it is of what
 * is judged, it is an item by itself, and unknown.
 */
export const erasedBeside = (check: Check, erasures: ReadonlyMap<string, number>): readonly string[] =>
  [...new Set(Object.values(check.companions).map(({ population }) => population))]
    .filter((population) => population !== check.population && erasures.has(population))
    .map((population) => populationNamed(population).many);

/** Where the log, before a position, last took what a run of a check depends on. */
export interface Taken {
  readonly segments: ReadonlyMap<string, number>;
  /** By population of the records that were erased. */
  readonly erasures: ReadonlyMap<string, number>;
  readonly exclusion: number | undefined;
  readonly aliases: number | undefined;
}

/**
 * What the log took and a run that was as of a position did not see, in words. Until the check is run again, nobody
 * knows what it would say: such a run supports nothing clean.
 */
export function unseenBy(
  check: Check,
  asOfPosition: number,
  { segments, erasures, exclusion, aliases }: Taken,
  changed: { readonly limits: boolean; readonly calendar: boolean },
): readonly string[] {
  const since = (position: number | undefined): boolean => (position ?? -1) >= asOfPosition;
  const populations = lookedAt(check);
  return [
    ...populations
      .filter((name) => since(segments.get(name)))
      .map((name) => `records of ${populationNamed(name).many} came in`),
    ...(populations.some((name) => since(erasures.get(name))) ? ['records were erased'] : []),
    ...(since(exclusion) ? ['an exclusion was made or ended'] : []),
    ...(since(aliases) ? ['handles were declared to be somebody’s'] : []),
    ...(changed.limits ? ['its limits were changed'] : []),
    ...(changed.calendar ? ['the calendar was changed'] : []),
  ];
}

/** The same of what came due since it ran: nothing for none. */
export const cameDueInWords = (count: number): readonly string[] =>
  count === 0 ? [] : [`${grouped(count)} of its items came due`];
