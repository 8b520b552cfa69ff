import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWindowOver, markOf, shareOver } from './window.ts';

const WINDOW = { first: '2026-01-01', last: '2026-12-31', zone: 'UTC' };
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

test('the window is over from the day after its last day, and not on it, now and looking back', () => {
  const said = (day: string, asOf: string | null): string =>
    markOf(WINDOW, shareOver(WINDOW, asOf, noon(day)), asOf, day);
  assert.equal(said('2026-12-31', null), 'today, the last day of the window');
  assert.equal(said('2027-03-01', '2026-12-31'), '31\u{a0}Dec\u{a0}2026, the last day of the window');
  assert.equal(said('2027-01-01', null), 'the window is over');
  assert.equal(said('2027-03-01', '2027-01-01'), 'the window was over');
  assert.equal(said('2026-07-02', null), 'today, 50% of the window');
  assert.equal(markOf({ ...WINDOW, first: '2026-05-01', last: '2026-05-01' }, 1, null, '2026-07-01'), 'today');
  assert.deepEqual(
    ['2026-12-30', '2026-12-31', '2027-01-01'].map((day) => isWindowOver(day, WINDOW.last)),
    [false, false, true],
  );
});

test('how much is over is counted to the end of the day that is looked at, and never beyond the window', () => {
  assert.equal(shareOver(WINDOW, '2026-12-31', noon('2027-03-01')), 1);
  assert.equal(shareOver(WINDOW, '2025-06-01', noon('2027-03-01')), 0);
  assert.equal(shareOver({ ...WINDOW, last: '2026-01-02' }, '2026-01-01', noon('2027-03-01')), 0.5);
});

test('days are those of the zone of the examination, whatever is left out or comes twice of their hours', () => {
  const auckland = { first: '2026-09-27', last: '2026-09-27', zone: 'Pacific/Auckland' }; // a day of 23 hours
  const at = (instant: string): number => shareOver(auckland, null, Date.parse(instant));
  assert.deepEqual([at('2026-09-26T11:59:59Z'), at('2026-09-26T12:00:00Z')], [0, 0]);
  assert.equal(at('2026-09-26T23:30:00Z'), 0.5);
  assert.equal(at('2026-09-27T11:00:00Z'), 1);
  assert.equal(shareOver(auckland, '2026-09-27', 0), 1);
  assert.equal(shareOver(auckland, '2026-09-26', 0), 0);
});
