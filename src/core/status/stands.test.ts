import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STANDS, standsOf } from './stands.ts';

test('controls are open, begun or not, or nothing is asked of them; what is clean is none of it', () => {
  const control = (id: string, status: string) => ({ id, status });
  const controls = [
    control('red', 'deviations found'),
    control('later', 'not started'),
    control('undesigned', 'not started'),
    control('none', 'nothing occurred'),
    control('clean', 'no deviation found'),
  ];
  const gaps = [
    { control: 'red', status: 'deviations found' },
    { control: 'undesigned', status: 'not started' },
  ];
  const stands = standsOf(controls, gaps);
  assert.deepEqual(Object.fromEntries(STANDS.map((stand) => [stand, [...stands[stand]]])), {
    open: ['red', 'undesigned'],
    begun: ['red'],
    unbegun: ['undesigned'],
    unasked: ['later', 'none'],
  });
});
