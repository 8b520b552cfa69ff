import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handedInPath } from '#/core/handed-in.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { isDue } from './due.ts';

const FOLDER = '/exports/people.csv';
const HANDED_IN = handedInPath('0b0f6a2e-4a3c-4f0e-9d55-3f9d5c1f7a10', 'people.csv');

test('by the clock a source is read again each day, sooner where another try may help, and never where nothing new is there', () => {
  const cases = [
    ['finished', null, FOLDER, DAY],
    ['interrupted', null, FOLDER, 2 * HOUR],
    ['failed', 'http_failed', FOLDER, 2 * HOUR],
    ['failed', null, HANDED_IN, 2 * HOUR],
    ['failed', 'secret_refused', '', DAY],
    ['failed', 'file_malformed', FOLDER, DAY],
    ['failed', 'file_malformed', HANDED_IN, null],
    ['failed', 'rows_rejected', HANDED_IN, null],
  ] as const;
  const now = Date.UTC(2026, 2, 3);
  for (const [state, cause, path, after] of cases) {
    const due = (ago: number, disconnected: object | null = null): boolean =>
      isDue({ settings: { path }, disconnected, lastRun: { state, cause, finished: now - ago } }, now);
    const seen = [due(HOUR), due(2 * HOUR + 1), due(DAY), due(DAY + 1), due(30 * DAY)];
    const wanted = [HOUR, 2 * HOUR + 1, DAY, DAY + 1, 30 * DAY].map((ago) => after !== null && ago > after);
    assert.deepEqual(seen, wanted, `${state} ${cause} ${path}`);
    assert.equal(due(30 * DAY, {}), false, 'of one that is disconnected nobody asks');
  }
  const unread = { settings: {}, disconnected: null };
  assert.equal(isDue({ ...unread, lastRun: null }, now), false, 'a person reads it first');
  assert.equal(isDue({ ...unread, lastRun: { state: 'running', cause: null, finished: null } }, now), false);
});
