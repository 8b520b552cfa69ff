import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whoTouches } from './who-touches.ts';

test('that fewer reach production than write changes is asked about, and nothing else is', () => {
  const of = (engineers: string, production: string) => whoTouches({ engineers, production });
  assert.equal(
    of('3', '2'),
    '3 people write changes and 2 can reach production: then at least 1 person writes what somebody else or a pipeline puts in place. If so, leave it; if not, correct a number.',
  );
  assert.match(of('1', '0') ?? '', /^1 person writes changes and 0 can reach production: then at least 1 person/);
  for (const [engineers, production] of [
    ['2', '2'],
    ['2', '5'],
    ['', '1'],
    ['3', ''],
    ['3', 'two'],
  ] as const)
    assert.equal(of(engineers, production), null, `${engineers} and ${production}`);
});
