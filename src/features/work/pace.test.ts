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
  const [, two, three] = firsts as [Cause, Cause, Cause];
  const later = pace([...gaps, two, three], [known(three, 'open')], false, NONE);
  assert.equal(keys(later.opened), 'x a', 'what has most effect stands in the place of what is done');
});

test('later, each function has three gaps at a time, in the order of their effect', () => {
  const { opened, waiting } = pace([...gaps, cause('f', { function: 'legal' })], [], true, NONE);
  assert.equal(keys(opened), 'a b c f');
  assert.equal(waiting, 2);
});

test('what is open stays open, and makes no room; what is put aside or done does', () => {
  const [a, , c, d, e] = gaps as [Cause, Cause, Cause, Cause, Cause];
  const { opened, standing, waiting } = pace(
    gaps,
    [known(e, 'open'), known(a, 'dropped'), known(d, 'open')],
    true,
    NONE,
  );
  assert.equal(keys(standing), 'd e');
  assert.equal(keys(opened), 'b');
  assert.equal(waiting, 1);
  assert.equal(c.key, 'c');
});

test('an open task goes on by what was put aside before: that is taken up again, whatever else is open', () => {
  const [a, b, c, d, e] = gaps as [Cause, Cause, Cause, Cause, Cause];
  const mine = cause('mine');
  const full = [a, b, c].map((each) => known(each, 'open'));
  const { opened, gone } = pace(
    [...gaps],
    [...full, known(d, 'dropped'), known(e, 'dropped'), known(mine, 'open')],
    true,
    new Map([['mine', [d]]]),
  );
  assert.deepEqual([keys(opened), keys(gone)], ['d', 'mine']);
});

const beneath = (...controls: readonly string[]): Pick<Cause, 'beneath'> => ({
  beneath: controls.map((control) => ({ control, says: ['nothing shows it'] })),
});

test('what was put aside of each control stays aside where it is asked for once, and nothing else is put aside with it', () => {
  const [one, two] = ['one', 'two'].map((control) => known(cause(control, { control }), 'dropped')) as [Kept, Kept];
  const shared = cause('missing:soc2:population:meeting', beneath('one', 'two'));
  const heirs = (heir: Cause) => new Map(['one', 'two', 'left'].map((key) => [key, [heir]]));
  const whole = pace([shared], [one, two], true, heirs(shared));
  assert.deepEqual([keys(whole.opened), keys(whole.gone)], ['', '']);
  const part = pace([shared], [one], true, heirs(shared));
  assert.deepEqual([keys(part.opened), keys(part.gone)], [shared.key, 'one'], 'two was put aside by nobody');

  const performance = cause('performance:soc2:one:2026-06-30', {
    kind: 'performance',
    urgent: true,
    ...beneath('one'),
  });
  const next = pace([performance], [one], true, heirs(performance));
  assert.deepEqual(
    [keys(next.opened), keys(next.gone)],
    [performance.key, ''],
    'what was put aside stays so beside it',
  );

  const left = known(cause('left'), 'dropped');
  const quiet = cause('finding:soc2:source-gone-quiet:engineering', { kind: 'finding', ...beneath('one', 'two') });
  const gone = pace([quiet], [left], true, heirs(quiet));
  assert.deepEqual([keys(gone.opened), keys(gone.gone)], [quiet.key, ''], 'other sources are quiet, too');
});

test('a task whose cause is gone is found, whether it was open or put aside', () => {
  const left = cause('left');
  assert.equal(keys(pace([], [known(left, 'open')], true, NONE).gone), 'left');
  assert.equal(keys(pace([], [known(left, 'dropped')], true, new Map([['left', []]])).gone), 'left');
  assert.equal(keys(pace([], [known(left, 'dropped')], true, NONE).gone), '', 'what it was about stands as it did');
});
