import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { accountedFor } from '#/core/coverage/coverage.ts';
import { isOfNobody } from '#/core/nobodys-handle.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import { type Instant, parseInstant } from '#/core/time/instant.ts';
import type { Verdict } from '#/core/verdict.ts';
import { libraryControl, limitsOf } from '#/library/library.ts';
import { defaultsOf } from '#/library/parameters.ts';
import { readFor } from '#test/kit/readings.ts';
import { boundedFor } from './bounded.ts';
import type { Check } from './check.ts';
import { unlessUnread } from './engine/absence.ts';
import { CHECKS } from './index.ts';
import { says, unsaidIn } from './unsaid.ts';

const files = globSync('*/*.ts', { cwd: import.meta.dirname }).filter(
  (file) => !file.startsWith('engine/') && !file.endsWith('.test.ts'),
);
const modules = await Promise.all(
  files.map(
    async (file) => [file, (await import(path.join(import.meta.dirname, file))) as { default?: Check }] as const,
  ),
);
const checks = modules.flatMap(([file, { default: check }]) => (check === undefined ? [] : [{ file, check }]));
const calendar = calendarOf({ zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: [] });
const LATER = Date.UTC(2030, 0, 1);

const defaultsOfLimits = ({ controls: [governing] }: Check) =>
  defaultsOf(limitsOf(libraryControl(governing) ?? assert.fail(`there is no control ${governing}`)));

/** What the engine would give the rule: every declared field, and companions that are there or not. */
function judged(check: Check, example: Check['examples'][number], asOf: Instant): Verdict {
  const fields = Object.fromEntries(
    check.reads.map((name) => [
      name,
      populationNamed(check.population).fields[name]?.kind === 'actor' ? { kind: 'unnamed' } : undefined,
    ]),
  );
  const item = { key: 'test/item', since: null, reported: true, ...fields, ...(example.item as object) };
  const companions = Object.fromEntries(
    Object.entries(check.companions).map(([name, companion]) => {
      const given = (example.companions as Readonly<Record<string, readonly object[]>> | undefined)?.[name] ?? [];
      const silent = Object.fromEntries(
        companion.reads.map((read) => [
          read,
          populationNamed(companion.population).fields[read]?.kind === 'actor' ? { kind: 'unnamed' } : undefined,
        ]),
      );
      return [name, given.map((one) => ({ key: 'test/companion', since: null, reported: true, ...silent, ...one }))];
    }),
  );
  const parameters = check.parameters.parse({
    ...pick(defaultsOfLimits(check), check),
    ...(example.parameters as object),
  });
  const verdict = check.judge(item, { parameters, calendar, asOf, companions } as never);
  if (verdict.absent !== undefined)
    assert.ok(boundedFor([check]).has(verdict.absent.population), `${check.id}: say that its companion is bounded`);
  const accounted = (population: PopulationName) => accountedFor(population, readFor(check, example)(population));
  return unlessUnread(verdict, new Set(), { accounted, calendar, asOf: { position: 1, instant: asOf } });
}

/** The limits of the governing control that this check judges by. */
function pick(values: Readonly<Record<string, unknown>>, check: Check): Record<string, unknown> {
  const shape = (check.parameters as unknown as { shape?: Readonly<Record<string, unknown>> }).shape ?? {};
  return Object.fromEntries(
    Object.keys(shape).map((name) => {
      assert.ok(name in values, `${check.controls[0]} has no limit "${name}": give it one in src/library/limits.ts`);
      return [name, values[name]];
    }),
  );
}

test('a reason by which a handle is nobody’s is told by its words, which lead to the list of people', () => {
  const reasons = checks.flatMap(({ check }) =>
    check.examples.map((example) => judged(check, example, parseInstant(example.asOf ?? '') ?? LATER)),
  );
  const ofNobody = reasons.filter(({ reason }) => isOfNobody(reason));
  assert.ok(ofNobody.length > 0);
  for (const { outcome, reason } of ofNobody) assert.equal(outcome, 'unknown', reason);
  const written = globSync('**/*.ts', { cwd: import.meta.dirname })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8').match(/'[^'\n]*'/g) ?? [])
    .filter((text) => /\bknown\b.*\b(?:person|people|somebody) of the company\b/.test(text));
  assert.ok(written.length >= 5, written.join('\n'));
  for (const reason of written) assert.ok(isOfNobody(reason), reason);
});

test('every check that has a file is in the list, and runs', () => {
  assert.ok(checks.length >= 36, `${checks.length} checks`);
  for (const { file, check } of checks) assert.ok(CHECKS.includes(check), `add ${file} to src/checks/index.ts`);
  assert.equal(CHECKS.length, checks.length);
});

/** Every number of a value in another one's place. */
const withNumber = (value: unknown, number: number): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNumber(each, number)]))
    : number;
const NUMBERS = /\d+|\b(two|three|four|five|six|seven|ten|twelve|thirty|yearly|weekly|monthly|quarterly)\b/gu;

test('a sentence names no limit that is no parameter of the control by whose statement it judges', () => {
  for (const { check } of checks) {
    const parameters = check.parameters.parse(withNumber(pick(defaultsOfLimits(check), check), 77));
    const said = check.sentence(parameters).replaceAll(/\b77\b/gu, '');
    assert.deepEqual(said.match(NUMBERS) ?? [], [], `${check.id}: ${said}`);
  }
});

for (const { file, check } of checks) {
  const [folder = '', name = ''] = file.replace(/\.ts$/, '').split('/');

  test(`${check.id}: says what it is`, () => {
    assert.equal(check.id, `${folder}.${name}`);
    assert.ok(check.title.length > 10 && !check.title.endsWith('.'), 'a title is a sentence without its stop');
    assert.ok(check.prose.length > 80, 'the prose is too short to say why it matters, and what it does not see');
    for (const control of check.controls)
      assert.ok(libraryControl(control) !== undefined, `there is no control ${control}`);
    const { fields, lookups } = populationNamed(check.population);
    for (const read of check.reads) assert.ok(fields[read] !== undefined, `${check.population} has no field ${read}`);
    for (const companion of Object.values(check.companions)) {
      const beside = populationNamed(companion.population);
      for (const read of companion.reads)
        assert.ok(beside.fields[read] !== undefined, `${companion.population} has no field ${read}`);
      assert.ok(beside.lookups[companion.by] !== undefined, `${companion.population} has no lookup ${companion.by}`);
      assert.ok(lookups[companion.back] !== undefined, `${check.population} has no lookup ${companion.back}`);
    }
  });

  test(`${check.id}: the statement of each control that it serves says what it judges`, () => {
    assert.deepEqual(Object.keys(check.terms).sort(), [...check.controls].sort());
    for (const [control, terms] of Object.entries(check.terms)) {
      assert.ok(terms.length > 0, `terms of ${control}`);
      const { statement } = libraryControl(control) ?? assert.fail();
      for (const term of terms) {
        const [word = ''] = term.split('|');
        assert.ok(says(statement, term), `"${statement}" does not say ${term}`);
        assert.match(word, /^[a-z]/);
      }
      assert.deepEqual(unsaidIn([check], control, statement), []);
      const [nothing] = unsaidIn([check], control, 'Something is done.');
      assert.equal(nothing?.terms.length, terms.length, `${control}: all of it is missed`);
    }
  });

  test(`${check.id}: its limits are those of the statement of ${check.controls[0]}, and stand in its sentence`, () => {
    const own = pick(defaultsOfLimits(check), check);
    const parameters = check.parameters.parse(own);
    const sentence = check.sentence(parameters);
    assert.match(sentence, /^[A-Z].*\.$/s);
    for (const value of Object.values(own).flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [each],
    )) {
      if (typeof value === 'number') assert.ok(sentence.includes(String(value)), `"${sentence}" does not say ${value}`);
    }
  });

  test(`${check.id}: its examples get what they expect`, () => {
    const outcomes = new Set(check.examples.map(({ expect }) => expect));
    for (const needed of ['pass', 'deviation', 'unknown'] as const)
      assert.ok(outcomes.has(needed), `there is no example that expects ${needed}`);
    assert.equal(
      new Set(check.examples.map((example) => example.name)).size,
      check.examples.length,
      'two examples have one name',
    );
    for (const example of check.examples) {
      const asOf =
        example.asOf === undefined ? LATER : (parseInstant(example.asOf) ?? assert.fail(`${example.name}: asOf`));
      const verdict = judged(check, example, asOf);
      assert.equal(verdict.outcome, example.expect, `${example.name}: ${verdict.reason}`);
      if (verdict.outcome !== 'pass') assert.ok(verdict.reason.length > 5, `${example.name}: no reason`);
    }
  });

  test(`${check.id}: a verdict is constant until the instant that it names`, () => {
    for (const example of check.examples) {
      const starts = [
        example.asOf === undefined ? LATER : (parseInstant(example.asOf) ?? 0),
        Date.UTC(2024, 0, 1),
        Date.UTC(2026, 2, 3, 12),
        Date.UTC(2026, 5, 1),
      ];
      for (const start of starts) {
        let asOf = start;
        for (let step = 0; step < 20; step += 1) {
          const verdict = judged(check, example, asOf);
          assert.ok(
            verdict.until > asOf,
            `${example.name}: an answer of ${new Date(asOf).toISOString()} that ends at or before it`,
          );
          const end = Math.min(verdict.until, Date.UTC(2032, 0, 1));
          const probes = [
            asOf + 1,
            asOf + 60_000,
            asOf + 3_600_000,
            asOf + 86_400_000,
            asOf + 30 * 86_400_000,
            asOf + Math.floor((end - asOf) / 2),
            end - 1,
          ].filter((probe) => probe > asOf && probe < end);
          for (const probe of probes) {
            const later = judged(check, example, probe);
            assert.deepEqual(
              [later.outcome, later.until],
              [verdict.outcome, verdict.until],
              `${example.name}: at ${new Date(probe).toISOString()}, said at ${new Date(asOf).toISOString()}`,
            );
          }
          if (verdict.until >= end) break;
          asOf = verdict.until;
        }
      }
    }
  });
}
