import type { Accounted, Json, Look, Received } from '#/collectors/collector.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Row } from '#/core/segment/row.ts';
import type { Instant } from '#/core/time/instant.ts';

/** An artifact on its way in. */
export interface Kept {
  readonly id: string;
  readonly sha256: string;
  readonly received: Received;
}

/** Rows of one population, and the artifacts that they count. */
export interface Rows {
  readonly population: PopulationName;
  readonly rows: readonly Row[];
  readonly artifacts: readonly string[];
}

/** As much as is kept in memory before it is sealed. */
const MOST = { rows: 65_536, artifacts: 1_000, bytes: 32 * 2 ** 20 } as const;

/** What was read and is not sealed yet. */
export class Batch {
  readonly #artifacts: Kept[] = [];
  readonly #rows = new Map<PopulationName, { readonly rows: Row[]; readonly places: Map<string, number> }>();
  readonly accounted: Accounted[] = [];
  readonly looks: (Look & { readonly looked: Instant })[] = [];
  cursor: Json | undefined;
  #count = 0;
  #bytes = 0;

  get artifacts(): readonly Kept[] {
    return this.#artifacts;
  }

  get rows(): readonly Rows[] {
    return [...this.#rows].map(([population, { rows, places }]) => ({
      population,
      rows,
      artifacts: [...places.keys()],
    }));
  }

  get full(): boolean {
    return this.#count >= MOST.rows || this.#artifacts.length >= MOST.artifacts || this.#bytes >= MOST.bytes;
  }

  get empty(): boolean {
    return (
      this.#count === 0 &&
      this.#artifacts.length === 0 &&
      this.accounted.length === 0 &&
      this.looks.length === 0 &&
      this.cursor === undefined
    );
  }

  keep(artifact: Kept): void {
    this.#artifacts.push(artifact);
    this.#bytes += artifact.received.bytes.length;
  }

  /** The number by which rows of a population count an artifact. */
  place(population: PopulationName, artifact: string): number {
    const { places } = this.#of(population);
    const known = places.get(artifact) ?? places.size;
    places.set(artifact, known);
    return known;
  }

  add(population: PopulationName, row: Row): void {
    this.#of(population).rows.push(row);
    this.#count += 1;
  }

  #of(population: PopulationName): { readonly rows: Row[]; readonly places: Map<string, number> } {
    const known = this.#rows.get(population) ?? { rows: [], places: new Map<string, number>() };
    this.#rows.set(population, known);
    return known;
  }
}
