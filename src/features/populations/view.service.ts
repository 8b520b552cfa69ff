import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/compact.ts';
import { DigestReader } from '#/core/segment/digest-column.ts';
import { rowsOfKey } from '#/core/segment/rows-of-key.ts';
import type { Row } from '#/core/segment/row.ts';
import { numbersOf, SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import type { OpenedSegment } from './segments.service.ts';

/** What is known of a population now: its segments, and the latest version of any key. */
export class PopulationView {
  readonly population: PopulationName;
  readonly #segments: OpenedSegment[];

  constructor(population: PopulationName, segments: readonly OpenedSegment[]) {
    this.population = population;
    this.#segments = [...segments];
  }

  get segments(): readonly OpenedSegment[] {
    return this.#segments;
  }

  add(segment: OpenedSegment): void {
    this.#segments.push(segment);
  }

  /** The latest version of a key, or null. */
  latest(key: string): Version | null {
    let found: Version | null = null;
    rowsOfKey(this.#segments, key, (place, row) => {
      const segment = this.#segments[place];
      if (segment === undefined) return;
      const position = segment.merged
        ? (numbersOf(segment.column(SYSTEM.position), segment.rows)[row] ?? 0)
        : segment.position;
      if (found === null || position >= found.position) found = new Version(this.population, segment, row, position);
    });
    return found;
  }

  /** Calls `each` with the key of every item, and its latest version. */
  eachItem(each: (key: string, version: Version) => void): void {
    const table = tableOf(this.#segments, { observed: false, asOf: Number.MAX_SAFE_INTEGER });
    this.#segments.forEach((segment, place) => {
      const keys = stringReader(segment.column(SYSTEM.key), segment.rows);
      const items = table.itemOf[place] ?? new Int32Array(0);
      for (let row = 0; row < items.length; row += 1) {
        if ((items[row] ?? -1) >= 0)
          each(keys.at(row) ?? '', new Version(this.population, segment, row, segment.position));
      }
    });
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }
}

/** One version of one item, read when it is asked for. */
export class Version {
  readonly position: number;
  readonly #population: PopulationName;
  readonly #segment: OpenedSegment;
  readonly #row: number;

  constructor(population: PopulationName, segment: OpenedSegment, row: number, position: number) {
    this.#population = population;
    this.#segment = segment;
    this.#row = row;
    this.position = position;
  }

  get digest(): Uint8Array {
    return new DigestReader(this.#segment.column(SYSTEM.digest), this.#segment.rows).at(this.#row);
  }

  /** The whole row; `artifact` is the id of the artifact that it was read from. */
  read(): Omit<Row, 'artifact'> & { readonly artifact: string | null } {
    const { fields } = populationNamed(this.#population);
    const row = rowReader(fields, this.#segment, (artifact) => artifact)(this.#row);
    return {
      ...row,
      artifact: row.artifact === null ? null : (this.#segment.artifacts[row.artifact] ?? null),
    };
  }
}
