import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LIBRARY, libraryControl, limitsOf } from '#/library/library.ts';
import { type OwnerFunction } from '#/core/controls.ts';
import { defaultsOf, inSentence, statementOf } from '#/library/parameters.ts';
import { controlsIn, faultsIn, fillPolicy, type PolicyGround } from './fill.ts';
import { POLICIES } from './policies.ts';

const namesOf = (id: string): readonly string[] | undefined => {
  const control = libraryControl(id);
  return control === undefined ? undefined : Object.keys(limitsOf(control).parameters);
};

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A company that has adopted what it says, with limits of its own where it set any. */
const groundOf = (adopted: ReadonlySet<string>, values: Values = {}): PolicyGround => ({
  company: 'Acme',
  products: 'the Acme service',
  person: (owner: OwnerFunction) => `head of ${owner}`,
  size: null,
  control: (id) => {
    const control = libraryControl(id);
    if (control === undefined || !adopted.has(id)) return undefined;
    const limits = limitsOf(control);
    const set = { ...defaultsOf(limits), ...values[id] };
    return {
      ...control,
      limit: (name) => {
        const parameter = limits.parameters[name];
        return parameter === undefined ? undefined : inSentence(parameter, set[name]);
      },
    };
  },
});

const ALL = new Set(LIBRARY.map(({ id }) => id));

test('there are ten templates, each with places that mean something, and each filled without a rest', () => {
  assert.deepEqual(
    POLICIES.map(({ id }) => id),
    'information-security access-control change-management incident-response vendor-management business-continuity data-classification acceptable-use code-of-conduct secure-development'.split(
      ' ',
    ),
  );
  for (const { id, body } of POLICIES) {
    assert.deepEqual(faultsIn(body, namesOf), [], id);
    const { text, leftOut } = fillPolicy(body, groundOf(ALL));
    assert.deepEqual(leftOut, []);
    assert.doesNotMatch(text, /[{}]|\[[a-z-]+\] /, id);
    assert.ok(controlsIn(body).length >= 5, `${id} serves few controls`);
  }
});

test('no line of a policy names a limit that the statement of its control does not name', () => {
  const counts = fc.integer({ min: 1, max: 90 });
  const changed = Object.fromEntries(
    LIBRARY.map(({ id, ...control }) => [id, Object.entries(limitsOf({ id, ...control }).parameters)] as const)
      .filter(([, parameters]) => parameters.length > 0)
      .map(([id, parameters]) => [
        id,
        fc.record(
          Object.fromEntries(
            parameters.map(([name, { kind }]) => [
              name,
              kind === 'by-severity'
                ? fc.record({ critical: counts, high: counts, medium: counts, low: counts })
                : kind === 'rhythm'
                  ? fc.integer({ min: 1, max: 60 })
                  : counts,
            ]),
          ),
        ),
      ]),
  );
  let compared = 0;
  fc.assert(
    fc.property(fc.record(changed), (values) => {
      const ground = groundOf(ALL, values);
      for (const { body } of POLICIES) {
        for (const line of body.split('\n')) {
          for (const [, id = '', name = ''] of line.matchAll(/\{([a-z-]+)\.([A-Za-z]+)\}/g)) {
            const control = libraryControl(id);
            if (control === undefined || name === 'frequency') continue;
            const words = ground.control(id)?.limit(name) ?? assert.fail();
            assert.ok(fillPolicy(line, ground).text.includes(words));
            assert.ok(statementOf(limitsOf(control), values[id] ?? {}).includes(words), `${id}: ${words}`);
            compared += 1;
          }
        }
      }
    }),
    { numRuns: 50 },
  );
  assert.ok(compared > 500);
});

test('a number that a check judges by stands in a policy only as a place', () => {
  for (const { body } of POLICIES) {
    for (const line of body.split('\n')) {
      const mark = /\[([a-z-]+)\]/.exec(line)?.[1];
      if (mark === undefined || (namesOf(mark) ?? []).length === 0) continue;
      assert.doesNotMatch(
        line.replaceAll(/\{[^}]+\}/g, ''),
        /\b(\d+|one|two|five|ten) (business )?(days?|hours?)\b/,
        line,
      );
    }
  }
});

test('what is not adopted is left out, with headings under which nothing is left', () => {
  const body = '## One\n\n- [backups] Backed up {backups.frequency}.\n\n## Two\n\nStays with {company}.\n';
  assert.deepEqual(fillPolicy(body, groundOf(new Set())), {
    text: '## Two\n\nStays with Acme.\n',
    serves: [],
    leftOut: ['backups'],
  });
  const { text, serves } = fillPolicy(body, groundOf(new Set(['backups'])));
  assert.deepEqual([serves, text.includes('Backed up at least once a day.')], [['backups'], true]);
});

test('what is written for a company of one size stands unless somebody said another', () => {
  const of = (size: PolicyGround['size'], body: string): string => fillPolicy(body, { ...groundOf(ALL), size }).text;
  const body = '## One\n\n[where one engineer] Alone.\n\n- Always.\n- [where small company] [backups] Few.\n';
  const [alone, few, many] = [
    { headcount: 1, engineers: 1 },
    { headcount: 10, engineers: 4 },
    { headcount: 15, engineers: 4 },
  ];
  assert.equal(of(null, body), '## One\n\nAlone.\n\n- Always.\n- Few.\n', 'nobody said');
  assert.equal(of(alone, body), of(null, body));
  assert.equal(of(few, body), '## One\n\n- Always.\n- Few.\n');
  assert.equal(of(many, body), '## One\n\n- Always.\n');
  for (const { id, body: template } of POLICIES)
    assert.doesNotMatch(of(many, template), /\[where|small company|company so small|one engineer/i, id);
});

test('a place that means nothing, or that could outlive its control, is named', () => {
  const faults = (line: string): readonly string[] => faultsIn(line, namesOf);
  assert.deepEqual(faults('{nobody} and {company} and {hr}'), ['{nobody} is no place']);
  assert.deepEqual(faults('- [where large] x'), ['[where large] is no size of a company']);
  assert.deepEqual(faults('- [no-such-thing] x'), ['[no-such-thing] is no control']);
  assert.deepEqual(faults('- [access-termination] {access-termination.weeks}'), [
    '{access-termination.weeks} is no limit of a control',
  ]);
  assert.deepEqual(faults('Within {access-termination.businessDays}.'), [
    '{access-termination.businessDays} stands in a line that does not begin with [access-termination]',
  ]);
  assert.deepEqual(faults('See [the site](https://acme.example).'), []);
});

test('a policy shows the design only of controls of which it speaks, and for which the library names such a text', () => {
  for (const { id, body, shows } of POLICIES) {
    for (const control of shows) {
      assert.ok(controlsIn(body).includes(control), `${id} does not speak of ${control}`);
      assert.ok(
        libraryControl(control)?.typeIEvidence.some((item) =>
          /policy|policies|plan\b|procedure|code of conduct|standard|checklist/i.test(item),
        ),
        `${control} is not shown by a text`,
      );
    }
  }
});
