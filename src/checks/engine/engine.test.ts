import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { type Actor, bot, person } from '#/core/actor.ts';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY, formatInstant, HOUR, MINUTE } from '#/core/time/instant.ts';
import approvedByAnother from '#/checks/changes/approved-by-another.ts';
import trainedOnHire from '#/checks/people/trained-on-hire.ts';
import leaverAccessRemoved from '#/checks/people/leaver-access-removed.ts';
import { deviation, pass, unknown } from '#/core/verdict.ts';
import { type Check, defineCheck } from '#/checks/check.ts';
import { allRead } from '#test/kit/readings.ts';
import { mergedSegment, row, segment } from '#test/kit/segments.ts';
import type { Finding, RunInput } from './input.ts';
import { countOutcomes, decodeOutcomes, encodeOutcomes, type Outcomes, shownOutcome } from './outcomes.ts';
import { run } from './run.ts';

const T0 = Date.UTC(2026, 2, 2);
const iso = formatInstant;
const calendar = calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] });

type World = { readonly [P in PopulationName]?: readonly Source[] };

interface Options {
  readonly check: Check;
  readonly world: World;
  readonly position: number;
  readonly instant: number;
  readonly aliases?: ReadonlyMap<string, Actor>;
  readonly exclusions?: ReadonlyMap<string, number>;
  readonly parameters?: RunInput['setups'][number]['parameters'];
  readonly earlier?: {
    readonly outcomes: Outcomes;
    readonly position: number;
    readonly instant: number;
    readonly aliases?: ReadonlyMap<string, Actor>;
  };
  readonly readings?: RunInput['readings'];
}

const limits = [{ from: 0, values: { businessDays: 1, involuntaryHours: 24 } }];

function runOnce({
  check,
  world,
  position,
  instant,
  aliases = new Map(),
  exclusions = new Map(),
  parameters = limits,
  earlier,
  readings = allRead,
}: Options) {
  const findings: Finding[] = [];
  const running = run({
    population: check.population,
    setups: [{ check, parameters, exclusions, earlier: earlier?.outcomes ?? null }],
    open: (name) => world[name] ?? [],
    aliases,
    calendar,
    asOf: { position, instant },
    readings,
    earlier: earlier === undefined ? null : { asOf: earlier, aliases: earlier.aliases ?? new Map(), readings: allRead },
  });
  for (;;) {
    const step = running.next();
    if (step.done === true) return { findings, outcomes: step.value[0]?.outcomes ?? assert.fail() };
    findings.push(...step.value);
  }
}

const change = (number: number, fact: Partial<Fact<'change'>>): Fact<'change'> => ({
  repository: 'acme/app',
  revision: `merge-${number}`,
  headRevision: `head-${number}`,
  mergedAt: iso(T0 + number * HOUR),
  author: 'employee:1',
  approvals: [
    {
      by: 'employee:2',
      state: 'approved',
      at: iso(T0 + number * HOUR - MINUTE),
      revision: `head-${number}`,
      grade: 'platform',
    },
  ],
  ...fact,
});
const hire = (employee: string, fact: Partial<Fact<'person'>> = {}): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `p${employee}@acme.example`,
  ...fact,
});
const team = segment(
  'person',
  ['1', '2', '3'].map((employee) => row('person', hire(employee))),
  1,
);

test('a population is judged item by item, and the outcomes add up to it', () => {
  const changes = segment(
    'change',
    [
      row('change', change(1, {})),
      row('change', change(2, { approvals: [] })),
      row('change', change(3, { author: 'github:zed' })),
    ],
    2,
  );
  const { outcomes, findings } = runOnce({
    check: approvedByAnother,
    world: { change: [changes], person: [team] },
    position: 3,
    instant: T0 + DAY,
  });
  const { population, shown } = countOutcomes(outcomes, { start: T0, end: T0 + DAY });
  assert.equal(population, 3);
  assert.deepEqual(shown, {
    pass: 1,
    deviation: 1,
    pending: 0,
    excluded: 0,
    'not-applicable': 0,
    unknown: 1,
  });
  assert.deepEqual(
    findings.map(({ key, shown: outcome }) => [key, outcome]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    [
      ['test/acme/app@merge-2', 'deviation'],
      ['test/acme/app@merge-3', 'unknown'],
    ],
  );
  assert.deepEqual(decodeOutcomes(encodeOutcomes(outcomes)), outcomes);
});

test('what is written down ahead of time has shown nothing until it happens', () => {
  const changes = segment('change', [row('change', change(5, {})), row('change', change(6, { approvals: [] }))], 2);
  const shownAt = (instant: number) => {
    const world = { change: [changes], person: [team] };
    const { outcomes } = runOnce({ check: approvedByAnother, world, position: 3, instant });
    return countOutcomes(outcomes, { start: T0, end: T0 + DAY }).shown;
  };
  assert.deepEqual({ ...shownAt(T0 + 5 * HOUR - 1), pending: 2 }, { ...shownAt(T0), pass: 0, deviation: 0 });
  const happened = shownAt(T0 + 6 * HOUR);
  assert.deepEqual([happened.pass, happened.deviation, happened.pending], [1, 1, 0]);
});

test('a window admits what occurred in it, to the minute', () => {
  const changes = segment(
    'change',
    [1, 2, 3].map((number) => row('change', change(number, {}))),
    2,
  );
  const { outcomes } = runOnce({
    check: approvedByAnother,
    world: { change: [changes], person: [team] },
    position: 3,
    instant: T0 + DAY,
  });
  assert.equal(countOutcomes(outcomes, { start: T0 + 2 * HOUR, end: T0 + 3 * HOUR }).population, 1);
  assert.equal(countOutcomes(outcomes, { start: T0 + 2 * HOUR + MINUTE, end: T0 + 3 * HOUR }).population, 0);
});

test('a later version replaces an earlier one, and a position in between still sees the earlier', () => {
  const world = {
    person: [team],
    change: [
      segment('change', [row('change', change(1, { approvals: [] }))], 2),
      segment('change', [row('change', change(1, {}))], 5),
    ],
  };
  assert.equal(
    shownOutcome(runOnce({ check: approvedByAnother, world, position: 5, instant: T0 + DAY }).outcomes.codes[0] ?? -1),
    'deviation',
  );
  assert.equal(
    shownOutcome(runOnce({ check: approvedByAnother, world, position: 6, instant: T0 + DAY }).outcomes.codes[0] ?? -1),
    'pass',
  );
});

test('a record that could not be read stays in the population as unknown', () => {
  const unreadable = row('change', change(1, {}), {
    presence: 'unreadable',
    fact: null,
    note: 'the source answered 500',
  });
  const { findings } = runOnce({
    check: approvedByAnother,
    world: { change: [segment('change', [unreadable], 2)], person: [team] },
    position: 3,
    instant: T0 + DAY,
  });
  assert.deepEqual(
    findings.map(({ shown, reason }) => [shown, reason]),
    [['unknown', 'the source could not be read: the source answered 500']],
  );
});

test('an excluded item stays in the population, keeps what the rule said, and returns when the exclusion ends', () => {
  const world = {
    change: [segment('change', [row('change', change(1, { approvals: [] }))], 2)],
    person: [team],
  };
  const exclusions = new Map([['test/acme/app@merge-1', T0 + 2 * DAY]]);
  const first = runOnce({ check: approvedByAnother, world, position: 3, instant: T0 + DAY, exclusions });
  const counts = countOutcomes(first.outcomes, { start: T0, end: T0 + DAY });
  assert.deepEqual([counts.population, counts.shown.excluded, counts.rule.deviation], [1, 1, 1]);
  const earlier = { outcomes: first.outcomes, position: 3, instant: T0 + DAY };
  const later = runOnce({
    check: approvedByAnother,
    world,
    position: 3,
    instant: T0 + 2 * DAY,
    exclusions,
    earlier,
  });
  assert.equal(countOutcomes(later.outcomes, { start: T0, end: T0 + DAY }).shown.deviation, 1);
});

const account = (fact: Partial<Fact<'account'>>): Fact<'account'> => ({
  system: 'okta',
  login: 'p1',
  owner: 'employee:1',
  kind: 'person',
  status: 'active',
  disabledAt: null,
  mfa: true,
  ...fact,
});
const mfa = defineCheck({
  id: 'test.mfa',
  version: 1,
  title: 'test',
  prose: '',
  controls: ['mfa-enforced'],
  terms: {},
  sentence: () => '',
  parameters: z.strictObject({}),
  population: 'account',
  reads: ['mfa'],
  anchor: 'validity',
  companions: {},
  judge: ({ mfa: required }) =>
    required === undefined ? unknown('') : required ? pass() : deviation('no second factor'),
  examples: [],
});

test('an observed state counts for as long as it lasted, and a thing is clean only if it was clean all the time', () => {
  const look = (day: number, fact: Partial<Fact<'account'>>, position: number) =>
    segment(
      'account',
      [
        row('account', account(fact), {
          collected: T0 + day * DAY,
          previous: day === 0 ? null : T0 + (day - 1) * DAY,
        }),
      ],
      position,
    );
  const world = {
    account: [look(0, { mfa: true }, 1), look(10, { mfa: false }, 2), look(20, { mfa: true }, 3)],
  };
  const { outcomes, findings } = runOnce({ check: mfa, world, position: 4, instant: T0 + 30 * DAY });
  const during = (from: number, to: number) => countOutcomes(outcomes, { start: T0 + from * DAY, end: T0 + to * DAY });
  assert.equal(outcomes.size, 3);
  assert.deepEqual([during(0, 5).shown.pass, during(0, 5).shown.deviation], [1, 0]);
  assert.deepEqual([during(0, 30).population, during(0, 30).shown.deviation], [1, 1]);
  assert.deepEqual([during(21, 30).shown.pass, during(21, 30).shown.deviation], [1, 0]);
  assert.deepEqual(
    findings.map(({ look: seen }) => seen),
    [T0 + 10 * DAY],
  );
});

test('limits are those in force when the item occurred', () => {
  const leaver = (employee: string, ended: number) =>
    row('person', hire(employee, { endedOn: iso(ended), departure: 'involuntary' }));
  const world = {
    person: [segment('person', [leaver('1', T0), leaver('2', T0 + 10 * DAY)], 1)],
    account: [
      segment(
        'account',
        [
          row('account', account({ status: 'disabled', disabledAt: iso(T0 + 30 * HOUR) })),
          row(
            'account',
            account({
              login: 'p2',
              owner: 'email:P2@acme.example'.toLowerCase(),
              status: 'disabled',
              disabledAt: iso(T0 + 10 * DAY + 30 * HOUR),
            }),
          ),
        ],
        2,
      ),
    ],
  };
  const parameters = [
    { from: 0, values: { businessDays: 1, involuntaryHours: 48 } },
    { from: T0 + 5 * DAY, values: { businessDays: 1, involuntaryHours: 24 } },
  ];
  const { findings } = runOnce({
    check: leaverAccessRemoved,
    world,
    position: 3,
    instant: T0 + 30 * DAY,
    parameters,
  });
  assert.deepEqual(
    findings.map(({ key }) => key),
    ['test/2@2024-01-08[Europe/Berlin]'],
  );
});

test('a limit that was dated back leaves unknown what deviates from the one that the log had', () => {
  const left = (hours: number) => row('account', account({ status: 'disabled', disabledAt: iso(T0 + hours * HOUR) }));
  const shownBy = (hours: number, was: object | undefined, involuntaryHours: number) => {
    const values = { businessDays: 1, involuntaryHours };
    const { findings } = runOnce({
      check: leaverAccessRemoved,
      world: {
        person: [segment('person', [row('person', hire('1', { endedOn: iso(T0), departure: 'involuntary' }))], 1)],
        account: [segment('account', [left(hours)], 2)],
      },
      position: 3,
      instant: T0 + 30 * DAY,
      parameters: [{ from: 0, values, ...(was === undefined ? {} : { was }) }],
    });
    return findings.map(({ shown }) => shown);
  };
  const day = { businessDays: 1, involuntaryHours: 24 };
  assert.deepEqual(shownBy(30, undefined, 48), [], 'no deviation');
  assert.deepEqual(shownBy(30, day, 48), ['unknown'], 'loosened afterwards');
  assert.deepEqual(shownBy(20, day, 48), [], 'good by both');
  assert.deepEqual(shownBy(50, day, 48), ['deviation'], 'bad by both');
  assert.deepEqual(shownBy(30, { businessDays: 1, involuntaryHours: 48 }, 24), ['deviation'], 'made stricter');
});

test('what is not there shows nothing while nobody ever read what would tell of it', () => {
  const shownWith = (training: readonly Source[], position = 3, readings: RunInput['readings'] = () => []) =>
    runOnce({
      check: trainedOnHire,
      world: { person: [team], training },
      position,
      instant: T0 + 30 * DAY,
      parameters: [{ from: 0, values: { days: 30 } }],
      readings,
    }).findings.map(({ shown, reason }) => [shown, reason.includes('tells of trainings')]);
  const of = (shown: string, isUnread: boolean) => Array.from({ length: 3 }, () => [shown, isUnread]);
  const other = segment(
    'training',
    [row('training', { id: 't1', kind: 'security-awareness', person: 'employee:9', completedAt: iso(T0) })],
    2,
  );
  assert.deepEqual(shownWith([]), of('unknown', true));
  assert.deepEqual(shownWith([other], 2), of('unknown', true), 'sealed after what the run saw');
  assert.deepEqual(shownWith([other]), of('unknown', false), 'nobody says of which time all was read');
  assert.deepEqual(shownWith([other], 3, allRead), of('deviation', false));
  assert.deepEqual(shownWith([], 3, allRead), of('deviation', false), 'the source was asked, and had none');
});

/** A small random company: what arrives at each position. */
const arrivals = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('change' as const),
      number: fc.integer({ min: 1, max: 9 }),
      author: fc.constantFrom('employee:1', 'employee:9', 'github:ada', 'email:p2@acme.example'),
      approver: fc.constantFrom('employee:2', 'employee:1', 'github:ada', 'github:zed', null),
      late: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('person' as const),
      employee: fc.constantFrom('1', '2', '9'),
      ended: fc.option(fc.integer({ min: 0, max: 40 })),
      departure: fc.constantFrom('voluntary' as const, 'involuntary' as const),
      email: fc.constantFrom('p1', 'p2', 'p9'),
    }),
    fc.record({
      kind: fc.constant('account' as const),
      login: fc.constantFrom('a', 'b', 'c'),
      owner: fc.constantFrom(
        'employee:1',
        'employee:2',
        'github:ada',
        'email:p9@acme.example',
        'email:p1@acme.example',
      ),
      disabled: fc.option(fc.integer({ min: 0, max: 50 })),
      mfa: fc.boolean(),
    }),
  ),
  { minLength: 2, maxLength: 14 },
);

function arrive(
  arrivalsOf: fc.Arbitrary<unknown> extends never
    ? never
    : readonly (typeof arrivals extends fc.Arbitrary<infer A> ? A : never)[number][],
): World {
  const world: Record<'change' | 'person' | 'account', Source[]> = { change: [], person: [], account: [] };
  arrivalsOf.forEach((arrival, position) => {
    const collected = T0 + position * HOUR;
    switch (arrival.kind) {
      case 'change': {
        const at = iso(T0 + arrival.number * HOUR + (arrival.late ? 1 : -1) * MINUTE);
        const approvals =
          arrival.approver === null
            ? []
            : [
                {
                  by: arrival.approver,
                  state: 'approved' as const,
                  at,
                  revision: `head-${arrival.number}`,
                  grade: 'platform' as const,
                },
              ];
        world.change.push(
          segment(
            'change',
            [row('change', change(arrival.number, { author: arrival.author, approvals }), { collected })],
            position,
          ),
        );
        break;
      }
      case 'person':
        world.person.push(
          segment(
            'person',
            [
              row(
                'person',
                hire(arrival.employee, {
                  email: `${arrival.email}@acme.example`,
                  endedOn: arrival.ended === null ? null : iso(T0 + arrival.ended * HOUR),
                  departure: arrival.departure,
                }),
                { collected },
              ),
            ],
            position,
          ),
        );
        break;
      case 'account':
        world.account.push(
          segment(
            'account',
            [
              row(
                'account',
                account({
                  login: arrival.login,
                  owner: arrival.owner,
                  mfa: arrival.mfa,
                  status: arrival.disabled === null ? 'active' : 'disabled',
                  disabledAt: arrival.disabled === null ? null : iso(T0 + arrival.disabled * HOUR),
                }),
                { collected, previous: collected - HOUR },
              ),
            ],
            position,
          ),
        );
        break;
    }
  });
  return world;
}

test('judging what changed gives what judging everything gives, wherever the earlier run stopped', () => {
  const aliasSets = fc.constantFrom<ReadonlyMap<string, Actor>>(
    new Map(),
    new Map([['github:ada', person('employee:1')]]),
    new Map([['github:ada', person('employee:2')]]),
    new Map([['github:ada', bot('github:ada')]]),
  );
  const exclusionSets = fc.constantFrom<ReadonlyMap<string, number>>(
    new Map(),
    new Map([
      ['test/acme/app@merge-3', T0 + 20 * HOUR],
      ['test/1@2024-01-08[Europe/Berlin]', T0 + 30 * HOUR],
    ]),
  );
  const times = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(
      arrivals,
      fc.nat(),
      times,
      fc.tuple(aliasSets, aliasSets),
      fc.tuple(exclusionSets, exclusionSets),
      fc.nat(),
      (all, cut, hours, aliases, exclusions, merging) => {
        const world = arrive(all);
        const [first, last] = [Math.min(...hours), Math.max(...hours)].map((hour) => T0 + hour * HOUR);
        const position = cut % (all.length + 1);
        for (const check of [approvedByAnother, leaverAccessRemoved, mfa]) {
          const asWas = { position, instant: first ?? T0, aliases: aliases[0] };
          const before = runOnce({ check, world, ...asWas, exclusions: exclusions[0] });
          const now = {
            check,
            world,
            position: all.length,
            instant: last ?? T0,
            aliases: aliases[1],
            exclusions: exclusions[1],
          };
          const whole = runOnce(now);
          const earlier = { ...asWas, outcomes: before.outcomes };
          const partial = runOnce({ ...now, earlier });
          assert.deepEqual(partial.outcomes, whole.outcomes);
          const merged = mergedUpTo(world, merging % (all.length + 1));
          assert.deepEqual(runOnce({ ...now, world: merged, earlier }).outcomes, whole.outcomes, 'merged meanwhile');
          const folded = new Map(
            [...before.findings, ...partial.findings].map((finding) => [`${finding.key} ${finding.look}`, finding]),
          );
          const shown = [...folded.values()].filter((finding) =>
            ['deviation', 'unknown', 'excluded'].includes(finding.shown),
          );
          const sorted = (findings: readonly Finding[]) =>
            findings.map(({ key, look, shown: outcome, rule }) => `${key} ${look} ${outcome} ${rule}`).sort();
          assert.deepEqual(sorted(shown), sorted(whole.findings));
        }
      },
    ),
    { numRuns: 400 },
  );
});

/** The same, with all that arrived before a position merged. */
const mergedUpTo = (world: World, at: number): World =>
  Object.fromEntries(
    Object.entries(world).map(([name, segments]) => {
      const [old, recent] = [
        segments.filter(({ position }) => position < at),
        segments.filter(({ position }) => position >= at),
      ];
      return [name, old.length === 0 ? recent : [mergedSegment(name as PopulationName, old, at), ...recent]];
    }),
  );

test('merged segments give what the segments that they were merged from give', () => {
  fc.assert(
    fc.property(arrivals, fc.nat(), fc.integer({ min: 0, max: 60 }), (all, cut, hour) => {
      const world = arrive(all);
      const merged = mergedUpTo(world, cut % (all.length + 1));
      for (const check of [approvedByAnother, leaverAccessRemoved, mfa]) {
        for (const position of [all.length, Math.floor(all.length / 2)]) {
          const options = { check, position, instant: T0 + hour * HOUR };
          assert.deepEqual(runOnce({ ...options, world: merged }).outcomes, runOnce({ ...options, world }).outcomes);
        }
      }
    }),
    { numRuns: 200 },
  );
});
