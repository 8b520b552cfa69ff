import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY } from '#/core/time/instant.ts';
import trainedAgain from '#/checks/people/trained-again.ts';
import { row, segment } from '#test/kit/segments.ts';
import { countOutcomes } from './outcomes.ts';
import { run } from './run.ts';

test('a training that came late counts in each window in which it was overdue, and in no other', () => {
  const training = (id: string, day: string): Fact<'training'> => ({
    id,
    person: 'employee:1',
    kind: 'security-awareness',
    completedAt: `${day}T09:00:00Z`,
  });
  const person = { employee: '1', startedOn: '2020-01-01[Europe/Berlin]', endedOn: null };
  const world = {
    person: [segment('person', [row('person', person)], 1)],
    training: [
      segment(
        'training',
        [training('1', '2024-11-01'), training('2', '2026-06-01')].map((fact) => row('training', fact)),
        2,
      ),
    ],
  };
  const running = run({
    population: 'training',
    setups: [
      { check: trainedAgain, parameters: [{ from: 0, values: { months: 12 } }], exclusions: new Map(), earlier: null },
    ],
    open: (name) => (name === 'person' || name === 'training' ? world[name] : []),
    aliases: new Map(),
    calendar: calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] }),
    asOf: { position: 3, instant: Date.UTC(2026, 10, 2) },
    earlier: null,
  });
  let step = running.next();
  while (step.done !== true) step = running.next();
  const outcomes = step.value[0]?.outcomes ?? assert.fail();
  const deviations = (start: number): number =>
    countOutcomes(outcomes, { start, end: start + 30 * DAY }).rule.deviation;
  assert.deepEqual(
    [
      Date.UTC(2024, 9, 20), // of the training itself
      Date.UTC(2025, 9, 1), // not due yet
      Date.UTC(2025, 10, 3),
      Date.UTC(2026, 4, 10),
      Date.UTC(2026, 5, 2), // done
    ].map(deviations),
    [0, 0, 1, 1, 0],
  );
});
