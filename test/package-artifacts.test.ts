import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { ADMITTED_BY, type Segment, WindowArtifacts } from '#/package/window-artifacts.ts';
import { row, segment } from '#test/kit/segments.ts';
import { Parts } from '#/core/segment/column.ts';
import type { Row } from '#/core/segment/row.ts';

const WINDOW = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 3, 1) };
const [BEFORE, WITHIN, AFTER] = [Date.UTC(2025, 6, 1), Date.UTC(2026, 1, 1), Date.UTC(2026, 6, 1)];

/** Which of the artifacts 0, 1, 2… the rows of a window were read from. */
function named(population: PopulationName, ...batches: readonly (readonly Row[])[]): string {
  const artifacts = new WindowArtifacts(WINDOW);
  for (const [position, rows] of batches.entries()) {
    const source = segment(population, rows, position);
    const numbers: Segment['numbers'] = (name, part, from, count) => {
      const { body, layout } = source.column(name);
      const parts = new Parts(body);
      const first = parts.floats(source.rows);
      if (part === 0) return first.subarray(from, from + count);
      return layout['exact'] === false ? parts.floats(source.rows).subarray(from, from + count) : null;
    };
    artifacts.take(population, { rows: source.rows, artifacts: ['0', '1', '2', '3', '4', '5'], numbers });
  }
  return [...artifacts.ids].sort().join(' ');
}

test('the verifier goes by the dates that admit each population to a window', () => {
  const dates = Object.fromEntries(
    POPULATION_NAMES.map((name) => {
      const { shape } = populationNamed(name);
      return [name, shape.kind === 'event' ? [shape.occurred] : shape.kind === 'state' ? [shape.from, shape.to] : []];
    }),
  );
  assert.deepEqual(ADMITTED_BY, dates);
});

test('of events those in the window count, in every version, and those of which nobody knows when', () => {
  const held = (id: string, at: number, artifact: number) =>
    row('meeting', { id, kind: 'board', heldAt: formatInstant(at) }, { artifact });
  assert.equal(
    named(
      'meeting',
      [held('a', BEFORE, 0), held('b', WITHIN, 1), held('c', AFTER, 2)],
      [held('b', AFTER, 3), row('meeting', { id: 'd', kind: 'board', heldAt: '' }, { artifact: 4, fact: null })],
    ),
    '1 4',
  );
});

test('of states those count that held at some time of the window', () => {
  const employed = (employee: string, from: string, to: string | null, artifact: number) =>
    row(
      'person',
      { employee, startedOn: `${from}[Europe/Berlin]`, endedOn: to === null ? null : `${to}[Europe/Berlin]` },
      { artifact },
    );
  assert.equal(
    named('person', [
      employed('a', '2024-01-01', '2025-12-30', 0),
      employed('b', '2024-01-01', '2026-01-01', 1),
      employed('c', '2024-01-01', null, 2),
      employed('d', '2026-04-02', null, 3),
    ]),
    '1 2',
  );
});

test('of what is looked at from time to time the looks of the window count, and the last one before it', () => {
  const look = (id: string, collected: number, artifact: number, over: Partial<Row> = {}) =>
    row('device', { id, kind: 'laptop' } as never, { artifact, collected, ...over });
  assert.equal(
    named(
      'device',
      [look('a', BEFORE, 0), look('b', BEFORE, 0), look('c', BEFORE, 3)],
      [look('a', BEFORE + 1, 1)],
      [look('b', WITHIN, 2), look('c', BEFORE + 1, 0, { artifact: null, presence: 'gone' })],
      [look('a', AFTER, 4)],
    ),
    '0 1 2',
  );
});
