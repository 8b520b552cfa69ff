import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SamePeople } from './same-people.ts';

const segment = (sha256: string, position: number) => ({
  position,
  header: { columns: [{ sha256 }, { sha256: `${sha256}-2` }] },
});

const found = (employee: string) => ({ all: new Set([`employee:${employee}` as const]), shared: new Map() });

test('people are looked through once for as long as they are the same', () => {
  const people = new SamePeople();
  const first = people.once([segment('a', 3), segment('b', 5)], 10);
  assert.deepEqual(
    first(() => found('1')),
    found('1'),
  );
  const again = people.once([segment('a', 3), segment('b', 5)], 12);
  assert.deepEqual(
    again(() => assert.fail('they were looked through before')),
    found('1'),
  );
});

test('of other people, and of those of whom more is seen, everything is looked for anew', () => {
  const people = new SamePeople();
  people.once([segment('a', 3), segment('b', 15)], 10)(() => found('1'));
  for (const [number, [segments, asOf]] of (
    [
      [[segment('a', 3)], 10],
      [[segment('a', 3), segment('c', 15)], 10],
      [[segment('a', 3), segment('b', 15)], 12],
      [[segment('a', 3), segment('b', 15)], 16],
    ] as const
  ).entries())
    assert.deepEqual(
      people.once(segments, asOf)(() => found(`new-${number}`)),
      found(`new-${number}`),
    );
});
