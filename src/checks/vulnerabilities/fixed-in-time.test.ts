import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNNAMED } from '#/core/actor.ts';
import { type Calendar, calendarOf } from '#/core/time/calendar.ts';
import { HOUR } from '#/core/time/instant.ts';
import { at, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { doneBy } from '#/checks/deadline.ts';
import fixedInTime from './fixed-in-time.ts';

/** The most distant zones there are, one that changes its clocks in March, and one that left out 30 December 2011. */
const ZONES = ['Etc/GMT+12', 'Pacific/Kiritimati', 'Europe/Berlin', 'Pacific/Apia'];
const DAYS = ['2026-03-26', '2026-10-23', '2011-12-28'];

const judged = (calendar: Calendar, limit: number, [detectedAt, fixedAt]: readonly [Moment, Moment]): string =>
  fixedInTime.judge(
    { severity: 'high', detectedAt, status: 'fixed', fixedAt, acceptedBy: UNNAMED, acceptedAt: null },
    {
      parameters: { days: { critical: limit, high: limit, medium: limit, low: limit } },
      calendar,
      asOf: Date.UTC(2030, 0, 1),
      companions: {},
    },
  ).outcome;

test('what is settled without the calendar is what the calendar says, in any zone and around any change of clocks', () => {
  const outcomes = new Set<string>();
  for (const company of ZONES) {
    const calendar = calendarOf({ zone: company, weekdays: [1], holidays: [] });
    for (const day of DAYS) {
      const found = [
        ...ZONES.map((zone) => onDay(day, zone)),
        ...Array.from({ length: 24 }, (_, hour) => at(momentOf(`${day}T00:59:59.999Z`).latest + hour * HOUR)),
      ];
      for (const detectedAt of found) {
        for (let limit = 0; limit <= 5; limit += 1) {
          const deadline = calendar.endOfDay(detectedAt, limit);
          for (let hours = -80; hours <= 60; hours += 1) {
            const fixedAt = at(detectedAt.earliest + (limit * 24 + hours) * HOUR);
            const inOrder = fixedAt.latest >= detectedAt.earliest;
            const expected = inOrder
              ? doneBy({ what: 'its fix', done: fixedAt, deadline, asOf: Date.UTC(2030, 0, 1) }).outcome
              : 'unknown';
            outcomes.add(expected);
            if (judged(calendar, limit, [detectedAt, fixedAt]) !== expected)
              assert.fail(`${company}, ${limit} days: ${JSON.stringify({ detectedAt, fixedAt, expected })}`);
          }
        }
      }
    }
  }
  assert.ok(outcomes.has('pass') && outcomes.has('deviation'));
});
