import { sha256 } from '#/ledger/hash.ts';
import { type Fact, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { compact, type Source } from '#/core/segment/compact.ts';
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
