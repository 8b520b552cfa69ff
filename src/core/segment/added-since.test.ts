import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Fact, POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { factOf } from '#test/kit/facts.ts';
import { row, segment } from '#test/kit/segments.ts';
import { columnsOf } from './fields.ts';
import { readSegment, segmentFile } from './file.ts';
import { rowReader, type Source } from './row-reader.ts';
import type { Row } from './row.ts';
import { encodeRows, indexName, inOrder } from './segment.ts';

/** A segment as it was sealed before these columns were thought of, and as it is read today. */
function sealedWithout(population: PopulationName, rows: readonly Row[], missing: ReadonlySet<string>): Source {
  const ordered = inOrder(rows);
  const columns = encodeRows(populationNamed(population), ordered).filter(({ name }) => !missing.has(name));
  const about = { population, schema: 1, rows: ordered.length, artifacts: [] };
  const canonical = (header: object): Uint8Array => canonicalBytes(header as Json);
  const { bytes, digest } = segmentFile(about, columns, { canonical, sha256: sha256Hex });
  const file = { read: (offset: number, length: number) => bytes.slice(offset, offset + length) };
  return readSegment(file, { digest, position: 1, merged: false }, sha256Hex, () => assert.fail('it is damaged'));
}

const factsIn = (population: PopulationName, source: Source): readonly Row['fact'][] => {
  const read = rowReader(populationNamed(population).fields, source, () => null);
  return Array.from({ length: source.rows }, (_, place) => read(place).fact);
};

/** Facts of a population, each with a key of its own; one of them was not readable. */
const rowsOf = (population: PopulationName): fc.Arbitrary<readonly Row[]> =>
  fc.array(factOf(population), { maxLength: 8 }).map((facts) => [
    ...facts.map((fact, at) => row(population, fact as Fact<PopulationName>, { key: `test/${at}` })),
    {
      ...row(population, (facts[0] as Fact<PopulationName>) ?? {}, { key: 'test/unreadable' }),
      presence: 'unreadable',
      fact: null,
    },
  ]);

const LOOKED_UP = POPULATION_NAMES.filter((name) => Object.keys(populationNamed(name).lookups).length > 0);

test('a look-up that was added later finds what older segments hold, as if it had always been there', () => {
  assert.ok(LOOKED_UP.length > 3);
  for (const population of LOOKED_UP) {
    const names = Object.keys(populationNamed(population).lookups).map(indexName);
    fc.assert(
      fc.property(rowsOf(population), (rows) => {
        const old = sealedWithout(population, rows, new Set(names));
        for (const name of names)
          assert.deepEqual(old.column(name).body, segment(population, rows, 1).column(name).body, name);
      }),
      { numRuns: 20 },
    );
  }
});

test('of a field that was added later every row of an older segment is silent, and its other fields are as they were', () => {
  for (const population of POPULATION_NAMES) {
    const { fields } = populationNamed(population);
    for (const [name, field] of Object.entries(fields)) {
      fc.assert(
        fc.property(rowsOf(population), (rows) => {
          const old = sealedWithout(population, rows, new Set(columnsOf(name, field)));
          const full = factsIn(population, segment(population, rows, 1));
          assert.deepEqual(
            factsIn(population, old),
            full.map((fact) => without(fact, name)),
          );
        }),
        { numRuns: 2 },
      );
    }
  }
});

test('of what the members of a list say since later, members of before are silent', () => {
  const rows = [
    row('meeting', { id: '1', heldAt: '2026-03-03T12:00:00.000Z', attendees: [{ who: 'employee:1' }, {}] }),
  ];
  const found = factsIn('meeting', sealedWithout('meeting', rows, new Set(['attendees.who'])));
  assert.deepEqual(
    found.map((fact) => fact?.['attendees']),
    [[{}, {}]],
  );
});

test('a column that no population has is an error of whoever asks', () => {
  const rows = [row('meeting', { id: '1', heldAt: '2026-03-03T12:00:00.000Z' })];
  const source = sealedWithout('meeting', rows, new Set());
  for (const name of ['nothing', 'attendees.nothing', '$index.nothing', '$nothing'])
    assert.throws(() => source.column(name), RangeError);
});

const without = (fact: Row['fact'], name: string): unknown =>
  fact === null ? null : Object.fromEntries(Object.entries(fact).filter(([own]) => own !== name));
