import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIBRARY, libraryControl, limitsOf } from './library.ts';
import { LIMITS } from './limits.ts';
import { defaultsOf, inSentence, type Parameter, schemaOf, statementOf } from './parameters.ts';

const limitsIn = (id: string) => limitsOf(libraryControl(id) ?? assert.fail(`there is no control ${id}`));

/** The statement of a control with some limits changed. */
const said = (id: string, values: Readonly<Record<string, unknown>>): string =>
  statementOf(limitsIn(id), { ...defaultsOf(limitsIn(id)), ...values });

test('with its default limits every statement reads exactly as the library has it', () => {
  for (const control of LIBRARY) {
    const limits = limitsOf(control);
    const { adds } = LIMITS[control.id] ?? {};
    const said = statementOf(limits, defaultsOf(limits));
    if (adds === undefined) assert.equal(said, control.statement, control.id);
    else assert.equal(said, `${control.statement} ${statementOf({ ...limits, template: adds }, defaultsOf(limits))}`);
  }
});

test('what is added to a statement is a sentence of its own, with every limit of it, and takes nothing from the library', () => {
  const added = Object.entries(LIMITS).flatMap(([id, { adds }]) => (adds === undefined ? [] : [[id, adds] as const]));
  assert.deepEqual(added.map(([id]) => id).sort(), [
    'authentication-standards',
    'availability-monitoring',
    'backups',
    'key-management',
    'media-disposal',
    'retention-schedule',
    'sdlc-policy',
  ]);
  for (const [id, adds] of added) {
    assert.match(adds, /^[A-Z].*\.$/u, id);
    assert.equal(
      statementOf({ ...limitsIn(id), template: LIMITS[id]?.template ?? '' }, defaultsOf(limitsIn(id))),
      libraryControl(id)?.statement,
    );
  }
});

test('limits belong to controls of the library', () => {
  assert.ok(Object.keys(LIMITS).length >= 17);
  for (const id of Object.keys(LIMITS)) assert.ok(libraryControl(id) !== undefined, `there is no control ${id}`);
});

test('each limit stands in its statement exactly once, and nothing else does', () => {
  for (const [id, { template, parameters, adds = '' }] of Object.entries(LIMITS)) {
    const places = [...`${template}${adds}`.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name);
    assert.deepEqual(places.sort(), Object.keys(parameters).sort(), id);
    assert.ok(places.length > 0 || adds !== '', `${id} has no limit, and adds nothing`);
  }
});

test('each limit has words of its own in its control, which a form has above its number', () => {
  for (const [control, { parameters }] of Object.entries(LIMITS)) {
    const words = Object.values(parameters ?? {}).map(({ doc }) => doc);
    for (const doc of words) assert.match(doc, /^[A-Z][^.]{10,120}\.$/, `${control}: ${doc}`);
    assert.equal(new Set(words).size, words.length, control);
  }
});

test('a default is a value that a company may set, and a limit says what it limits', () => {
  for (const [id, { parameters }] of Object.entries(LIMITS))
    for (const [name, parameter] of Object.entries(parameters)) {
      assert.ok(schemaOf(parameter).safeParse(parameter.default).success, `${id} ${name}`);
      assert.match(parameter.doc, /^[A-Z].*\.$/, `${id} ${name}`);
      if (parameter.kind === 'count')
        assert.equal(parameter.unset === undefined, parameter.default !== null, `${id} ${name}: words for no number`);
    }
});

const REWRITTEN: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  [
    'access-termination',
    { businessDays: 2, involuntaryHours: 48 },
    'within two business days (48 hours for involuntary departures) of the termination date',
  ],
  [
    'access-termination',
    { businessDays: 0, involuntaryHours: 1 },
    'within zero business days (1 hour for involuntary departures)',
  ],
  [
    'access-review-quarterly',
    { months: 6, revocationBusinessDays: 1 },
    'in-scope systems every six months; system owners confirm or revoke access and revocations are completed within one business day.',
  ],
  ['access-review-quarterly', { months: 1 }, 'in-scope systems each month; system'],
  ['backup-restore-test', { months: 12 }, 'restoration of backups at least annually and verifies'],
  ['backup-restore-test', { months: 3 }, 'restoration of backups at least each quarter and verifies'],
  ['vendor-annual-review', { months: 24 }, 'critical vendors at least every 24 months, evaluating'],
  [
    'vulnerability-remediation',
    { days: { critical: 7, high: 15, medium: 30, low: 90 } },
    '(for example critical 7 days, high 15 days, medium 30 days, low 90 days)',
  ],
  [
    'vulnerability-remediation',
    { days: { critical: 1, high: 30, medium: 90, low: 90 } },
    '(for example critical 1 day, high 30 days, medium and low 90 days)',
  ],
  ['security-alert-triage', { hours: 4 }, 'and triages each within 4 hours.'],
  ['customer-data-deletion', { days: 30 }, 'deletes or returns customer data within 30 days after a customer leaves'],
  ['data-subject-requests', { days: 45 }, 'within 45 days, and explains denials.'],
  ['code-of-conduct', { businessDays: 1 }, 'on or before the first business day after the start date.'],
  ['code-of-conduct', { businessDays: 22 }, 'on or before the 22nd business day after the start date.'],
  ['security-training-annual', { months: 6 }, 'at least once every six months.'],
  ['backups', { days: 7 }, 'backs up production data at least weekly, stores'],
  ['backups', { days: 2 }, 'backs up production data at least every two days, stores'],
  ['backups', { hours: 12 }, 'and corrects failures. A backup that fails is made good by another of the same system'],
  ['backups', { hours: 1 }, 'complete on the same day or within 1 hour of its beginning.'],
  ['authentication-standards', { ownerGoneDays: 40 }, 'for more than 40 days after its owner left, or'],
  ['authentication-standards', { unusedMonths: 6 }, 'or for more than 6 months in which nobody uses it.'],
  ['key-management', { accountKeyMonths: 6 }, 'is replaced within 6 months.'],
  ['media-disposal', { days: 60 }, 'within 60 days after it was taken out of use.'],
  ['retention-schedule', { days: 7 }, 'within 7 days after its time ran out.'],
  ['emergency-changes', { businessDays: 13 }, 'within 13 business days after deployment.'],
];

for (const [id, values, sentence] of REWRITTEN)
  test(`${id} with ${JSON.stringify(values)} says "${sentence}"`, () => {
    const statement = said(id, values);
    assert.ok(statement.includes(sentence), statement);
    assert.ok(!/[{}]|undefined|null/.test(statement), statement);
  });

test('places in a row are named as people name them', () => {
  const place: Parameter = { kind: 'count', unit: 'day', style: 'ordinal', default: 1, doc: 'A place.' };
  for (const [count, words] of [
    [2, 'second day'],
    [3, 'third day'],
    [12, 'twelfth day'],
    [13, '13th day'],
    [21, '21st day'],
    [33, '33rd day'],
    [111, '111th day'],
    [112, '112th day'],
  ] as const)
    assert.equal(inSentence(place, count), words);
  assert.throws(() => inSentence(place, 0));
});

test('a value that is no limit makes no sentence', () => {
  for (const [id, values] of [
    ['access-termination', { businessDays: -1 }],
    ['access-termination', { businessDays: 1.5 }],
    ['access-termination', { businessDays: null }],
    ['access-termination', { involuntaryHours: '24' }],
    ['access-review-quarterly', { months: 0 }],
    ['vulnerability-remediation', { days: { critical: 7, high: 15, medium: 30 } }],
    ['vulnerability-remediation', { days: { critical: 7, high: 15, medium: 30, low: 90, none: 1 } }],
  ] as const)
    assert.throws(() => said(id, values), `${id} took ${JSON.stringify(values)}`);
});
