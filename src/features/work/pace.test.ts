import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cause, Kept } from './cause.ts';
import { pace } from './pace.ts';

const cause = (key: string, more: Partial<Cause> = {}): Cause => ({
  key,
  kind: 'gap',
  function: 'security',
  control: null,
  owner: null,
  title: key,
  guidance: { why: [], todo: [], evidence: [] },
  due: '2026-03-01',
  urgent: false,
  beneath: [],
  ...more,
});
const known = (each: Cause, state: Kept['state']): Kept => ({
  ...each,
  state,
  why: [...each.guidance.why],
  named: null,
});
const NONE = new Map();
const gaps = ['a', 'b', 'c', 'd', 'e'].map((key) => cause(key));
const keys = (causes: readonly { readonly key: string }[]): string => causes.map(({ key }) => key).join(' ');

test('at the beginning there are three first tasks, and nothing else but what is urgent', () => {
  const firsts = ['w', 'x', 'y', 'z'].map((key) => cause(key, { kind: 'first' }));
  const { opened, waiting } = pace([cause('now', { urgent: true }), ...firsts, ...gaps], [], false, NONE);
  assert.equal(keys(opened), 'now w x y');
  assert.equal(waiting, 6);
  const [one, two, three] = firsts as [Cause, Cause, Cause];
  const later = pace([...gaps, two, three], [known(one, 'done'), known(three, 'open')], false, NONE);
  assert.equal(keys(later.opened), 'x a', 'what has most effect stands in the place of what is done');
});

test('later, each function has three gaps at a time, in the order of their effect', () => {
  const { opened, waiting } = pace([...gaps, cause('f', { function: 'legal' })], [], true, NONE);
  assert.equal(keys(opened), 'a b c f');
  assert.equal(waiting, 2);
});

test('what is open stays open, and makes no room; what is put aside or done does', () => {
  const [a, b, c, d, e] = gaps as [Cause, Cause, Cause, Cause, Cause];
  const { opened, standing, waiting } = pace(
    gaps,
    [known(e, 'open'), known(a, 'dropped'), known(b, 'lapsed'), known(d, 'open')],
    true,
    NONE,
  );
  assert.equal(keys(standing), 'd e');
  assert.equal(keys(opened), 'b');
  assert.equal(waiting, 1);
  assert.equal(c.key, 'c');
});

test('a task whose cause is gone is found, whether it was open or put aside', () => {
  const left = cause('left');
  assert.equal(keys(pace([], [known(left, 'open')], true, NONE).gone), 'left');
  assert.equal(keys(pace([], [known(left, 'dropped')], true, NONE).gone), 'left');
  for (const state of ['done', 'lapsed'] as const)
    assert.equal(keys(pace([], [known(left, state)], true, NONE).gone), '');
});
