import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY } from '#/core/time/instant.ts';
import noDormantAccount from '#/checks/access/no-dormant-account.ts';
import trainedAgain from '#/checks/people/trained-again.ts';
import { allBut, allRead } from '#test/kit/readings.ts';
import { row, segment } from '#test/kit/segments.ts';
import type { RunInput } from './input.ts';
import { countOutcomes, type Outcomes, shownOutcome } from './outcomes.ts';
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
  const counts = (outcome: 'deviation' | 'unknown', readings: RunInput['readings']): readonly number[] => {
    const running = run({
      population: 'training',
      setups: [
        {
          check: trainedAgain,
          parameters: [{ from: 0, values: { months: 12 } }],
          exclusions: new Map(),
          earlier: null,
        },
      ],
      open: (name) => (name === 'person' || name === 'training' ? world[name] : []),
      aliases: new Map(),
      calendar: calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] }),
      asOf: { position: 3, instant: Date.UTC(2026, 10, 2) },
      readings,
      earlier: null,
    });
    let step = running.next();
    while (step.done !== true) step = running.next();
    const outcomes = step.value[0]?.outcomes ?? assert.fail();
    return [
      Date.UTC(2024, 9, 20), // of the training itself
      Date.UTC(2025, 9, 1), // not due yet
      Date.UTC(2025, 10, 3),
      Date.UTC(2026, 4, 10),
      Date.UTC(2026, 5, 2), // done
    ].map((start) => countOutcomes(outcomes, { start, end: start + 30 * DAY }).rule[outcome]);
  };
  assert.deepEqual(counts('deviation', allRead), [0, 0, 1, 1, 0]);
  const unread = allBut({ from: Date.UTC(2025, 2, 1), to: Date.UTC(2025, 2, 2) });
  assert.deepEqual(counts('deviation', unread), [0, 0, 0, 0, 0]);
  assert.deepEqual(counts('unknown', unread), [0, 0, 1, 1, 0], 'what is not known of it is not known there');
});

test('what lasts is judged by the limits in force at its end, or now, and again when others come into force', () => {
  const account = (login: string, status: 'active' | 'disabled', lastUsedAt: string): Fact<'account'> => ({
    system: 'okta',
    login,
    owner: 'employee:1',
    kind: 'person',
    status,
    createdAt: '2020-01-01T00:00:00Z',
    lastUsedAt,
  });
  const [began, ended, changes] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1)];
  const used = '2025-12-15T00:00:00Z';
  const segments = [
    segment(
      'account',
      ['goes', 'stays'].map((login) => row('account', account(login, 'active', used), { collected: began })),
      1,
    ),
    segment('account', [row('account', account('goes', 'disabled', used), { collected: ended, previous: began })], 2),
  ];
  const judged = (instant: number, earlier: { readonly instant: number; readonly outcomes: Outcomes } | null) => {
    const running = run({
      population: 'account',
      setups: [
        {
          check: noDormantAccount,
          parameters: [
            { from: 0, values: { unusedMonths: 12 } },
            { from: changes, values: { unusedMonths: 1 } },
          ],
          exclusions: new Map(),
          earlier: earlier?.outcomes ?? null,
        },
      ],
      open: (name) => (name === 'account' ? segments : []),
      aliases: new Map(),
      calendar: calendarOf({ zone: 'UTC', weekdays: [1, 2, 3, 4, 5], holidays: [] }),
      asOf: { position: 3, instant },
      readings: allRead,
      earlier: earlier && {
        asOf: { position: 3, instant: earlier.instant },
        aliases: new Map(),
        readings: allRead,
      },
    });
    let step = running.next();
    while (step.done !== true) step = running.next();
    return step.value[0]?.outcomes ?? assert.fail();
  };
  const says = ({ codes }: Outcomes): readonly string[] => [...codes].map(shownOutcome);
  const [before, after] = [judged(changes - 1, null), judged(changes, null)];
  assert.deepEqual(says(before).toSorted(), ['not-applicable', 'pass', 'pass']);
  assert.deepEqual(
    says(after).toSorted(),
    ['deviation', 'not-applicable', 'pass'],
    'what ended before keeps its limits',
  );
  assert.deepEqual(judged(changes, { instant: changes - 1, outcomes: before }), after, 'it is judged again');
});
