import { sha256 } from '#/ledger/hash.ts';
import { type Fact, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { Fields } from '#/core/populations/field.ts';
import { mergedRun, positionAt, tiesOf } from '#/core/segment/merge.ts';
import { rowReader, type Source } from '#/core/segment/row-reader.ts';
import type { Row } from '#/core/segment/row.ts';
import { encodeRows, inOrder } from '#/core/segment/segment.ts';

/** A row as a collector would have brought it from the source `test`. */
export function row<P extends PopulationName>(population: P, fact: Fact<P>, over: Partial<Row> = {}): Row {
  return {
    key: `test/${populationNamed(population).keyOf(fact)}`,
    presence: 'present',
    fact,
    digest: sha256(JSON.stringify(fact)),
    artifact: null,
    place: 'row 1',
    collected: Date.UTC(2026, 0, 1),
    previous: null,
    note: '',
    ...over,
  };
}

/** A segment in memory, sealed at a position. */
export function segment(population: PopulationName, rows: readonly Row[], position: number): Source {
  const ordered = inOrder(rows);
  return inMemory(encodeRows(populationNamed(population), ordered), {
    rows: ordered.length,
    position,
    merged: false,
  });
}

export function mergedSegment(population: PopulationName, sources: readonly Source[], position: number): Source {
  const { rows, positions } = compact(populationNamed(population).fields, sources);
  return inMemory(encodeRows(populationNamed(population), rows, positions), {
    rows: rows.length,
    position,
    merged: true,
  });
}

function inMemory(columns: ReturnType<typeof encodeRows>, about: Omit<Source, 'column' | 'artifacts'>): Source {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return { ...about, artifacts: [], column: (name) => byName.get(name) ?? assertColumn(name) };
}

function assertColumn(name: string): never {
  throw new Error(`the segment has no column ${name}`);
}

/** All versions of several segments in one, as `encodeRows` takes them. */
interface Compacted {
  readonly rows: readonly Row[];
  readonly positions: readonly number[];
  readonly artifacts: readonly string[];
}

/** Merges segments row by row, as nobody would who has many: what merging column by column is compared with. */
export function compact(fields: Fields, sources: readonly Source[]): Compacted {
  const ties = tiesOf(sources);
  const run = mergedRun(sources, ties);
  const artifacts = [...new Set(sources.flatMap((source) => source.artifacts))];
  const place = new Map(artifacts.map((id, index) => [id, index]));
  const read = sources.map((source) =>
    rowReader(fields, source, (artifact) => place.get(source.artifacts[artifact] ?? '') ?? null),
  );
  const rows: Row[] = [];
  const positions: number[] = [];
  for (let at = 0; at < run.rows.length; at += 1) {
    const row = read[run.segments[at] ?? 0]?.(run.rows[at] ?? 0);
    if (row === undefined) continue;
    rows.push(row);
    positions.push(positionAt(run, at, ties));
  }
  return { rows, positions, artifacts };
}
