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
import { parseInstant } from '#/core/time/instant.ts';
import type { Check } from '#/checks/check.ts';
import { libraryControl, limitsOf } from '#/library/library.ts';
import { defaultsOf } from '#/library/parameters.ts';
import { row, segment } from '#test/kit/segments.ts';
import type { AsOf } from './input.ts';
import { type Outcomes, shownOutcome } from './outcomes.ts';
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

/** What the engine says of the item: all at once, and after an earlier run that did not see what is beside it. */
function outcomesOf(check: Check, example: Example): readonly string[] {
  const { open, aliases, place } = worldOf(check, example);
  const parameters = [{ from: 0, values: limitsFor(check, example) }];
  const instant = example.asOf === undefined ? LATER : (parseInstant(example.asOf) ?? assert.fail());
  const judged = (asOf: AsOf, earlier: { readonly asOf: AsOf; readonly outcomes: Outcomes } | null): Outcomes => {
    const running = run({
      population: check.population,
      setups: [{ check, parameters, exclusions: new Map(), earlier: earlier?.outcomes ?? null }],
      open,
      aliases,
      calendar,
      asOf,
      earlier: earlier === null ? null : { asOf: earlier.asOf, aliases },
    });
    let step = running.next();
    while (step.done !== true) step = running.next();
    return step.value[0]?.outcomes ?? assert.fail();
  };
  const before = { position: 2, instant: Date.UTC(2024, 0, 1) };
  const now = { position: 3, instant };
  const earlier = { asOf: before, outcomes: judged(before, null) };
  return [judged(now, null), judged(now, earlier)].map(({ codes }) => shownOutcome(codes[place] ?? -1));
}

test('there are checks to run', () => {
  assert.ok(checks.length > 10, `${checks.length} checks`);
});

for (const check of checks) {
  test(`${check.id}: its examples get the same from sealed columns, at once or when the rest arrives later`, () => {
    for (const example of check.examples)
      assert.deepEqual(outcomesOf(check, example), [example.expect, example.expect], example.name);
  });
}
