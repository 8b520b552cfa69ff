import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { POPULATION_NAMES, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { factOf, writtenOf } from '#test/kit/facts.ts';
import { mergedSegment, row, segment } from '#test/kit/segments.ts';
import { Keys } from './rows-of-key.ts';
import { stringReader } from './text-column.ts';
import { rowReader, type Source } from './row-reader.ts';
import type { Row } from './row.ts';

/** Versions of items as collectors bring them: there, gone, or without facts. */
const rowsOf = (population: PopulationName): fc.Arbitrary<readonly Row[]> =>
  fc
    .array(
      fc.record({
        fact: factOf(population),
        presence: fc.constantFrom('present', 'present', 'present', 'gone', 'unreadable', 'erased'),
        digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        artifact: fc.option(fc.nat(9), { nil: null }),
        place: fc.string({ unit: 'binary', maxLength: 9 }),
        collected: fc.integer({ min: 0, max: Date.UTC(2090, 0, 1) }),
        previous: fc.option(fc.nat(), { nil: null }),
        note: fc.constantFrom('', 'too many requests', 'schön'),
      }),
      { maxLength: 8 },
    )
    .map((made) =>
      made.map(({ fact, presence, ...about }, place) =>
        row(population, fact, {
          ...about,
          key: `test/ключ-${place}`,
          presence,
          ...(presence === 'unreadable' || presence === 'erased' ? { fact: null } : {}),
        }),
      ),
    );

/** Everything in a segment, read back and in the order of the keys. */
function readBack(population: PopulationName, source: Source): readonly Row[] {
  const { fields } = populationNamed(population);
  const read = rowReader(fields, source, (artifact) => artifact);
  return Array.from({ length: source.rows }, (_, place) => read(place))
    .map((each) => ({
      ...each,
      fact: each.fact === null ? null : writtenOf(fields, each.fact),
      digest: Uint8Array.from(each.digest),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

for (const population of POPULATION_NAMES) {
  test(`what is written of ${populationNamed(population).many} is read back as it was`, () => {
    fc.assert(
      fc.property(rowsOf(population), (rows) => {
        assert.deepStrictEqual(readBack(population, segment(population, rows, 1)), rows);
      }),
      { numRuns: 60 },
    );
  });
}

test('segments that were merged hold what they held apart', () => {
  fc.assert(
    fc.property(rowsOf('change'), fc.nat(), (rows, cut) => {
      const at = cut % (rows.length + 1);
      const apart = [segment('change', rows.slice(0, at), 1), segment('change', rows.slice(at), 2)];
      const merged = mergedSegment('change', apart, 3);
      const without = rows.map((each) => ({ ...each, artifact: null }));
      assert.deepStrictEqual(
        readBack('change', merged).map((each) => ({ ...each, artifact: null })),
        without,
      );
    }),
  );
});

test('a member that is silent, one that is none and an empty list are three things', () => {
  const facts = [
    { id: '1', heldAt: '2026-03-03T12:00:00.000Z' },
    { id: '2', heldAt: '2026-03-03T12:00:00.000Z', attendees: [], minutes: null, minutesAt: null },
    {
      id: '3',
      heldAt: '2026-03-03[Europe/Berlin]',
      attendees: [{}, { who: 'employee:1' }],
      minutes: 'Протокол',
      minutesAt: '2026-03-04T12:00:00.000Z/2026-03-05T12:00:00.000Z',
    },
  ];
  const rows = facts.map((fact) => row('meeting', fact));
  assert.deepStrictEqual(
    readBack('meeting', segment('meeting', rows, 1)).map(({ fact }) => fact),
    facts,
  );
});

test('a segment without rows is a segment', () => {
  for (const population of POPULATION_NAMES)
    assert.deepStrictEqual(readBack(population, segment(population, [], 1)), []);
});

test('keys are found in segments that come one after the other, and others are not', () => {
  const facts = Array.from({ length: 300 }, (_, id) => ({ id: `t${id}`, completedAt: '2026-01-01T00:00:00Z' }));
  const parts = [facts.slice(0, 10), facts.slice(5, 200), facts.slice(150, 250)];
  const segments = parts.map((part, at) =>
    segment(
      'training',
      part.map((fact) => row('training', fact)),
      at + 1,
    ),
  );
  const keys = new Keys();
  const added: typeof segments = [];
  for (const each of segments) {
    keys.add(each);
    added.push(each);
    for (const { id } of facts) {
      const expected = added.flatMap((_, place) =>
        parts[place]?.some((fact) => fact.id === id) === true ? [place] : [],
      );
      const found: number[] = [];
      keys.find(`test/${id}`, (place, at) => {
        assert.equal(
          stringReader(added[place]?.column('$key') ?? assert.fail(), added[place]?.rows ?? 0).at(at),
          `test/${id}`,
        );
        found.push(place);
      });
      assert.deepEqual(found, expected, id);
    }
  }
});
