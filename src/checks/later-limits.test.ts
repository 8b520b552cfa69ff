import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherLimits } from './later-limits.ts';

const START = Date.UTC(2026, 0, 1);
const END = Date.UTC(2026, 3, 1);
const strict = { from: 0, values: { months: 3 } };
const loose = { from: Date.UTC(2026, 5, 1), values: { months: 12 } };
const early = { ...loose, from: END - 1 };
const state = { anchor: 'validity' };
const over = { start: START, end: END, asOf: Date.UTC(2026, 6, 1) };
const running = { start: START, end: END, asOf: END - 1 };
const within = { from: early.from, at: early.from, isWithin: true };

test('limits that took hold after a window are not its own, and are told by the day from which they hold', () => {
  assert.deepEqual(otherLimits(state, [strict, loose], over), { from: loose.from, at: END, isWithin: false });
});

const severe = (from: number, high: number) => ({ from, values: { days: { critical: 7, high } } });
const written = { ...early, from: early.from + 1, was: strict.values };

for (const [name, parameters, at] of [
  ['a limit that is loosened on the last day of a window does not judge all of it', [strict, early], over],
  ['nor while the window runs', [strict, early], running],
  ['nor where it was written down some hours later', [strict, { ...early, was: strict.values }, written], over],
  ['nor where one of several is looser', [severe(0, 30), severe(early.from, 31)], over],
] as const)
  test(name, () => assert.deepEqual(otherLimits(state, parameters, at), within));

for (const [name, check, parameters, at] of [
  ['an event is judged by the limits in force when it occurred', { anchor: 'detectedAt' }, [strict, loose], over],
  ['the same limits said again are the same', state, [strict, { ...strict, from: loose.from }], over],
  ['limits that are still to come judge nothing', state, [strict, loose], { ...over, asOf: END }],
  ['limits that were made stricter in a window judge all of it', state, [early, { ...strict, from: END - 1 }], over],
  ['limits that were loosened before it are its own', state, [strict, { ...loose, from: START }], over],
  [
    'a limit that was loosened and made as strict again',
    state,
    [strict, { ...early, from: START + 1 }, { ...strict, from: END - 1 }],
    over,
  ],
] as const)
  test(name, () => assert.equal(otherLimits(check, parameters, at), null));
