import type { Accounted } from '#/collectors/collector.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Population } from '#/core/populations/population.ts';
import type { Instant } from '#/core/time/instant.ts';
import { derivedFacts, isTold, ownerIn, ownerOf, sayingField } from './derive.ts';
import { jsonOf, type Looks } from './settle.ts';
import type { PopulationView } from './view.service.ts';

type Plain = Readonly<Record<string, unknown>>;

/** The items of a population that the records of another name, as one source brings those. */
export class Deriving {
  readonly population: PopulationName;
  /** Nothing of it was ever sealed, be it erased since: the records of earlier readings may name some. */
  readonly isEmpty: boolean;
  readonly #definition: Population;
  /** By whose they are, and by key. */
  readonly #known = new Map<string, Map<string, Plain>>();
  #records = 0;
  #telling = 0;
  #named = 0;

  constructor(population: PopulationName, source: string, view: PopulationView) {
    this.population = population;
    this.#definition = populationNamed(population);
    let isEmpty = true;
    view.eachItem((key, version) => {
      if (!key.startsWith(`${source}/`)) return;
      isEmpty = false;
      const { fact } = version.read();
      if (fact !== null) this.#keep(jsonOf(fact) as Plain);
    });
    this.isEmpty = isEmpty;
  }

  /** What a record of a reading gives. */
  take(record: Plain, now: Instant): readonly Plain[] {
    this.#records += 1;
    const facts = this.#made(record, now);
    if (facts === null || !isTold(this.population, record)) return [];
    this.#telling += 1;
    if (facts.length > 0) this.#named += 1;
    return facts;
  }

  /** The same of one that an earlier reading brought. */
  remember(record: Plain, now: Instant): readonly Plain[] {
    return this.#made(record, now) ?? [];
  }

  /** Null where they are no items of the population, such as those of somebody with too long a name. */
  #made(record: Plain, now: Instant): readonly Plain[] | null {
    const known = [...(this.#known.get(ownerIn(this.population, record))?.values() ?? [])];
    const facts = derivedFacts(this.population, record, { known, now });
    if (!facts.every((fact) => this.#definition.fits(fact))) return null;
    for (const fact of facts) this.#keep(fact);
    return facts;
  }

  /** A record that cannot be read says nothing. */
  miss(): void {
    this.#records += 1;
  }

  /** What a reading of the records accounts for here: nothing where none of them says anything of it. */
  accounted(base: Accounted): readonly Accounted[] {
    const { says = '' } = this.#definition.derived ?? {};
    const { many } = populationNamed(base.population);
    const [records, telling, named] = [this.#records, this.#telling, this.#named];
    [this.#records, this.#telling, this.#named] = [0, 0, 0];
    if (telling === 0) return [];
    const open =
      telling < records
        ? `it says of ${telling} of ${records} ${many} ${says}`
        : base.sourceCount !== null && base.sourceCount !== base.ourCount
          ? `the source says that there are ${base.sourceCount} ${many}, and ${base.ourCount} arrived`
          : null;
    return [
      {
        ...base,
        population: this.population,
        kind: open === null ? base.kind : 'none',
        query: { derivedFrom: base.population, of: base.query },
        sourceCount: null,
        ourCount: named,
        note:
          open ??
          `each of ${records} ${many} names the last one: what another followed between two readings is not seen`,
      },
    ];
  }

  #keep(fact: Plain): void {
    const owner = ownerOf(this.population, fact);
    const known = this.#known.get(owner) ?? new Map<string, Plain>();
    this.#known.set(owner, known.set(this.#definition.keyOf(fact), fact));
  }
}

interface Naming {
  readonly fact: Plain;
  /** Id of the artifact. */
  readonly artifact: string;
  readonly place: string;
  readonly looks: Looks;
}

/** The versions that a source gave of records that name items of a population, oldest first. */
export function namingBefore(population: PopulationName, source: string, view: PopulationView): readonly Naming[] {
  const found: (Naming & { readonly position: number })[] = [];
  view.eachWith(sayingField(population), (version) => {
    const { key, presence, fact, artifact, place, collected, previous } = version.read();
    if (presence !== 'present' || fact === null || artifact === null || !key.startsWith(`${source}/`)) return;
    const looks = { now: collected, before: previous };
    found.push({ position: version.position, fact: jsonOf(fact) as Plain, artifact, place, looks });
  });
  return found.sort((a, b) => a.position - b.position);
}
