import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeIndex, IndexReader } from '#/core/segment/index-column.ts';
import { eachRepeated } from './repeated-orders.ts';

test('rows whose value another row has, in the same segment or in another, are found, each once, and no others', () => {
  const values = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(values, { maxLength: 4 }), (segments) => {
      const found: string[] = [];
      eachRepeated(
        segments.map((each) => new IndexReader(encodeIndex('$index.x', each))),
        (segment, row) => found.push(`${segment} ${row}`),
      );
      const all = segments.flat();
      const wanted = segments.flatMap((each, segment) =>
        each.flatMap((value, row) =>
          value !== null && all.filter((other) => other === value).length > 1 ? [`${segment} ${row}`] : [],
        ),
      );
      assert.deepEqual(found.toSorted(), wanted.toSorted());
    }),
    { numRuns: 500 },
  );
});
