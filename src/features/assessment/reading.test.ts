import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '#/core/place.ts';
import { parseDay } from '#/core/time/zone.ts';
import { localClient } from '#/contract/local-client.ts';
import { saidSize } from '#/features/organization/index.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { assessmentContract } from './contract.ts';
import { assessment } from './index.ts';
import { readingOf } from './reading.ts';

const TODAY = parseDay('2026-12-01') ?? assert.fail();
const ANSWERS = assessmentContract.answer.input.parse({ headcount: 5, engineers: 1, production: 2 });
const read = (change: Partial<typeof ANSWERS>) => readingOf({ ...ANSWERS, ...change }, TODAY, () => false);

test('what is missing is said to be missing, and what is there only to be said so', () => {
  const { stands, looked } = read({ exists: ['backups', 'policies'] });
  assert.match(stands, /^2 of 8 .* as you say; nothing has shown it yet/);
  assert.equal(looked.filter(({ there }) => there).length, 2);
  for (const { what, place } of looked) assert.ok(pageOf(place) !== null, `${what} leads to where it comes in`);
});

test('a company of five is judged as one, and a lone engineer is offered a compensating control', () => {
  const small = read({}).size.join(' ');
  assert.match(small, /You are 5: one person will hold several roles/);
  assert.match(small, /compensating control/);
  assert.deepEqual(read({ headcount: 500, engineers: 80, production: 20 }).size, []);
});

test('of one thing it is said that it is there, and nothing of anybody that their own answers rule out', () => {
  assert.match(read({ exists: ['backups'] }).stands, /^1 of 8 things that a first examination looks at is there/);
  const alone = read({ headcount: 1, production: 1 }).size.join(' ');
  assert.match(alone, /^You work alone: .* somebody outside looks at it/);
  assert.doesNotMatch(alone, /must not fall together/);
  const reviewed = read({ headcount: 1, production: 1, exists: ['change-reviews'] }).size.join(' ');
  assert.match(reviewed, /somebody else reviews each change: an auditor asks who that is/);
  assert.doesNotMatch(reviewed, /nobody else can review/);
});

test('every time and cost is a range, and says who gives it', () => {
  const { times, costs } = read({});
  for (const { range, source } of [...times, ...costs]) {
    assert.match(range, /\d.* to .*\d/);
    assert.match(source, /\w+\.\w+/);
  }
  assert.ok(costs.some(({ what }) => what.startsWith('A small company')));
  assert.ok(!read({ headcount: 500 }).costs.some(({ what }) => what.startsWith('A small company')));
});

test('likely days are said as days, too, as a range from today on', () => {
  const dated = read({}).times.filter(({ what }) => what.startsWith('Report, '));
  assert.deepEqual(
    dated.map(({ what, range }) => [what, range]),
    [
      ['Report, Type I, where you begin today', '2027-02-01 to 2027-04-01'],
      ['Report, Type II, where you begin today', '2027-06-01 to 2028-03-01'],
    ],
  );
});

test('a deal is answered first by what to do for it, with the type that can be there, and nothing is promised', () => {
  assert.equal(read({}).deal, null);
  const deal = (day: string) => read({ deal: day }).deal ?? assert.fail();
  const cases: readonly (readonly [deal: string, type: string, says: RegExp])[] = [
    ['2028-03-01', 'type-2', /^For a Type II report by 2028-03-01, start by 2026-12-01 \(today\)\.$/],
    ['2028-02-29', 'type-2', /^For a Type II report by 2028-02-29, begin today, .*only by the shorter end/],
    [
      '2027-06-01',
      'type-2',
      /not where it is begun after 2026-12-01 \(today\)\. A Type I is surer: start it by 2027-02-01\./,
    ],
    [
      '2027-05-31',
      'type-1',
      /^For a Type I report by 2027-05-31, start by 2027-01-31\. A Type II cannot be ready by then/,
    ],
    ['2027-04-02', 'type-1', /^For a Type I report by 2027-04-02, start by 2026-12-02 \(tomorrow\)\. A Type II cannot/],
    [
      '2027-03-31',
      'type-1',
      /begin today, and tell the customer that it may come later.* after 2027-01-31\. A Type II cannot/,
    ],
    [
      '2027-01-31',
      'type-1',
      /^No report can be ready by 2027-01-31: .* likely between 2027-02-01 and 2027-04-01\), and until/,
    ],
  ];
  for (const [day, type, says] of cases) {
    const read = deal(day);
    assert.match(read.says, says);
    assert.deepEqual([read.type, read.types.length], [type, 2], day);
    assert.doesNotMatch(read.says + read.why, /pass|opinion|unqualified|certif/i);
  }
  assert.match(deal('2027-05-31').why, /a Type II cannot be ready by 2027-05-31/);
  const [first, second] = deal('2027-06-01').types;
  assert.deepEqual([first?.safe, first?.latest], ['2027-02-01', '2027-04-01']);
  assert.deepEqual([second?.safe, second?.latest], ['2026-03-01', '2026-12-01']);
  assert.match(
    second?.says ?? '',
    /^Type II takes 6 to 15 months, says \S+\..*begun by 2026-03-01 \(gone by\) by the longer/,
  );
});

test('the promises suggest categories, each with its reason', () => {
  const { categories, controls } = read({ promises: ['uptime'] });
  assert.deepEqual(
    categories.map(({ category }) => category),
    ['security', 'availability'],
  );
  assert.ok(controls.length > 30 && controls.every(({ because }) => because !== ''));
});

test('answers are kept and sealed, and can be changed', async () => {
  const made = await testCompany(await testDatabase());
  const api = localClient(assessmentContract, assessment(made.deps), made.caller);
  assert.deepEqual(await api.show({}), { answers: null, reading: null, withheld: false });
  const { position } = await api.answer({ headcount: 5, engineers: 1, production: 2 });
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'setting-changed');
  await api.answer({ headcount: 6, engineers: 2, production: 2 });
  assert.equal((await api.show({})).answers?.headcount, 6);
  const said = await made.deps.db.transaction(made.org, (tx) => saidSize(tx, position + 1));
  assert.deepEqual(said, { headcount: 5, engineers: 1 }, 'as of then');
});

test('somebody who wrote all changes so far is not alone where others are said to write, too', async () => {
  const made = await testCompany(await testDatabase(), { at: Date.UTC(2026, 2, 2, 9) });
  const api = localClient(assessmentContract, assessment(made.deps), made.caller);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-06-30' });
  await made.bring({
    source: 'github',
    population: 'change',
    facts: [
      {
        repository: 'acme/app',
        revision: 'a1',
        form: 'pull-request',
        mergedAt: '2026-02-02T10:00:00Z',
        author: 'email:ada@acme.example',
      },
    ],
    accounted: {},
  });
  const alone = async () => (await made.readiness.lint({})).findings.some(({ rule }) => rule === 'one-engineer');
  await api.answer({ headcount: 5, engineers: 1, production: 2 });
  assert.equal(await alone(), true);
  await api.answer({ headcount: 5, engineers: 2, production: 2 });
  assert.equal(await alone(), false);
});

test('more people than there are write nothing and reach nothing, unless contractors do', () => {
  const given = (more: object) =>
    assessmentContract.answer.input
      .safeParse({ headcount: 5, engineers: 1, production: 2, ...more })
      .error?.issues.map(({ path }) => path.join('.'));
  assert.equal(given({ engineers: 3, production: 2 }), undefined, 'who writes may have no way into production');
  assert.equal(given({ engineers: 5, production: 5 }), undefined);
  assert.deepEqual(given({ engineers: 6 }), ['engineers']);
  assert.deepEqual(given({ engineers: 6, production: 7 }), ['engineers', 'production']);
  assert.equal(given({ engineers: 6, production: 7, contractors: true }), undefined);
});
