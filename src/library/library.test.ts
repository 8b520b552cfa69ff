import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  CATEGORIES,
  CRITERIA,
  CROSSWALKS,
  type Category,
  criteriaFor,
  criterionWithId,
  FRAMEWORK_VERSIONS,
  LIBRARY,
  libraryControl,
  SERIES,
} from './library.ts';
import { FREQUENCIES, OWNER_FUNCTIONS } from '#/core/controls.ts';

/** TSP section 100 of 2017, written down apart from the data. */
const CANONICAL = [
  ['CC1', 5],
  ['CC2', 3],
  ['CC3', 4],
  ['CC4', 2],
  ['CC5', 3],
  ['CC6', 8],
  ['CC7', 5],
  ['CC8', 1],
  ['CC9', 2],
  ['A1', 3],
  ['C1', 2],
  ['PI1', 5],
  ['P1', 1],
  ['P2', 1],
  ['P3', 2],
  ['P4', 3],
  ['P5', 2],
  ['P6', 7],
  ['P7', 1],
  ['P8', 1],
] as const;
const IDS = CANONICAL.flatMap(([series, count]) =>
  Array.from({ length: count }, (_, place) => `${series}.${place + 1}`),
);
const CATEGORY_OF: Readonly<Record<string, Category>> = {
  CC: 'security',
  A: 'availability',
  C: 'confidentiality',
  PI: 'processing-integrity',
  P: 'privacy',
};
const COUNTS: Readonly<Record<Category, number>> = {
  security: 33,
  availability: 3,
  'processing-integrity': 5,
  confidentiality: 2,
  privacy: 18,
};
const letters = (id: string): string => id.replace(/\d.*/, '');
const data = (name: string): string => readFileSync(path.join(import.meta.dirname, 'data', name), 'utf8');
const FILES = ['criteria.json', 'controls.json', 'crosswalks.json'];

/** Every text in a JSON value, with where it stands. */
function* textsIn(value: unknown, where: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [where, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* textsIn(inner, `${where}/${name}`);
}

test('the criteria are the 61 of the Trust Services Criteria, in their order and no other', () => {
  assert.equal(IDS.length, 61);
  assert.deepEqual(
    CRITERIA.map(({ id }) => id),
    IDS,
  );
});

test('each category has as many criteria as the standard gives it', () => {
  for (const category of CATEGORIES)
    assert.equal(CRITERIA.filter((criterion) => criterion.category === category).length, COUNTS[category], category);
});

test('the counts that the data states are the counts that it has', () => {
  const { counts } = (JSON.parse(data('criteria.json')) as { meta: { counts: Record<string, number> } }).meta;
  assert.deepEqual(counts, {
    total: 61,
    security: COUNTS.security,
    availability: COUNTS.availability,
    confidentiality: COUNTS.confidentiality,
    processingIntegrity: COUNTS['processing-integrity'],
    privacy: COUNTS.privacy,
  });
});

test('a criterion stands in the series and the category that its id says', () => {
  for (const { id, series, category } of CRITERIA) {
    assert.equal(series, id.split('.')[0]);
    assert.equal(category, CATEGORY_OF[letters(id)], id);
  }
  assert.deepEqual(Object.keys(SERIES).sort(), CANONICAL.map(([series]) => series).sort());
});

test('each of the 17 COSO principles is one criterion of CC1 to CC5, in the order of the standard', () => {
  const principles = { CC1: [1, 2, 3, 4, 5], CC2: [13, 14, 15], CC3: [6, 7, 8, 9], CC4: [16, 17], CC5: [10, 11, 12] };
  for (const [series, expected] of Object.entries(principles))
    assert.deepEqual(
      CRITERIA.filter((criterion) => criterion.series === series).map(({ cosoPrinciple }) => cosoPrinciple),
      expected,
    );
  const others = CRITERIA.filter(({ series }) => !Object.hasOwn(principles, series));
  assert.deepEqual([...new Set(others.map(({ cosoPrinciple }) => cosoPrinciple))], [null]);
});

test('a criterion says what it is, what usually evidences it, and at most eight points of focus', () => {
  for (const criterion of CRITERIA) {
    assert.ok(criterion.title.length > 10 && !criterion.title.endsWith('.'), criterion.id);
    assert.ok(criterion.description.length > 60 && criterion.description.endsWith('.'), criterion.id);
    assert.ok(criterion.typicalEvidence.length >= 2, criterion.id);
    assert.ok(criterion.pointsOfFocus.length >= 1 && criterion.pointsOfFocus.length <= 8, criterion.id);
    assert.ok(criterion.pointsOfFocus.length <= criterion.officialPointOfFocusCount, criterion.id);
    assert.equal(new Set(criterion.pointsOfFocus).size, criterion.pointsOfFocus.length, criterion.id);
  }
});

test('only Processing Integrity, P1.1, P2.1 and P3.1 take their points of focus from the text of 2017', () => {
  assert.deepEqual(
    CRITERIA.filter(({ pointsOfFocusBasis }) => pointsOfFocusBasis !== '2022-revision').map(({ id }) => id),
    ['PI1.1', 'PI1.2', 'PI1.3', 'PI1.4', 'PI1.5', 'P1.1', 'P2.1', 'P3.1'],
  );
});

test('Security is always in scope, and a category adds its own criteria', () => {
  assert.equal(criteriaFor([]).length, 33);
  assert.equal(criteriaFor(['availability']).length, 36);
  assert.equal(criteriaFor(CATEGORIES).length, 61);
  for (const category of CATEGORIES)
    assert.ok(
      criteriaFor([category]).every((criterion) => ['security', category].includes(criterion.category)),
      category,
    );
});

test('there are 116 controls, each with an id of its own', () => {
  assert.equal(LIBRARY.length, 116);
  assert.equal(new Set(LIBRARY.map(({ id }) => id)).size, 116);
  for (const { id } of LIBRARY) {
    assert.match(id, /^[a-z]+(-[a-z]+)*$/);
    assert.equal(libraryControl(id)?.id, id);
  }
  assert.equal(libraryControl('CC1.1'), undefined);
});

test('every criterion is served by a control, and every control serves criteria that exist', () => {
  for (const { id } of CRITERIA)
    assert.ok(
      LIBRARY.some(({ criteria }) => criteria.includes(id)),
      `no control serves ${id}`,
    );
  for (const { id, criteria } of LIBRARY) {
    assert.ok(criteria.length > 0, `${id} serves nothing`);
    assert.equal(new Set(criteria).size, criteria.length, `${id} names a criterion twice`);
    for (const criterion of criteria)
      assert.ok(criterionWithId(criterion) !== undefined, `${id} names ${criterion}, which does not exist`);
  }
});

test('the categories of a control are those of its criteria', () => {
  for (const { id, criteria, categories } of LIBRARY)
    assert.deepEqual(
      [...categories].sort(),
      [...new Set(criteria.map((criterion) => criterionWithId(criterion)?.category ?? assert.fail(criterion)))].sort(),
      id,
    );
});

test('a control is complete: a statement, who owns it, how often, what shows it and how an auditor may look at it', () => {
  for (const control of LIBRARY) {
    assert.match(control.statement, /^The company.+\.$/s, control.id);
    assert.ok(!/\.\s/.test(control.statement.slice(0, -1)), `${control.id}: a statement is one sentence`);
    assert.ok(OWNER_FUNCTIONS.includes(control.ownerFunction), control.id);
    assert.ok(FREQUENCIES.includes(control.frequency), control.id);
    assert.ok(['manual', 'automated', 'hybrid'].includes(control.nature), control.id);
    assert.ok(['preventive', 'detective', 'corrective'].includes(control.type), control.id);
    assert.equal(typeof control.highRisk, 'boolean', control.id);
    for (const list of [
      control.typeIEvidence,
      control.typeIIEvidence.itemMustShow,
      control.testProcedure,
      control.commonExceptions,
    ])
      assert.ok(list.length > 0, control.id);
    for (const { method } of control.testProcedure)
      assert.ok(['inquiry', 'observation', 'inspection', 'reperformance', 'recalculation'].includes(method), method);
    assert.ok(
      control.testProcedure.some(({ method }) => method !== 'inquiry'),
      `${control.id}: inquiry alone is never enough`,
    );
  }
});

test('every criterion has its crosswalk and no other does; a mapping has ids exactly where it has a confidence', () => {
  assert.deepEqual(Object.keys(CROSSWALKS), IDS);
  for (const [id, crosswalk] of Object.entries(CROSSWALKS)) {
    assert.deepEqual(Object.keys(crosswalk).sort(), Object.keys(FRAMEWORK_VERSIONS).sort(), id);
    for (const [framework, { ids, confidence }] of Object.entries(crosswalk)) {
      assert.ok(['high', 'medium', 'low', 'none'].includes(confidence), `${id} ${framework}: ${confidence}`);
      assert.equal(confidence === 'none', ids.length === 0, `${id} ${framework}`);
      assert.equal(new Set(ids).size, ids.length, `${id} ${framework} names an id twice`);
    }
  }
});

test('what a crosswalk names exists in the framework that it names', () => {
  const LAST_OF_ANNEX_A: Readonly<Record<string, number>> = { '5': 37, '6': 8, '7': 14, '8': 34 };
  const forms = {
    nistCsf2:
      /^(GV\.(OC|RM|RR|PO|OV|SC)|ID\.(AM|RA|IM)|PR\.(AA|AT|DS|PS|IR)|DE\.(CM|AE)|RS\.(MA|AN|CO|MI)|RC\.(RP|CO))-\d\d$/,
    hipaaSecurity: /^164\.3(06|08|10|12|14|16)\(/,
    hipaaPrivacyBreach: /^164\.(4(02|04|06|08|10|12|14)|5\d\d)(\(|$)/,
  };
  for (const [id, crosswalk] of Object.entries(CROSSWALKS)) {
    for (const control of crosswalk.iso27001.ids) {
      const [, theme = '', number] = /^A\.(\d)\.(\d+)$/.exec(control) ?? [];
      assert.ok(Number(number) >= 1 && Number(number) <= (LAST_OF_ANNEX_A[theme] ?? 0), `${id}: ${control}`);
    }
    for (const [framework, form] of Object.entries(forms))
      for (const each of crosswalk[framework as keyof typeof forms].ids) assert.match(each, form, `${id} ${framework}`);
    for (const article of crosswalk.gdpr.ids) {
      const number = Number(/^Art\. (\d+)(\(|$)/.exec(article)?.[1]);
      assert.ok(number >= 1 && number <= 99, `${id}: ${article}`);
    }
  }
});

test('no criterion is named anywhere in the data that is not one of the 61', () => {
  const named = FILES.flatMap((file) => [...textsIn(JSON.parse(data(file)), file)]).flatMap(([where, text]) =>
    [...text.matchAll(/(?<![\w.])(?:CC|PI|A|C|P)\d\.\d(?![\w.]*\d)/g)].map(([id]) => [where, id] as const),
  );
  assert.ok(named.length > 250, `${named.length} ids were seen`);
  for (const [where, id] of named) assert.ok(IDS.includes(id), `${where}: ${id}`);
  for (const invented of ['CC2.4', 'A1.4', 'C1.3', 'P1.2']) assert.equal(criterionWithId(invented), undefined);
});

const BRITISH = [
  /\b\w*(?:organis|authoris|recognis|anonymis|minimis|prioritis|summaris|synchronis|sanitis|rationalis|categoris|standardis|centralis|customis|utilis|analys(?:ed?|ing)\b|emphasis(?:e|ing))\w*/gi,
  /\b(?:behaviour|colour|favour|honour|labour|neighbour|endeavour)\w*/gi,
  /\b(?:centre|metre|fibre|defence|offence|licence|pretence|programme|catalogue|cheque|artefact|judgement)s?\b/gi,
  /\b\w+(?:(?<=cancel|label|model|travel|signal|channel|fuel)l)(?:ed|ing)\b/gi,
  /\b(?:enrol|enrols|fulfil|fulfils|instalment|whilst|amongst|learnt|practise[ds]?|sceptic\w*|grey|ageing)\b/gi,
];

test('the words are those of US English', () => {
  for (const spelling of ['organisation', 'Unauthorised', 'programmes', 'labelled', 'defences', 'honours', 'enrols'])
    assert.ok(
      BRITISH.some((form) => new RegExp(form.source, 'i').test(spelling)),
      `"${spelling}" would not be found`,
    );
  const sources = ['limits.ts', 'promises.ts', 'starter-rules.ts', 'evidence.ts'].map(
    (file) => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const,
  );
  const evidence = OWNER_FUNCTIONS.map((name) => {
    const file = path.join('evidence', `${name}.ts`);
    return [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const;
  });
  const texts = [...FILES.flatMap((file) => [...textsIn(JSON.parse(data(file)), file)]), ...sources, ...evidence];
  assert.ok(texts.length > 3_000, `${texts.length} texts were read`);
  for (const [where, text] of texts) for (const form of BRITISH) assert.deepEqual(text.match(form) ?? [], [], where);
});

test('reading the library takes less than half the time of reading zod', () => {
  const script = `
    await import('#/core/verdict.ts');
    const before = performance.now();
    await import('zod');
    const between = performance.now();
    await import('#/library/library.ts');
    console.log(JSON.stringify([between - before, performance.now() - between]));`;
  const runs = Array.from(
    { length: 3 },
    () =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
          cwd: path.join(import.meta.dirname, '..', '..'),
          encoding: 'utf8',
        }),
      ) as readonly [number, number],
  );
  const zod = Math.min(...runs.map(([time]) => time));
  const library = Math.min(...runs.map(([, time]) => time));
  assert.ok(library < zod / 2, `${library.toFixed(1)} ms against ${zod.toFixed(1)} ms`);
});
