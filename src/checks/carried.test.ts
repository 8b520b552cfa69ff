import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, MINUTE, NEVER } from '#/core/time/instant.ts';
import { type Open, OUTCOMES, type Verdict } from '#/core/verdict.ts';
import { beforeIn, carriedOf, type Left, NOTHING_CARRIED, openBefore } from './carried.ts';
import { codeOf, EXCLUDED, LAST_MINUTE, openBits, type Outcomes } from './engine/outcomes.ts';

const START = Date.UTC(2026, 0, 1);
const at = (day: number): number => Date.UTC(2025, 11, day) / MINUTE;

test('the last item before a window is one that the rule is about, so that an earlier first day has it to show', () => {
  const minutes = Uint32Array.of(at(3), at(9), at(20));
  const outcomes = {
    size: 3,
    codes: Uint8Array.from((['pass', 'deviation', 'not-applicable'] as const).map((each) => OUTCOMES.indexOf(each))),
    from: minutes,
    to: minutes,
    dueItems: new Uint32Array(0),
    dueAt: new Float64Array(0),
    ranges: new Uint32Array(257),
  };
  assert.deepEqual(beforeIn(outcomes, { start: START }), { last: Date.UTC(2025, 11, 9), open: true });
  const none = { ...outcomes, codes: Uint8Array.of(4, 4, 4) };
  assert.deepEqual(beforeIn(none, { start: START }), { last: null, open: false });
});

const END = START + 90 * DAY;
const WINDOW = { start: START, end: END };

interface One {
  readonly outcome: Verdict['outcome'];
  readonly open?: Open;
  readonly due?: number;
  readonly excluded?: true;
  /** Of the window instead of before it. */
  readonly goesOn?: true;
}

/** One item of before the window, and what is said of it. */
const said = ({ outcome, open, due, excluded, goesOn }: One): Outcomes => ({
  size: 1,
  codes: Uint8Array.of(
    codeOf(outcome) |
      openBits({ outcome, reason: '', until: NEVER, ...(open && { open }) }) |
      (excluded === true ? EXCLUDED : 0),
  ),
  from: Uint32Array.of(at(9)),
  to: Uint32Array.of(goesOn === true ? LAST_MINUTE : at(9)),
  dueItems: due === undefined ? new Uint32Array(0) : Uint32Array.of(0),
  dueAt: due === undefined ? new Float64Array(0) : Float64Array.of(due),
  ranges: new Uint32Array(257),
});

const IN = START + 10 * DAY;
const CASES: readonly {
  readonly name: string;
  readonly before: One;
  readonly now: One;
  readonly left: Left['was'] | null;
  readonly as?: keyof typeof NOTHING_CARRIED;
}[] = [
  {
    name: 'overdue, and still so',
    before: { outcome: 'deviation', open: 'yes' },
    now: { outcome: 'deviation', open: 'yes' },
    left: 'overdue',
    as: 'overdue',
  },
  {
    name: 'overdue, and done late in the window',
    before: { outcome: 'deviation', open: 'yes', due: IN },
    now: { outcome: 'deviation' },
    left: 'overdue',
    as: 'overdue',
  },
  { name: 'done late before the window', before: { outcome: 'deviation' }, now: { outcome: 'deviation' }, left: null },
  {
    name: 'done late, perhaps only in the window',
    before: { outcome: 'deviation', open: 'unclear' },
    now: { outcome: 'deviation' },
    left: 'unclear',
    as: 'unknown',
  },
  {
    name: 'perhaps overdue, and surely by now',
    before: { outcome: 'unknown', open: 'yes', due: IN },
    now: { outcome: 'deviation', open: 'yes' },
    left: 'open',
    as: 'deviation',
  },
  {
    name: 'pending, and not done in time',
    before: { outcome: 'pending', due: IN },
    now: { outcome: 'deviation' },
    left: 'pending',
    as: 'deviation',
  },
  {
    name: 'pending, and done in time',
    before: { outcome: 'pending', due: IN },
    now: { outcome: 'pass' },
    left: 'pending',
  },
  {
    name: 'pending, and nobody knows',
    before: { outcome: 'pending', due: IN },
    now: { outcome: 'unknown' },
    left: 'pending',
    as: 'unknown',
  },
  {
    name: 'pending, and late after the window',
    before: { outcome: 'pending', due: END },
    now: { outcome: 'deviation' },
    left: 'pending',
    as: 'pending',
  },
  {
    name: 'pending without a deadline',
    before: { outcome: 'pending' },
    now: { outcome: 'pending' },
    left: 'pending',
    as: 'waiting',
  },
  {
    name: 'in order, and overdue in the window',
    before: { outcome: 'pass', due: IN },
    now: { outcome: 'deviation' },
    left: 'in order',
    as: 'deviation',
  },
  {
    name: 'in order, and overdue after the window',
    before: { outcome: 'pass', due: END },
    now: { outcome: 'deviation' },
    left: 'in order',
    as: 'pending',
  },
  { name: 'in order, and still so', before: { outcome: 'pass', due: IN }, now: { outcome: 'pass' }, left: null },
  {
    name: 'in order, and of the window by now',
    before: { outcome: 'pass', due: IN },
    now: { outcome: 'deviation', goesOn: true },
    left: null,
  },
  {
    name: 'overdue, and excluded',
    before: { outcome: 'deviation', open: 'yes' },
    now: { outcome: 'deviation', open: 'yes', excluded: true },
    left: 'overdue',
    as: 'excluded',
  },
  {
    name: 'pending and excluded',
    before: { outcome: 'pending', due: IN },
    now: { outcome: 'pending', excluded: true },
    left: 'pending',
    as: 'pending',
  },
];

for (const { name, before, now, left, as } of CASES)
  test(`before the window ${name}`, () => {
    const found = openBefore(said(before), said(now), WINDOW);
    assert.deepEqual(
      found.map(({ was }) => was),
      left === null ? [] : [left],
    );
    const carried = carriedOf(found, said(before), said(now), WINDOW);
    assert.deepEqual(carried, { ...NOTHING_CARRIED, ...(as === undefined ? {} : { [as]: 1 }) });
  });

test('where a run speaks of other records, nothing is known of what was open', () => {
  const [then, now] = [said({ outcome: 'pending', due: IN }), { ...said({ outcome: 'pass' }), size: 2 }];
  const left = openBefore(then, now, WINDOW);
  assert.deepEqual(carriedOf(left, then, now, WINDOW), { ...NOTHING_CARRIED, unknown: 1 });
});
