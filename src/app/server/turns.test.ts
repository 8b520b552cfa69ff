import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type Leave, turns } from './turns.ts';

/** A line in which each who comes writes down when its turn is. */
function line(options: Parameters<typeof turns>[0]) {
  const told: string[] = [];
  const { take, waiting } = turns(options);
  return {
    told,
    waiting,
    come: (name: string): Leave => take((granted) => void told.push(granted ? name : `not ${name}`)),
  };
}

test('so many work at once, and the others in the order in which they came', () => {
  const { told, come, waiting } = line({ atOnce: 2, most: 9, patience: 1_000 });
  const [a, b] = [come('a'), come('b')];
  const [c] = [come('c'), come('d')];
  assert.deepEqual([told.join(), waiting()], ['a,b', 2]);
  b();
  b();
  assert.equal(told.join(), 'a,b,c', 'who leaves twice lets one in');
  c();
  a();
  assert.deepEqual([told.join(), waiting()], ['a,b,c,d', 0]);
});

test('who goes while they wait is passed over, and holds nobody up', () => {
  const { told, come } = line({ atOnce: 1, most: 9, patience: 1_000 });
  const a = come('a');
  const b = come('b');
  const c = come('c');
  b();
  a();
  c();
  come('d');
  assert.equal(told.join(), 'a,c,d');
});

test('where too many wait, or one waits too long, it is told so, and its place is free', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { told, come, waiting } = line({ atOnce: 1, most: 1, patience: 1_000 });
  const a = come('a');
  come('b');
  come('c');
  assert.equal(told.join(), 'a,not c');
  mock.timers.tick(1_000);
  assert.deepEqual([told.join(), waiting()], ['a,not c,not b', 0]);
  a();
  come('d');
  assert.equal(told.join(), 'a,not c,not b,d');
  mock.timers.reset();
});
