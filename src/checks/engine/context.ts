import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { tableOf } from '#/core/segment/table.ts';
import type { Opened } from './opened.ts';
import type { RunInput } from './input.ts';
import { People } from './people.ts';

/** What a run looks at: opened once, used by all checks. */
export interface Context {
  readonly main: Opened;
  readonly people: People;
  /** A population beside it: the latest version of each of its records, those that are gone included. */
  readonly companion: (population: PopulationName) => Opened;
}

export function contextOf({ population, open, aliases, asOf, earlier }: RunInput): Context {
  const segments = open(population);
  const observed = populationNamed(population).shape.kind === 'observed';
  const before = earlier === null ? {} : { before: earlier.asOf.position };
  const companions = new Map<PopulationName, Opened>();
  const main = { segments, table: tableOf(segments, { observed, asOf: asOf.position, ...before }) };
  return {
    main,
    people: new People(open('person'), aliases, asOf.position),
    companion: (name) => {
      const known = companions.get(name);
      if (known !== undefined) return known;
      const beside = open(name);
      // a population is often its own companion: its table is made once
      const table =
        name === population && !observed ? main.table : tableOf(beside, { observed: false, asOf: asOf.position });
      const opened = { segments: beside, table };
      companions.set(name, opened);
      return opened;
    },
  };
}
