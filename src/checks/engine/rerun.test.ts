import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Actor, person } from '#/core/actor.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import type { Row } from '#/core/segment/row.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import approvedByAnother from '#/checks/changes/approved-by-another.ts';
import noOrphanAccount from '#/checks/access/no-orphan-account.ts';
import leaverAccessRemoved from '#/checks/people/leaver-access-removed.ts';
import trainedAgain from '#/checks/people/trained-again.ts';
import trainedOnHire from '#/checks/people/trained-on-hire.ts';
import trainedYearly from '#/checks/people/trained-yearly.ts';
import type { Check } from '#/checks/check.ts';
import { mergedSegment, row, segment } from '#test/kit/segments.ts';
import type { Judgement, RunInput } from './input.ts';
import { run } from './run.ts';

const T0 = Date.UTC(2026, 2, 2);
const calendar = calendarOf({ zone: 'UTC', weekdays: [1, 2, 3, 4, 5], holidays: [] });
const LIMITS: Readonly<Record<string, unknown>> = { businessDays: 1, involuntaryHours: 24, days: 30, months: 1 };

type World = { readonly [P in PopulationName]?: readonly Source[] };

/** What came in of one record: who, how they are named, and when something ended. */
const recordNaming = (handles: readonly string[], lists: readonly string[]) =>
  fc.record({
    kind: fc.constantFrom('person' as const, 'account' as const, 'training' as const, 'change' as const),
    who: fc.nat(39),
    other: fc.nat(39),
    list: fc.constantFrom(...lists),
    named: fc.constantFrom(...handles),
    day: fc.option(fc.nat(40)),
  });
type Came = ReturnType<typeof recordNaming> extends fc.Arbitrary<infer R> ? R : never;

const handle = (named: string, who: number): string =>
  named === 'employee' ? `employee:${who}` : named === 'email' ? `email:p${who}@acme.example` : `github:p${who}`;

function rowOf({ kind, who, other, named, day, list }: Came): Row {
  const when = day === null ? null : formatInstant(T0 + day * DAY);
  switch (kind) {
    case 'person':
      return row(
        'person',
        {
          employee: `${who}`,
          startedOn: '2025-12-08[UTC]',
          endedOn: when,
          departure: 'involuntary',
          email: `P${named === 'email' ? other : who}@acme.example`,
        },
        { key: `${list}/${who}@2025-12-08[UTC]` },
      );
    case 'account':
      return row('account', {
        system: 'okta',
        login: `a${other}`,
        owner: handle(named, who),
        kind: 'person',
        status: day === null ? 'active' : 'disabled',
        disabledAt: when,
      });
    case 'training':
      return row('training', {
        id: `t${other}`,
        person: handle(named, who),
        kind: 'security-awareness',
        completedAt: when ?? formatInstant(T0),
      });
    case 'change':
      return row('change', {
        repository: 'acme/app',
        revision: `r${other}`,
        headRevision: 'head',
        mergedAt: formatInstant(T0 + DAY),
        author: handle('employee', other),
        approvals: [
          { by: handle(named, who), state: 'approved', at: formatInstant(T0), revision: 'head', grade: 'platform' },
        ],
      });
  }
}

/** Many records in one segment, and a few at a time in those behind it; in half of all companies people have one handle each, and in half there is one list of people. */
const companies = fc.tuple(
  fc.constantFrom(['employee'], ['employee', 'email', 'alias']),
  fc.constantFrom(['hr'], ['hr', 'hr', 'hr', 'contractors']),
);
const history = companies.chain(([handles, lists]) => {
  const record = recordNaming(handles, lists);
  return fc.record({
    first: fc.array(record, { minLength: 80, maxLength: 160 }),
    later: fc.array(fc.array(record, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
  });
});

function worldOf(batches: readonly (readonly Came[])[]): World {
  const world: Partial<Record<PopulationName, Source[]>> = { person: [], account: [], training: [], change: [] };
  batches.forEach((batch, position) => {
    for (const [kind, records] of Map.groupBy(batch, (each) => each.kind))
      world[kind]?.push(segment(kind, records.map(rowOf), position));
  });
  return world;
}

const mergedUpTo = (world: World, count: number): World =>
  Object.fromEntries(
    Object.entries(world).map(([name, segments]) => {
      const old = segments.filter(({ position }) => position < count);
      const rest = segments.filter(({ position }) => position >= count);
      return [name, old.length === 0 ? rest : [mergedSegment(name as PopulationName, old, count), ...rest]];
    }),
  );

function judged(
  check: Check,
  world: World,
  over: Pick<RunInput, 'aliases' | 'asOf' | 'readings' | 'earlier'>,
  earlier?: Judgement,
) {
  const names = Object.keys((check.parameters as unknown as { readonly shape: object }).shape);
  const values = Object.fromEntries(names.map((name) => [name, LIMITS[name]]));
  const running = run({
    population: check.population,
    setups: [{ check, parameters: [{ from: 0, values }], exclusions: new Map(), earlier: earlier?.outcomes ?? null }],
    open: (name) => world[name] ?? [],
    calendar,
    ...over,
  });
  for (;;) {
    const step = running.next();
    if (step.done === true) return step.value[0] ?? assert.fail();
  }
}

/** What was read of trainings: times around those in which somebody must be trained, or at any time. */
const readings = fc
  .array(fc.record({ from: fc.constantFrom(-100, -90, -84, -60, 0), days: fc.constantFrom(10, 30, 60, 200) }), {
    maxLength: 3,
  })
  .map((parts): RunInput['readings'] => {
    const rows = parts.map(({ from, days }, position) => ({
      ...READ,
      position,
      from: T0 + from * DAY,
      to: T0 + (from + days) * DAY,
    }));
    return () => rows;
  });
const READ = {
  source: 'lms',
  follows: null,
  disconnected: null,
  kind: 'declared',
  sourceCount: null,
  ourCount: 0,
  rejected: 0,
  note: '',
} as const;

test('a few rows behind many give what judging everything gives, and few are judged again', () => {
  const aliases = fc.constantFrom<ReadonlyMap<string, Actor>>(
    new Map(),
    new Map([
      ['github:p3', person('employee:3')],
      ['github:p5', person('employee:7')],
      ['employee:7', person('employee:7')],
    ]),
  );
  let all = 0;
  let again = 0;
  fc.assert(
    fc.property(
      history,
      fc.tuple(aliases, aliases),
      fc.tuple(readings, readings),
      fc.nat(5),
      (came, [before, now], [read, readNow], merging) => {
        const { first, later } = came;
        const batches = [first, ...later];
        const apart = worldOf(batches);
        const world = mergedUpTo(apart, merging % (batches.length + 1));
        const asOf = { position: batches.length, instant: T0 + 60 * DAY };
        const asWas = { position: batches.length - 1, instant: T0 + 50 * DAY };
        for (const check of [
          approvedByAnother,
          leaverAccessRemoved,
          trainedOnHire,
          trainedYearly,
          trainedAgain,
          noOrphanAccount,
        ]) {
          const earlier = judged(check, apart, { aliases: before, asOf: asWas, readings: read, earlier: null });
          const whole = judged(check, world, { aliases: now, asOf, readings: readNow, earlier: null });
          const over = {
            aliases: now,
            asOf,
            readings: readNow,
            earlier: { asOf: asWas, aliases: before, readings: read },
          };
          const partial = judged(check, world, over, earlier);
          assert.deepEqual(partial.outcomes, whole.outcomes, check.id);
          all += whole.judged;
          again += partial.judged;
        }
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(again * 2 < all, `${again} of ${all} were judged again`);
});
