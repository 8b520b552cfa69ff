import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMeant, zoneCalled } from './zones.ts';

test('a time zone is found by its name or its city, in any case, and nothing else is taken for one', () => {
  for (const [text, zone] of [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' berlin ', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['utc', 'UTC'],
    ['San Francisco', 'America/Los_Angeles'],
    ['bengaluru', 'Asia/Kolkata'],
    ['Europe/Boston', null],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTCBerlin', null],
    ['Berl', null],
    ['Mars/Olympus', null],
    ['+01:00', null],
    ['', null],
  ] as const)
    assert.equal(zoneCalled(text)?.replace('Calcutta', 'Kolkata') ?? null, zone, text);
});

test('while somebody types, zones are found by a part of their name and by large cities that have their clocks', () => {
  for (const [text, zone, isSo] of [
    ['new york', 'America/New_York', true],
    ['New_Y', 'America/New_York', true],
    ['bost', 'America/New_York', true],
    ['oston', 'America/New_York', false],
    ['Boston', 'America/Chicago', false],
    ['ber', 'Europe/Berlin', true],
    ['', 'Europe/Berlin', true],
  ] as const)
    assert.equal(isMeant(zone, text), isSo, `${text}: ${zone}`);
});
