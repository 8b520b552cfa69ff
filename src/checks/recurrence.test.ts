import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Fact } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY, formatInstant, HOUR } from '#/core/time/instant.ts';
import { allBut, allRead } from '#test/kit/readings.ts';
import { row, segment } from '#test/kit/segments.ts';
import backupSucceeded from './backups/succeeded.ts';
import type { Check } from './check.ts';
import type { RunInput } from './engine/input.ts';
import { type Outcomes, ruleOutcome } from './engine/outcomes.ts';
import { run } from './engine/run.ts';
import restoreTested from './restores/restore-tested.ts';
import assessedBeforeUse from './vendors/assessed-before-use.ts';
import reviewedInTime from './vendors/reviewed-in-time.ts';

const T0 = Date.UTC(2026, 0, 1, 12);
const calendar = calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] });

/** One record that arrived, `day` days after the beginning. */
interface Arrival {
  readonly id: number;
  readonly about: string;
  readonly day: number;
  readonly good: boolean;
}

interface Case {
  readonly check: Check;
  readonly parameters: unknown;
  readonly fact: (arrival: Arrival) => Readonly<Record<string, unknown>>;
}

/** Checks that look at other records of their own population, and how a record of it is made. */
const CASES: readonly Case[] = [
  {
    check: restoreTested,
    parameters: { months: 1 },
    fact: ({ id, about, day, good }) => ({
      id: String(id),
      ...(about === '' ? {} : { system: about }),
      performedAt: formatInstant(T0 + day * DAY),
      result: 'success',
      integrityVerified: good,
    }),
  },
  {
    check: reviewedInTime,
    parameters: { months: 1 },
    fact: ({ id, about, day, good }) => ({
      id: String(id),
      vendor: `vendor ${about}`,
      critical: good,
      subservice: false,
      reviewedAt: formatInstant(T0 + day * DAY),
    }),
  },
  {
    check: assessedBeforeUse,
    parameters: {},
    fact: ({ id, about, day }) => ({
      id: String(id),
      vendor: `vendor ${about}`,
      onboardedAt: formatInstant(T0 + 30 * DAY),
      reviewedAt: formatInstant(T0 + day * DAY),
    }),
  },
  {
    check: backupSucceeded,
    parameters: { hours: 24 },
    fact: ({ id, about, day, good }) => ({
      id: String(id),
      system: `system ${about}`,
      startedAt: formatInstant(T0 + day * 5 * HOUR),
      result: good ? 'success' : 'failure',
    }),
  },
];

const arrivals = fc.array(
  fc.record({
    id: fc.nat(9),
    about: fc.constantFrom('', 'a', 'b'),
    day: fc.nat(90),
    good: fc.boolean(),
  }),
  { maxLength: 14 },
);

/** Until which day all was read, but for some days. */
const readings = fc
  .record({ until: fc.nat(120), hole: fc.nat(90), days: fc.constantFrom(0, 1, 40) })
  .map(({ until, hole, days }) =>
    allBut(
      { from: T0 + hole * DAY, to: T0 + (hole + days) * DAY },
      { from: T0 + Math.max(until, hole + days) * DAY, to: Number.POSITIVE_INFINITY },
    ),
  );

interface At {
  readonly position: number;
  readonly instant: number;
  readonly readings: RunInput['readings'];
}

/** Judges by one check what arrived, each record sealed in a segment of its own. */
function judge(
  { check, parameters, fact }: Case,
  all: readonly Arrival[],
  asOf: At,
  earlier: (At & { readonly outcomes: Outcomes }) | null,
): Outcomes {
  const { population } = check;
  const segments = all.map((arrival, position) =>
    segment(population, [row(population, fact(arrival) as Fact<typeof population>)], position),
  );
  const running = run({
    population,
    setups: [
      {
        check,
        parameters: [{ from: 0, values: parameters }],
        exclusions: new Map(),
        earlier: earlier?.outcomes ?? null,
      },
    ],
    open: (name) => (name === population ? segments : []),
    aliases: new Map(),
    calendar,
    asOf,
    readings: asOf.readings,
    earlier: earlier === null ? null : { asOf: earlier, aliases: new Map(), readings: earlier.readings },
  });
  for (;;) {
    const step = running.next();
    if (step.done === true) return step.value[0]?.outcomes ?? assert.fail();
  }
}

for (const each of CASES) {
  test(`${each.check.id}: judging what changed gives what judging everything gives`, () => {
    fc.assert(
      fc.property(
        arrivals,
        fc.nat(),
        fc.tuple(fc.nat(120), fc.nat(120)),
        fc.tuple(readings, readings),
        (all, cut, days, [read, readNow]) => {
          const before = { position: cut % (all.length + 1), instant: T0 + Math.min(...days) * DAY, readings: read };
          const now = { position: all.length, instant: T0 + Math.max(...days) * DAY, readings: readNow };
          const outcomes = judge(each, all, before, null);
          assert.deepEqual(judge(each, all, now, { ...before, outcomes }), judge(each, all, now, null));
        },
      ),
      { numRuns: 150 },
    );
  });
}

test('of a series the late one deviates, and the last one is clean until its next is due', () => {
  const [restores = assert.fail()] = CASES;
  const series = [0, 30, 75].map((day, id) => ({ id, about: 'orders', day, good: true }));
  const outcomesAt = (day: number): readonly string[] => {
    const { codes } = judge(
      restores,
      series,
      { position: series.length, instant: T0 + day * DAY, readings: allRead },
      null,
    );
    return Array.from(codes, (code) => ruleOutcome(code)).toSorted();
  };
  assert.deepEqual(outcomesAt(80), ['deviation', 'pass', 'pass']);
  assert.deepEqual(outcomesAt(200), ['deviation', 'deviation', 'pass']);
});
