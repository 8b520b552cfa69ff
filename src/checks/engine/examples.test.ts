import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type Actor, UNNAMED } from '#/core/actor.ts';
import type { Field, Fields } from '#/core/populations/field.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { Row } from '#/core/segment/row.ts';
import { inOrder } from '#/core/segment/segment.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { DAY, type Instant, MINUTE, NEVER, parseInstant } from '#/core/time/instant.ts';
import { at } from '#/core/time/moment.ts';
import { canBeOpen } from '#/checks/carried.ts';
import { boundedFor } from '#/checks/bounded.ts';
import type { Check } from '#/checks/check.ts';
import { libraryControl, limitsOf } from '#/library/library.ts';
import { defaultsOf } from '#/library/parameters.ts';
import { allRead, readFor } from '#test/kit/readings.ts';
import { row, segment } from '#test/kit/segments.ts';
import type { AsOf, RunInput } from './input.ts';
import { openIn, type Outcomes, shownOutcome } from './outcomes.ts';
import { run } from './run.ts';

type Example = Check['examples'][number];
type Facts = Readonly<Record<string, unknown>>;

const root = path.join(import.meta.dirname, '..');
const files = globSync('*/*.ts', { cwd: root }).filter((file) => !/^engine|\.test\.ts$/.test(file));
const modules = await Promise.all(files.map((file) => import(path.join(root, file)) as Promise<{ default?: Check }>));
const checks = modules.flatMap(({ default: check }) => (check === undefined ? [] : [check]));
const calendar = calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] });
const LATER = Date.UTC(2030, 0, 1);

/** What a source would have written: handles instead of people. Moments are taken as they are. */
function written(value: unknown, field: Field<unknown, unknown> | undefined, people: Map<string, Actor>): unknown {
  if (field?.kind === 'actor') return handleOf(value as Actor, people);
  if (field?.kind === 'list' && Array.isArray(value))
    return value.map((member) => factOf(member as Facts, field.children, people));
  return value;
}

const factOf = (item: Facts, fields: Fields, people: Map<string, Actor>): Facts =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, written(value, fields[name], people)]));

function handleOf(actor: Actor, people: Map<string, Actor>): string | undefined {
  if (actor.kind === 'unnamed') return undefined;
  if (actor.kind !== 'person') return actor.handle;
  people.set(actor.person, actor);
  return actor.person;
}

const rowOf = (population: PopulationName, key: string, item: Facts, people: Map<string, Actor>): Row => {
  const { key: _, since: __, reported = true, ...known } = item;
  const fact = factOf(known, populationNamed(population).fields, people);
  return row(population, fact as never, { key: `test/${key}`, presence: reported === true ? 'present' : 'gone' });
};

/** The companion with what its lookup needs in order to find it beside the item. */
function linked(companion: Check['companions'][string], item: Facts, one: Facts): Facts {
  const { lookups, fields } = populationNamed(companion.population);
  const lookup = lookups[companion.by] ?? assert.fail(`no lookup ${companion.by}`);
  const wanted = companion.of(item as never);
  if (typeof wanted === 'string') return { ...one, [lookup.field]: wanted };
  if (wanted?.kind !== 'person') return one;
  const isActor = fields[lookup.field]?.kind === 'actor';
  return { ...one, [lookup.field]: isActor ? wanted : wanted.person.slice(wanted.person.indexOf(':') + 1) };
}

/** Every record has what its population always has; an example leaves it out. Actors that are left out are unnamed. */
const unsaid = (population: PopulationName): Facts =>
  Object.fromEntries(
    Object.entries(populationNamed(population).fields)
      .filter(([, { kind, none, unknown }]) => kind === 'actor' || (kind === 'text' && !none && !unknown))
      .map(([name, { kind }]) => [name, kind === 'actor' ? UNNAMED : 'the same']),
  );

/** The records of an example: the item is sealed first, what is beside it afterwards. */
function worldOf(check: Check, example: Example) {
  const people = new Map<string, Actor>();
  const item = { ...unsaid(check.population), ...(example.item as Facts) };
  const given = (example.companions ?? {}) as Readonly<Record<string, readonly Facts[] | undefined>>;
  const beside = Object.entries(check.companions).flatMap(([name, companion]) =>
    (given[name] ?? []).map((one, at) => ({
      population: companion.population,
      row: rowOf(companion.population, `${name}-${at}`, linked(companion, item, one), people),
    })),
  );
  const itemRow = rowOf(check.population, 'item', item, people);
  const besideIn = (population: PopulationName): readonly Row[] =>
    beside.filter((one) => one.population === population).map(({ row: one }) => one);
  return {
    open: (population: PopulationName) => [
      segment(population, population === check.population ? [itemRow] : [], 1),
      segment(population, besideIn(population), 2),
    ],
    // The HR system itself tells who its people are; beside it nobody would be known.
    aliases: check.population === 'person' ? new Map<string, Actor>() : people,
    place: inOrder([itemRow, ...besideIn(check.population)]).indexOf(itemRow),
  };
}

function limitsFor(check: Check, example: Example): unknown {
  const control = libraryControl(check.controls[0]) ?? assert.fail();
  const defaults = defaultsOf(limitsOf(control));
  const named = Object.keys((check.parameters as unknown as { readonly shape: object }).shape);
  return {
    ...Object.fromEntries(named.map((name) => [name, defaults[name]])),
    ...example.parameters,
  };
}

const instantOf = ({ asOf }: Example): Instant =>
  asOf === undefined ? LATER : (parseInstant(asOf) ?? assert.fail(`no instant: ${asOf}`));

const nothingRead: RunInput['readings'] = () => [];

/** What the engine says of the item: all at once, and after an earlier run that did not see what is beside it. */
function judgedIn(check: Check, example: Example, instant: Instant = instantOf(example)) {
  const { open, aliases, place } = worldOf(check, example);
  const parameters = [{ from: 0, values: limitsFor(check, example) }];
  const readings = readFor(check, example);
  const judged = (
    asOf: AsOf,
    earlier: (Pick<RunInput, 'asOf' | 'readings'> & { readonly outcomes: Outcomes }) | null,
    read: RunInput['readings'],
  ): Outcomes => {
    const running = run({
      population: check.population,
      setups: [{ check, parameters, exclusions: new Map(), earlier: earlier?.outcomes ?? null }],
      open,
      aliases,
      calendar,
      asOf,
      readings: read,
      earlier: earlier === null ? null : { asOf: earlier.asOf, aliases, readings: earlier.readings },
    });
    let step = running.next();
    reason = '';
    while (step.done !== true) {
      reason = step.value.find(({ key }) => key === 'test/item')?.reason ?? reason;
      step = running.next();
    }
    return step.value[0]?.outcomes ?? assert.fail();
  };
  let reason = '';
  const then = { position: 2, instant: Date.UTC(2024, 0, 1) };
  const now = { position: 3, instant };
  const whole = judged(now, null, readings);
  for (const before of boundedFor([check]).size === 0 ? [readings] : [readings, allRead, nothingRead]) {
    const earlier = { asOf: then, outcomes: judged(then, null, before), readings: before };
    assert.deepEqual(judged(now, earlier, readings), whole, 'a run that begins with an earlier one says the same');
  }
  const code = whole.codes[place] ?? -1;
  const due = whole.dueItems.indexOf(place);
  const until = due < 0 ? NEVER : (whole.dueAt[due] ?? NEVER);
  const isOver = (whole.to[place] ?? 0) * MINUTE < instant;
  return { outcome: shownOutcome(code), reason, open: openIn(code), until, isOver };
}

test('there are checks to run', () => {
  assert.ok(checks.length > 10, `${checks.length} checks`);
});

for (const check of checks) {
  test(`${check.id}: its examples get the same from sealed columns, at once or when the rest arrives later`, () => {
    for (const example of check.examples) assert.equal(judgedIn(check, example).outcome, example.expect, example.name);
  });

  test(`${check.id}: what is overdue and waits for something is marked as open`, () => {
    for (const example of check.examples) {
      const asOf = instantOf(example);
      const { outcome, open, until, isOver } = judgedIn(check, example);
      if (example.waits === true) assert.ok(open === 'yes' || until !== NEVER, `${example.name}: it waits for nothing`);
      if (!isOver) continue; // what goes on is of every window
      if (open !== undefined) assert.ok(canBeOpen(check), `${example.name}: say that it waits`);
      if (outcome === 'deviation')
        for (const planned of withPlans(check, example))
          if (isWaiting(check, planned, asOf)) assert.ok(open, `${example.name}: it waits for what is planned`);
      // time alone made it a deviation: nothing has been done
      if (until === NEVER || momentsIn([example.item, example.companions]).some((at) => at >= asOf && at <= until))
        continue;
      const later = judgedIn(check, example, until);
      if (later.isOver && (later.outcome === 'deviation' || later.outcome === 'unknown'))
        assert.ok(canBeOpen(check), `${example.name}: say that it waits`);
      if (later.outcome === 'deviation') assert.equal(later.open, 'yes', `${example.name}: when its time is up`);
    }
  });
}

/** Does what is planned for the day after change what is said of it, and nothing before? */
function isWaiting(check: Check, planned: Example, asOf: Instant): boolean {
  const [now, then] = [judgedIn(check, planned, asOf), judgedIn(check, planned, asOf + DAY)];
  return now.outcome === 'deviation' && now.until === asOf + DAY && now.reason !== then.reason;
}

/** The same example, once for each date that its item has not: there it is planned. */
const withPlans = (check: Check, example: Example): readonly Example[] =>
  Object.entries(example.item as Facts).flatMap(([name, value]) =>
    value === null && populationNamed(check.population).fields[name]?.kind === 'moment'
      ? [{ ...example, item: { ...(example.item as Facts), [name]: at(instantOf(example) + DAY) } as never }]
      : [],
  );

/** All instants that an example names. */
function momentsIn(value: unknown): readonly Instant[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('earliest' in value && 'latest' in value) return [value.earliest as Instant, value.latest as Instant];
  return Object.values(value).flatMap(momentsIn);
}
