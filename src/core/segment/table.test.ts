import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mergedSegment, row, segment } from '#test/kit/segments.ts';
import type { Source } from './row-reader.ts';
import { orderOf } from './order.ts';
import { latestBefore } from './rows-of-key.ts';
import { numbersOf, SYSTEM } from './segment.ts';
import { tableOf } from './table.ts';
import { stringReader } from './text-column.ts';

const training = (id: number, version: number) =>
  row('training', { id: `t${id}`, course: `v${version}`, completedAt: '2026-01-01T00:00:00Z' });

/** One long segment, and short ones behind it that bring what is new and what changed. */
const history = fc.record({
  first: fc.uniqueArray(fc.nat(400), { minLength: 60, maxLength: 160 }),
  later: fc.array(fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 6 }), { maxLength: 5 }),
  merge: fc.nat(5),
  asOf: fc.nat(14),
  before: fc.nat(14),
});

const positionOf = (place: number): number => place * 2 + 1;

/** The items as of a position, as anybody would find them: by key the place of the segment that holds the last version. */
function itemsOf(parts: readonly (readonly number[])[], asOf: number): ReadonlyMap<string, number> {
  const items = new Map<string, number>();
  for (const [place, ids] of parts.entries())
    if (positionOf(place) < asOf) for (const id of ids) items.set(`test/t${id}`, place);
  return items;
}

function merged(segments: readonly Source[], count: number): readonly Source[] {
  if (count < 2 || count > segments.length) return segments;
  return [mergedSegment('training', segments.slice(0, count), positionOf(count - 1) + 1), ...segments.slice(count)];
}

const reader = ({ column, rows }: Source, name: string) => stringReader(column(name), rows);

test('a table holds the last version of each key in order, wherever it lies, and knows the table before it', () => {
  fc.assert(
    fc.property(history, ({ first, later, merge, asOf, before }) => {
      const parts = [first, ...later];
      const apart = parts.map((ids, place) =>
        segment(
          'training',
          ids.map((id) => training(id, place)),
          positionOf(place),
        ),
      );
      const segments = merged(apart, merge);
      const wanted = itemsOf(parts, asOf);
      const table = tableOf(segments, { observed: false, asOf, before: Math.min(asOf, before) });
      const keys = segments.map((each) => reader(each, '$key'));
      const courses = segments.map((each) => reader(each, 'course'));
      const at = (item: number) => [table.segmentOf[item] ?? -1, table.rowOf[item] ?? -1] as const;
      const found = Array.from({ length: table.size }, (_, item) => {
        const [place, row] = at(item);
        assert.equal(table.itemOf[place]?.[row], item);
        return keys[place]?.at(row) ?? '';
      });
      const inOrder = [...wanted.keys()].sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
      assert.deepEqual(found, inOrder);
      const earlier = itemsOf(parts, Math.min(asOf, before));
      for (const [item, key] of found.entries()) {
        const [place, row] = at(item);
        assert.equal(courses[place]?.at(row), `v${wanted.get(key)}`, 'it is the last version');
      }
      const itemsThat = (differ: (key: string) => boolean): readonly number[] =>
        [...found.entries()].flatMap(([item, key]) => (differ(key) ? [item] : []));
      assert.deepEqual(
        [...(table.since?.fresh ?? [])],
        itemsThat((key) => !earlier.has(key)),
      );
      assert.deepEqual(
        [...(table.since?.changed ?? [])],
        itemsThat((key) => earlier.get(key) !== wanted.get(key)),
      );
      const isLatest = latestBefore(segments, asOf);
      for (const [place, items] of table.itemOf.entries())
        for (const [row, item] of items.entries()) assert.equal(isLatest(place, row), item >= 0);
    }),
    { numRuns: 200 },
  );
});

test('a table of states is the same, however its versions lie together', () => {
  fc.assert(
    fc.property(history, fc.array(fc.nat(500)), ({ first, later, merge, asOf, before }, gone) => {
      const parts = [first, ...later];
      const apart = parts.map((ids, place) =>
        segment(
          'training',
          ids.map((id) => ({
            ...training(id, place),
            presence: gone.includes(id * (place + 1)) ? 'gone' : 'present',
            collected: place,
          })),
          positionOf(place),
        ),
      );
      const options = { observed: true, asOf, before: Math.min(asOf, before) };
      const said = (segments: readonly Source[]) => {
        const table = tableOf(segments, options);
        const looks = segments.map(({ column, rows }) => numbersOf(column(SYSTEM.collected), rows));
        const look = (item: number) => looks[table.segmentOf[item] ?? 0]?.[table.rowOf[item] ?? 0];
        const { size, ranges, states, since } = table;
        return { looks: Array.from({ length: size }, (_, item) => look(item)), ranges, states, since };
      };
      assert.deepEqual(said(merged(apart, merge)), said(apart));
      const earlier = tableOf(apart, { observed: true, asOf: options.before }).size;
      assert.equal(said(apart).looks.length - (said(apart).since?.fresh.length ?? 0), earlier);
    }),
    { numRuns: 100 },
  );
});
