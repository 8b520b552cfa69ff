import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideWindow } from './beside-window.ts';

const YEAR = { type: 'type-2', first: '2026-01-01', last: '2026-12-31', zone: 'Europe/Berlin' } as const;
const at = (instant: string): number => Date.parse(instant);

const CASES = [
  ['the last minute before it', '2025-12-31T22:59:00Z', '2025-12-31T22:59:00Z', 'before'],
  ['the first instant of it', '2025-12-31T23:00:00Z', '2025-12-31T23:00:00Z', null],
  ['the last minute of it', '2026-12-31T22:59:00Z', '2026-12-31T22:59:00Z', null],
  ['the first instant after it', '2026-12-31T23:00:00Z', '2026-12-31T23:00:00Z', 'after'],
  ['what began before it and lasts', '2025-06-01T00:00:00Z', null, null],
  ['what began before it and lasted into it', '2025-06-01T00:00:00Z', '2026-02-01T00:00:00Z', null],
  ['what was over before it', '2025-06-01T00:00:00Z', '2025-07-01T00:00:00Z', 'before'],
] as const;

test('what occurred on no day of a window is told from what counts', () => {
  for (const [says, from, to, side] of CASES)
    assert.equal(besideWindow(YEAR, { from: at(from), to: to === null ? null : at(to) }), side, says);
});

test('of an examination of one day, of none, and of what has no time it is not said', () => {
  const long = { from: at('2020-01-01T00:00:00Z'), to: at('2020-01-02T00:00:00Z') };
  assert.equal(besideWindow({ ...YEAR, type: 'type-1' }, long), null);
  assert.equal(besideWindow(null, long), null);
  assert.equal(besideWindow(YEAR, { ...long, from: null }), null);
});
