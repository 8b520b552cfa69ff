import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPopulation, POPULATION_NAMES, populationNamed } from '#/core/populations/index.ts';
import { designOf, EVIDENCE, evidenceOf } from './evidence.ts';
import { admits, type Occurrences } from '#/core/occurrences/counted-as.ts';
import { LIBRARY, libraryControl } from './library.ts';
import { type Frequency } from '#/core/controls.ts';

const KINDS: Readonly<Record<Frequency, readonly Occurrences['kind'][]>> = {
  continuous: ['covered', 'attached'],
  'per-event': ['triggered', 'attached'],
  daily: ['performed', 'covered', 'attached'],
  weekly: ['performed', 'covered', 'attached'],
  monthly: ['performed', 'covered', 'attached'],
  quarterly: ['performed', 'covered', 'attached'],
  semiannual: ['performed', 'covered', 'attached'],
  annual: ['performed', 'covered', 'attached'],
};
const entries = Object.entries(EVIDENCE);

test('the table names every control of the library once, and nothing else', () => {
  assert.deepEqual(Object.keys(EVIDENCE).sort(), LIBRARY.map(({ id }) => id).sort());
});

test('a control is evidenced by records of populations that exist, or by hand with what to attach', () => {
  for (const [id, { populations, byHand }] of entries) {
    assert.ok(populations.length > 0 || byHand !== null, `nothing evidences ${id}`);
    assert.equal(new Set(populations).size, populations.length, id);
    for (const population of populations) assert.ok(isPopulation(population), `${id}: ${population}`);
    if (byHand !== null) assert.match(byHand, /^[A-Z].{25,}\.$/, id);
  }
});

test('every population evidences a control', () => {
  const used = new Set(entries.flatMap(([, { populations }]) => populations));
  assert.deepEqual(
    POPULATION_NAMES.filter((name) => !used.has(name)),
    [],
  );
});

test('what counts as an occurrence fits the frequency of the control', () => {
  for (const [id, { occurrences }] of entries) {
    const { frequency } = libraryControl(id) ?? assert.fail(id);
    assert.ok(
      KINDS[frequency].includes(occurrences.kind),
      `${id} is ${frequency} and counts what is ${occurrences.kind}`,
    );
  }
});

test('what counts is among the populations whose coverage is asked for, and what is attached says what to attach', () => {
  for (const [id, { populations, byHand, occurrences }] of entries) {
    if (occurrences.kind === 'attached') assert.ok(byHand !== null, id);
    else assert.ok(populations.includes(occurrences.population), id);
  }
});

test('an occurrence is counted at a moment that its population has', () => {
  for (const [id, { occurrences }] of entries) {
    if (occurrences.kind !== 'performed' && occurrences.kind !== 'triggered') continue;
    const field = populationNamed(occurrences.population).fields[occurrences.field];
    assert.equal(field?.kind, 'moment', `${id}: ${occurrences.population} has no moment "${occurrences.field}"`);
  }
});

test('a filter names choices and flags of its population, with values that they can have', () => {
  let filters = 0;
  for (const [id, { occurrences }] of entries) {
    if (occurrences.kind === 'attached') continue;
    const { fields } = populationNamed(occurrences.population);
    for (const [name, wanted] of Object.entries(occurrences.where)) {
      const field = fields[name];
      assert.ok(field !== undefined, `${id}: no field ${name}`);
      if (typeof wanted === 'boolean') assert.equal(field.kind, 'flag', `${id}: ${name}`);
      else
        for (const value of [wanted].flat())
          assert.ok(field.choices.includes(value), `${id}: ${name} is never "${value}"`);
      filters += 1;
    }
  }
  assert.ok(filters >= 15, `${filters} filters were seen`);
});

test('what records show of the design is in the words of the library, and in a population that exists', () => {
  let shown = 0;
  for (const [id, evidence] of entries) {
    const { typeIEvidence } = libraryControl(id) ?? assert.fail(id);
    for (const [what, population] of Object.entries(evidence.shown)) {
      assert.ok(typeIEvidence.includes(what), `${id}: the library does not ask for "${what}"`);
      assert.ok(isPopulation(population), `${id}: ${population}`);
      shown += 1;
    }
  }
  assert.ok(shown >= 20, `${shown} were seen`);
});

test('each item that a Type I examination asks for comes from records or from a person', () => {
  assert.deepEqual(designOf(libraryControl('change-peer-review') ?? assert.fail()), [
    { what: 'Branch protection or ruleset configuration', shownBy: 'repository' },
    { what: 'One approved change', shownBy: 'change' },
  ]);
  for (const control of LIBRARY)
    assert.deepEqual(
      designOf(control).map(({ what }) => what),
      control.typeIEvidence,
    );
});

test("a company's own control is evidenced by hand", () => {
  const { populations, byHand, occurrences } = evidenceOf(null);
  assert.deepEqual([populations, occurrences.kind], [[], 'attached']);
  assert.ok(byHand !== null);
  assert.equal(evidenceOf('backups'), EVIDENCE['backups']);
  assert.equal(evidenceOf('a-control-of-an-older-library'), evidenceOf(null));
});

test('a filter admits what it names, refuses what it does not, and is unclear where the source is silent', () => {
  const where = { kind: ['security', 'privacy'], customersAffected: true };
  for (const [item, answer] of [
    [{ kind: 'security', customersAffected: true }, 'yes'],
    [{ kind: 'privacy', customersAffected: true }, 'yes'],
    [{ kind: 'availability', customersAffected: true }, 'no'],
    [{ kind: 'security', customersAffected: false }, 'no'],
    [{ kind: 'security', customersAffected: null }, 'no'],
    [{ kind: 'security', customersAffected: undefined }, 'unclear'],
    [{ customersAffected: true }, 'unclear'],
    [{ customersAffected: false }, 'no'],
    [{}, 'unclear'],
  ] as const)
    assert.equal(admits(where, item), answer, JSON.stringify(item));
  assert.equal(admits({}, {}), 'yes');
});
