import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laterLimits } from './later-limits.ts';

const END = Date.UTC(2026, 3, 1);
const strict = { from: 0, values: { months: 3 } };
const loose = { from: Date.UTC(2026, 5, 1), values: { months: 12 } };
const state = { anchor: 'validity' };
const over = { end: END, asOf: Date.UTC(2026, 6, 1) };

test('limits that took hold after a window are not its own, and are told by the day from which they hold', () => {
  assert.equal(laterLimits(state, [strict, loose], over), loose.from);
});

for (const [name, check, parameters, at] of [
  ['an event is judged by the limits in force when it occurred', { anchor: 'detectedAt' }, [strict, loose], over],
  ['the same limits said again are the same', state, [strict, { ...strict, from: loose.from }], over],
  ['limits that are still to come judge nothing', state, [strict, loose], { end: END, asOf: END }],
  ['limits that took hold on its last day are its own', state, [strict, { ...loose, from: END - 1 }], over],
  ['while a window runs they may still change', state, [strict, loose], { end: over.asOf + 1, asOf: over.asOf }],
] as const)
  test(name, () => assert.equal(laterLimits(check, parameters, at), null));
