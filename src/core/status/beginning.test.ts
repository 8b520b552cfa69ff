import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { beginningTold, isYoung, leftOf, readable, threatsIn } from './beginning.ts';

suite('a programme at its beginning', () => {
  test('it is young while more than half of its controls have not begun', () => {
    assert.equal(isYoung({ 'not started': 20, 'deviations found': 19 }, 39), true);
    assert.equal(isYoung({ 'not started': 5, 'deviations found': 5 }, 10), false);
    assert.equal(isYoung({}, 0), false);
  });

  test('what has not begun threatens nothing while it is young, and is open afterwards', () => {
    const gaps = [{ status: 'not started' }, { status: 'design incomplete' }];
    assert.deepEqual(threatsIn(gaps, true), [{ status: 'design incomplete' }]);
    assert.deepEqual(threatsIn(gaps, false), gaps);
  });

  test('with the days chosen, what is not done stays until a source is read', () => {
    const left = (promises: string | null, source: string | null) => leftOf({ promises, source }).map(({ id }) => id);
    assert.deepEqual(left(null, null), ['promises', 'source']);
    assert.deepEqual(left('2 of 8 are there.', null), ['source']);
    assert.deepEqual(left(null, '1 source is connected.'), []);
  });

  test('a source counts while somebody reads it and its last reading did not fail', () => {
    const source = (id: string, state: string | null, disconnected: object | null = null) => ({
      id,
      disconnected,
      lastRun: state === null ? null : { state },
    });
    const gone = source('gone', 'finished', {});
    const { connected, counting } = readable([
      source('read', 'finished'),
      source('new', null),
      source('no', 'failed'),
      gone,
    ]);
    assert.deepEqual(
      connected.map(({ id }) => id),
      ['read', 'new', 'no'],
    );
    assert.deepEqual(
      counting.map(({ id }) => id),
      ['read', 'new'],
    );
  });

  test('the steps that are left are counted in words', () => {
    assert.equal(beginningTold(1), 'Nothing is examined yet. One step leads to a first status.');
    assert.equal(beginningTold(3), 'Nothing is examined yet. Three steps lead to a first status.');
  });
});
