import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneCalled } from './zones.ts';

test('a time zone is found by its name or its city, in any case, and nothing else is taken for one', () => {
  for (const [text, zone] of [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' berlin ', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['utc', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTCBerlin', null],
    ['Berl', null],
    ['Mars/Olympus', null],
    ['+01:00', null],
    ['', null],
  ] as const)
    assert.equal(zoneCalled(text)?.replace('Calcutta', 'Kolkata') ?? null, zone, text);
});
