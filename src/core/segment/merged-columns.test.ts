import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { POPULATION_NAMES, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { factOf } from '#test/kit/facts.ts';
import { compact, mergedSegment, row, segment } from '#test/kit/segments.ts';
import type { Source } from './row-reader.ts';
import { artifactsOf, MergedColumns } from './merged-columns.ts';
import type { Row } from './row.ts';
import { encodeRows } from './segment.ts';

/** Rows of one segment; keys come again in others, and sometimes twice at one place of the order. */
const rowsOf = (population: PopulationName): fc.Arbitrary<readonly Row[]> =>
  fc.uniqueArray(
    fc
      .record({
        fact: factOf(population),
        key: fc.nat(30),
        presence: fc.constantFrom('present', 'present', 'present', 'gone', 'unreadable', 'erased'),
        digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        artifact: fc.option(fc.nat(3), { nil: null }),
        place: fc.string({ unit: 'grapheme', maxLength: 9 }),
        collected: fc.integer({ min: 0, max: Date.UTC(2090, 0, 1) }),
        previous: fc.option(fc.nat(), { nil: null }),
        note: fc.constantFrom('', 'too many requests', 'schön'),
      })
      .map(({ fact, key, presence, ...about }) =>
        row(population, fact, {
          ...about,
          key: `test/ключ-${key}`,
          presence,
          ...(presence === 'unreadable' || presence === 'erased' ? { fact: null } : {}),
        }),
      ),
    { selector: ({ key }) => key, maxLength: 8 },
  );

const history = (population: PopulationName) =>
  fc.tuple(fc.array(rowsOf(population), { minLength: 1, maxLength: 5 }), fc.nat(5));

/** The parts as segments, the first of them merged before. */
function segmentsOf(population: PopulationName, parts: readonly (readonly Row[])[], before: number): Source[] {
  const apart = parts.map((rows, place) => ({
    ...segment(population, rows, place * 2 + 1),
    artifacts: Array.from({ length: 4 }, (_, at) => `artifact-${(place + at) % 6}`),
  }));
  if (before < 2 || before > apart.length) return apart;
  const first = apart.slice(0, before);
  return [{ ...mergedSegment(population, first, before * 2), artifacts: artifactsOf(first) }, ...apart.slice(before)];
}

for (const population of POPULATION_NAMES) {
  const definition = populationNamed(population);
  test(`segments of ${definition.many} merged column by column are, to the byte, what their rows make`, () => {
    fc.assert(
      fc.property(history(population), ([parts, before]) => {
        const sources = segmentsOf(population, parts, before);
        const { rows, positions, artifacts } = compact(definition.fields, sources);
        const merged = new MergedColumns(definition, sources);
        assert.equal(merged.rows, rows.length);
        assert.deepEqual(artifactsOf(sources), artifacts);
        assert.deepEqual([...merged.columns()], encodeRows(definition, rows, positions));
        assert.deepEqual([...merged.columns()], [...merged.columns()], 'and the same again');
      }),
      { numRuns: 40 },
    );
  });
}
