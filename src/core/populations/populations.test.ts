import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factOf, valueOf } from '#test/kit/facts.ts';
import type { Field, Fields } from './field.ts';
import { POPULATION_NAMES, populationNamed } from './index.ts';
import type { Population } from './population.ts';

type Facts = Readonly<Record<string, unknown>>;

const accepts = ({ schema }: Pick<Population, 'schema'>, fact: unknown): boolean => schema.safeParse(fact).success;
const anyFact = ({ name }: Population) => factOf(name as (typeof POPULATION_NAMES)[number]) as fc.Arbitrary<Facts>;
const sample = (population: Population): Facts => fc.sample(anyFact(population), { numRuns: 1, seed: 7 })[0] ?? {};
const keyParts = ({ key }: Population): readonly string[] =>
  [...key.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

const POPULATIONS = POPULATION_NAMES.map((name) => [name, populationNamed(name)] as const);

test('a text that the database could not hold is refused', () => {
  const { account } = Object.fromEntries(POPULATIONS);
  assert.ok(account !== undefined && accepts(account, { system: 'okta', login: 'eve' }));
  for (const login of ['e\0ve', '\ud800', '', 'x'.repeat(8_001)])
    assert.ok(!accepts(account, { system: 'okta', login }));
});

test('the populations are there, each under its own name', () => {
  assert.ok(POPULATIONS.length >= 24);
  for (const [name, population] of POPULATIONS) assert.equal(population.name, name);
});

/** Values that some field takes and another does not, or that none does. */
const ODD: readonly unknown[] = [
  '',
  'x',
  'yes',
  'a\0',
  '\ud800',
  'x'.repeat(8_001),
  `email:${'x'.repeat(500)}`,
  'email:ada@acme.example',
  '2026-03-03',
  '2026-03-03T10:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-03-03[Europe/Berlin]',
  '2026-03-03T10:00Z/x',
  0,
  -1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  null,
  undefined,
  [],
  ['a'],
  ['a', ''],
  [null],
  {},
  [{}],
  Array.from({ length: 1_001 }, () => 'a'),
  new Date(0),
  () => true,
];

for (const [name, population] of POPULATIONS) {
  const { fields, shape, disappearance, firstSeen, lookups } = population;
  const kindOf = (field: string | undefined) => fields[field ?? '']?.kind;

  test(`${name}: what fits is what its schema accepts, and nothing else`, () => {
    const names = fc.constantFrom(...Object.keys(fields), 'other', '__proto__');
    fc.assert(
      fc.property(anyFact(population), names, fc.constantFrom(...ODD), (fact, changed, value) => {
        assert.ok(population.fits(fact) && accepts(population, fact));
        const other = Object.fromEntries([...Object.entries(fact), [changed, value]]);
        assert.equal(population.fits(other), accepts(population, other), `${changed}: ${String(value)}`);
        const inside = Object.entries(fact).map(([field, list]) =>
          Array.isArray(list) && typeof list[0] === 'object'
            ? [field, list.map((member) => ({ ...member, [changed]: value }))]
            : [field, list],
        );
        const deep = Object.fromEntries(inside);
        assert.equal(population.fits(deep), accepts(population, deep), `in a list, ${changed}: ${String(value)}`);
      }),
    );
    for (const value of [null, undefined, 'x', [], new Map()]) assert.ok(!population.fits(value));
  });

  test(`${name}: its key is made of fields that it has, which can be read in it`, () => {
    const between = population.key.replaceAll(/\{\w+\}/g, '');
    fc.assert(
      fc.property(anyFact(population), (fact) => {
        const key = population.keyOf(fact);
        const read = between === '' ? [key] : key.split(new RegExp(`[${between}]`)).map(decodeURIComponent);
        assert.deepEqual(
          read,
          keyParts(population).map((field) => fact[field]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test(`${name}: two facts share a key only if they share every field of it`, () => {
    const tricky = fc.array(fc.constantFrom('a', '/', '@', '%', '%2F', '%40', '%25', '{a}', '$&'), { minLength: 1 });
    const part = (field: string) =>
      kindOf(field) === 'text' ? tricky.map((signs) => signs.join('')) : valueOf(fields[field] ?? assert.fail());
    const parts = fc.record(Object.fromEntries(keyParts(population).map((field) => [field, part(field)])));
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = keyParts(population).every((field) => a[field] === b[field]);
        assert.equal(population.keyOf(a) === population.keyOf(b), same);
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: its schema takes every fact that it describes, and no other member`, () => {
    fc.assert(
      fc.property(anyFact(population), (fact) => {
        assert.ok(accepts(population, fact));
        assert.ok(!accepts(population, { ...fact, surprise: 1 }));
      }),
      { numRuns: 50 },
    );
  });

  test(`${name}: silence is taken where the source may not say, and none where there may be none`, () => {
    eachField(fields, sample(population), (field, put) => {
      assert.equal(accepts(population, put(undefined)), field.unknown, `${field.doc} silent`);
      assert.equal(accepts(population, put(null)), field.none, `${field.doc} none`);
    });
  });

  test(`${name}: a value of the wrong form is refused`, () => {
    eachField(fields, sample(population), (field, put) => {
      for (const wrong of WRONG[field.kind])
        assert.ok(!accepts(population, put(wrong)), `${field.doc} takes ${JSON.stringify(wrong)}`);
    });
  });

  test(`${name}: says what it is, and so does each of its fields`, () => {
    for (const doc of [population.doc, ...docsOf(fields)]) assert.match(doc, /^[A-Z].{2,}\.$/s);
    assert.ok(population.one !== population.many && population.version >= 1);
    for (const { children, kind } of Object.values(fields))
      assert.equal(Object.keys(children).length > 0, kind === 'list');
  });

  test(`${name}: its dates, its lookups and what its disappearance sets are fields of the right kind`, () => {
    if (shape.kind === 'event') assert.equal(kindOf(shape.occurred), 'moment');
    if (shape.kind === 'event') assert.ok(fields[shape.occurred]?.none === false, 'an event happened');
    if (shape.kind === 'state') assert.deepEqual([kindOf(shape.from), kindOf(shape.to)], ['moment', 'moment']);
    if (shape.kind === 'observed') assert.ok(shape.inferredForDays > 0);
    if (firstSeen !== undefined) assert.equal(kindOf(firstSeen), 'moment');
    if (disappearance?.sets !== undefined) {
      assert.equal(kindOf(disappearance.sets), 'moment');
      assert.ok(fields[disappearance.sets]?.none === true, 'what a disappearance sets is none before it');
    }
    for (const { field, scheme } of Object.values(lookups))
      assert.ok(kindOf(field) === 'text' || (kindOf(field) === 'actor' && scheme === undefined), field);
  });
}

const WRONG: Readonly<Record<Field<unknown, unknown>['kind'], readonly unknown[]>> = {
  text: ['', 7, 'half a pair: \ud83d'],
  number: ['7', Number.NaN, Number.POSITIVE_INFINITY],
  flag: ['true', 0],
  choice: ['something else', ''],
  moment: ['2026-03-03', '2026-03-03T10:00:00', '2026-02-30[UTC]', '2026-03-03[Mars/Base]', 0],
  actor: ['ada', 'Ada:1', 'github:', 'github:\udc00', 7],
  texts: ['a', [''], [null]],
  list: [{}, [null], [{ surprise: 1 }]],
};

/** Each field, those of the members of lists included, and the fact with another value in its place. */
function eachField(
  fields: Fields,
  fact: Facts,
  seen: (field: Field<unknown, unknown>, put: (value: unknown) => Facts) => void,
): void {
  for (const [name, field] of Object.entries(fields)) {
    seen(field, (value) => putIn(fact, name, value));
    if (field.kind !== 'list') continue;
    const member = fc.sample(valueOf(field), { numRuns: 100, seed: 7 }).flatMap((members) => members as Facts[])[0];
    eachField(field.children, member ?? assert.fail('no member'), (child, put) =>
      seen(child, (value) => ({ ...fact, [name]: [put(value)] })),
    );
  }
}

/** Undefined takes the member away. */
const putIn = (fact: Facts, name: string, value: unknown): Facts =>
  Object.fromEntries(Object.entries({ ...fact, [name]: value }).filter(([, member]) => member !== undefined));

const docsOf = (fields: Fields): readonly string[] =>
  Object.values(fields).flatMap(({ doc, children }) => [doc, ...docsOf(children)]);
