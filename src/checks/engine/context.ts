import { accountedFor } from '#/core/coverage/coverage.ts';
import type { Interval } from '#/core/coverage/stretches.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { isSealedBefore } from '#/core/segment/sealed-between.ts';
import { latestBefore } from '#/core/segment/rows-of-key.ts';
import { type Table, tableOf } from '#/core/segment/table.ts';
import type { Main, Opened } from './opened.ts';
import type { RunInput } from './input.ts';
import { People } from './people.ts';

/** What a run looks at: opened once, used by all checks. */
export interface Context {
  readonly main: Main;
  readonly people: People;
  /** A population beside it: the latest version of each of its records, those that are gone included. */
  readonly companion: (population: PopulationName) => Opened;
  /** Was anything of a population read before a position of the log? By default before that of this run. */
  readonly isRead: (population: PopulationName, before?: number) => boolean;
  /** For which times its sources account, now and as of the earlier run; nothing where there is none. */
  readonly accounted: (population: PopulationName) => readonly Interval[];
  readonly accountedBefore: (population: PopulationName) => readonly Interval[];
}

export function contextOf({ population, open, aliases, numbersOnce, asOf, readings, earlier }: RunInput): Context {
  const segments = open(population);
  const observed = populationNamed(population).shape.kind === 'observed';
  const before = earlier === null ? {} : { before: earlier.asOf.position };
  const companions = new Map<PopulationName, Opened>();
  const main = openedWhole(segments, tableOf(segments, { observed, asOf: asOf.position, ...before }));
  const opened = (name: PopulationName): Opened => {
    if (name === population && !observed) return main; // a population is often its own companion
    const beside = open(name);
    // of what is judged again there are few, and few records beside them: a table of all would cost more than they do
    return earlier === null
      ? openedWhole(beside, tableOf(beside, { observed: false, asOf: asOf.position }))
      : { segments: beside, isItem: latestBefore(beside, asOf.position) };
  };
  return {
    main,
    people: new People(open('person'), aliases, asOf.position, numbersOnce),
    companion: (name) => {
      const known = companions.get(name) ?? opened(name);
      companions.set(name, known);
      return known;
    },
    isRead: (name, before = asOf.position) => isSealedBefore(open(name), before),
    accounted: accountedIn(readings),
    accountedBefore: accountedIn(earlier?.readings ?? (() => [])),
  };
}

function accountedIn(readings: RunInput['readings']): Context['accounted'] {
  const known = new Map<PopulationName, readonly Interval[]>();
  return (population) => {
    const found = known.get(population) ?? accountedFor(population, readings(population));
    known.set(population, found);
    return found;
  };
}

const openedWhole = (segments: readonly OpenSegment[], table: Table): Main => ({
  segments,
  table,
  isItem: (segment, row) => (table.itemOf[segment]?.[row] ?? -1) >= 0,
});
