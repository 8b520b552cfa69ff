import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { DigestReader } from '#/core/segment/digest-column.ts';
import { Keys } from '#/core/segment/rows-of-key.ts';
import type { Row } from '#/core/segment/row.ts';
import { numbersOf, SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import type { OpenedSegment } from './segments.service.ts';

/** What is known of a population now: its segments, and the latest version of any key. */
export class PopulationView {
  readonly population: PopulationName;
  readonly #segments: ViewedSegment[] = [];
  readonly #keys = new Keys();

  constructor(population: PopulationName, segments: readonly OpenedSegment[]) {
    this.population = population;
    for (const segment of segments) this.add(segment);
  }

  get segments(): readonly OpenedSegment[] {
    return this.#segments;
  }

  add(segment: OpenedSegment): void {
    this.#segments.push(viewed(this.population, segment));
    this.#keys.add(segment);
  }

  /** The latest version of a key, or null. */
  latest(key: string): Version | null {
    let found: Version | null = null;
    this.#keys.find(key, (place, row) => {
      const segment = this.#segments[place];
      if (segment === undefined) return;
      const position = segment.positionAt(row);
      if (found === null || position >= found.position) found = new Version(segment, row, position);
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
        if ((items[row] ?? -1) >= 0) each(keys.at(row) ?? '', new Version(segment, row, segment.position));
      }
    });
  }

  /** Calls `each` with every version that has a value in a field. */
  eachWith(name: string, each: (version: Version) => void): void {
    const field = populationNamed(this.population).fields[name];
    if (field === undefined) throw new TypeError(`population ${this.population} has no field "${name}"`);
    for (const segment of this.#segments) {
      const values = fieldReader(name, field, segment, null);
      for (let row = 0; row < segment.rows; row += 1) {
        const value = values.at(row);
        if (value !== undefined && value !== null) each(new Version(segment, row, segment.positionAt(row)));
      }
    }
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }
}

/** A segment with its readers, each made when it is first asked for. */
interface ViewedSegment extends OpenedSegment {
  readonly positionAt: (row: number) => number;
  readonly digestAt: (row: number) => Uint8Array;
  readonly rowAt: (row: number) => Row;
}

function viewed(population: PopulationName, segment: OpenedSegment): ViewedSegment {
  const { column, rows, merged, position } = segment;
  let positions: Float64Array | undefined;
  let digests: DigestReader | undefined;
  let read: ((row: number) => Row) | undefined;
  return {
    ...segment,
    positionAt: (row) => {
      if (!merged) return position;
      positions ??= numbersOf(column(SYSTEM.position), rows);
      return positions[row] ?? 0;
    },
    digestAt: (row) => (digests ??= new DigestReader(column(SYSTEM.digest), rows)).at(row),
    rowAt: (row) => (read ??= rowReader(populationNamed(population).fields, segment, (artifact) => artifact))(row),
  };
}

/** One version of one item, read when it is asked for. */
export class Version {
  readonly position: number;
  readonly #segment: ViewedSegment;
  readonly #row: number;

  constructor(segment: ViewedSegment, row: number, position: number) {
    this.#segment = segment;
    this.#row = row;
    this.position = position;
  }

  get digest(): Uint8Array {
    return this.#segment.digestAt(this.#row);
  }

  /** The whole row; `artifact` is the id of the artifact that it was read from. */
  read(): Omit<Row, 'artifact'> & { readonly artifact: string | null } {
    const row = this.#segment.rowAt(this.#row);
    return {
      ...row,
      artifact: row.artifact === null ? null : (this.#segment.artifacts[row.artifact] ?? null),
    };
  }
}
