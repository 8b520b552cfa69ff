import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { beforeIn } from './carried.ts';

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
