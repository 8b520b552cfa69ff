import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '#/core/time/instant.ts';
import type { Check } from './check.ts';
import { LAST_MINUTE } from './engine/outcomes.ts';
import { type Limited, otherLimits } from './later-limits.ts';

const START = Date.UTC(2026, 0, 1);
const END = Date.UTC(2026, 3, 1);
const strict = { from: 0, values: { months: 3 } };
const loose = { from: Date.UTC(2026, 5, 1), values: { months: 12 } };
const early = { ...loose, from: END - 1 };
const state = { anchor: 'validity' };
/** What is said of one state, by default of one that goes on. */
const said = (
  check: Pick<Check, 'anchor'>,
  parameters: Limited['parameters'],
  at: Omit<Limited, 'parameters'>,
  ends?: number,
) =>
  otherLimits(
    check,
    {
      size: 1,
      from: Uint32Array.of(START / MINUTE),
      to: Uint32Array.of(ends === undefined ? LAST_MINUTE : ends / MINUTE),
    },
    { ...at, parameters },
  );
const over = { start: START, end: END, asOf: Date.UTC(2026, 6, 1) };
const running = { start: START, end: END, asOf: END - 1 };
const within = { states: 1, from: early.from, isWithin: true };

test('limits that took hold after a window are not its own, and are told by the day from which they hold', () => {
  assert.deepEqual(said(state, [strict, loose], over), { states: 1, from: loose.from, isWithin: false });
});

const severe = (from: number, high: number) => ({ from, values: { days: { critical: 7, high } } });
const written = { ...early, from: early.from + 1, was: strict.values };

for (const [name, parameters, at] of [
  ['a limit that is loosened on the last day of a window does not judge all of it', [strict, early], over],
  ['nor while the window runs', [strict, early], running],
  ['nor where it was written down some hours later', [strict, { ...early, was: strict.values }, written], over],
  ['nor where one of several is looser', [severe(0, 30), severe(early.from, 31)], over],
] as const)
  test(name, () => assert.deepEqual(said(state, parameters, at), within));

for (const [name, check, parameters, at] of [
  ['an event is judged by the limits in force when it occurred', { anchor: 'detectedAt' }, [strict, loose], over],
  ['the same limits said again are the same', state, [strict, { ...strict, from: loose.from }], over],
  ['limits that are still to come judge nothing', state, [strict, loose], { ...over, asOf: END }],
  ['limits that were made stricter in a window judge all of it', state, [early, { ...strict, from: END - 1 }], over],
  ['limits that were loosened before it are its own', state, [strict, { ...loose, from: START }], over],
  [
    'a limit that was loosened and made as strict again, and judged what goes on',
    state,
    [strict, { ...early, from: START + 1 }, { ...strict, from: END - 1 }],
    over,
  ],
] as const)
  test(name, () => assert.equal(said(check, parameters, at), null));

test('a state that ended while a limit was loosened was judged by that, though it is as strict again since', () => {
  const [loosened, tightened] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)];
  const inWindow = [strict, { ...loose, from: loosened }, { ...strict, from: tightened }];
  const ended = (day: number) => said(state, inWindow, over, day);
  assert.deepEqual(ended(loosened + MINUTE), { states: 1, from: loosened, isWithin: true });
  assert.equal(ended(loosened - MINUTE), null, 'before that');
  assert.equal(ended(tightened), null, 'by the strict one, when it ended');
  const later = [strict, { ...loose, from: END }, { ...strict, from: END + 1 + MINUTE }];
  assert.deepEqual(said(state, later, over, END), { states: 1, from: END, isWithin: false }, 'after the window');
  assert.equal(said(state, [strict, loose], over, END), null, 'it ended before the later ones');
});
