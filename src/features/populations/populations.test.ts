import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { RecordsEnd } from './contract.ts';
import { confirmedSources } from './index.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const company = (): Promise<TestCompany> => testCompany(db, { at: Date.UTC(2026, 3, 1, 9) });
const leaver = (employee: string, day: string | null): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: day === null ? null : `${day}[Europe/Berlin]`,
});
const account = (employee: string, fact: Partial<Fact<'account'>> = {}): Fact<'account'> => ({
  system: 'okta',
  login: `u${employee}`,
  owner: `employee:${employee}`,
  kind: 'person',
  status: 'active',
  ...fact,
});
const disabled = (employee: string, at: string): Fact<'account'> =>
  account(employee, { status: 'disabled', disabledAt: at });
const QUARTER = { from: '2026-01-01', to: '2026-03-31' };

test('an account that was disabled, of somebody who never left, points to a leaver whom HR does not list', async () => {
  const made = await company();
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [leaver('1', '2026-02-03'), leaver('2', null), leaver('3', '2025-11-01'), leaver('4', '2026-03-30')],
  });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [
      disabled('1', '2026-02-03T18:00:00Z'),
      disabled('2', '2026-02-10T18:00:00Z'),
      disabled('3', '2026-01-10T18:00:00Z'),
      account('5', { owner: 'okta:eve', status: 'disabled', disabledAt: '2026-01-15T18:00:00Z' }),
      account('6', { kind: 'service', status: 'disabled', disabledAt: '2026-01-15T18:00:00Z' }),
    ],
  });
  const found = await made.populations.reconcile({ kind: 'leavers', ...QUARTER });
  assert.equal(found.matched, 1);
  assert.deepEqual(found.onlyHere, ['employee:4']);
  assert.deepEqual(found.onlyThere, ['employee:2', 'unresolved okta:eve']);
  assert.equal(found.complete, false);
  assert.deepEqual(found.sources, [], 'something is missing');
  assert.deepEqual(found.shares, [
    { source: 'hr', says: 'missing', matched: 1, of: 2, parts: [{ name: 'people', matched: 1, of: 2 }] },
  ]);
  assert.equal((await made.ledger.entry(made.org, found.position)).parsed.kind, 'reconciliation');
});

test('where nothing is missing the list counts as complete', async () => {
  const made = await company();
  await made.bring({ source: 'hr', population: 'person', facts: [leaver('1', '2026-02-03'), leaver('2', null)] });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [disabled('1', '2026-02-03T18:00:00Z'), account('2')],
  });
  assert.equal((await made.populations.reconcile({ kind: 'leavers', ...QUARTER })).complete, true);
  const people = await made.populations.reconcile({ kind: 'people', asOf: '2026-03-31' });
  assert.deepEqual([people.matched, people.complete], [1, true]);
});

test('a count is compared with what the source still reports, and both numbers are told', async () => {
  const made = await company();
  const bring = (...facts: readonly Fact<'person'>[]) =>
    made.bring({ source: 'hr', population: 'person', facts, look: true });
  await bring(leaver('1', null), leaver('2', null), leaver('3', null));
  made.chance.at += DAY;
  await bring(leaver('1', null), leaver('3', null));
  const seen = (count: number) =>
    made.populations.reconcile({ kind: 'count', population: 'person', source: 'hr', count, note: 'seen in the tool' });
  const [three, two] = [await seen(3), await seen(2)];
  assert.deepEqual([three.complete, three.counts], [false, { here: 2, there: 3 }]);
  assert.deepEqual([two.complete, two.counts], [true, { here: 2, there: 2 }]);
});

test('a day on which nothing happened shows nothing, and what was read after a comparison was not compared', async () => {
  const made = await company();
  const day = (at: string) => made.populations.reconcile({ kind: 'leavers', from: at, to: at });
  const confirmed = async () =>
    (await db.transaction(made.org, (tx) => confirmedSources(tx, Number.MAX_SAFE_INTEGER))).get('person') ?? [];
  await made.bring({ source: 'hr', population: 'person', facts: [leaver('1', '2026-02-03')] });
  await made.bring({ source: 'okta', population: 'account', facts: [disabled('1', '2026-02-03T18:00:00Z')] });
  const empty = await day('2026-02-05');
  assert.deepEqual([empty.matched, empty.onlyThere, empty.complete, await confirmed()], [0, [], false, []]);
  const { position } = await day('2026-02-03');
  const [from, to] = [Date.UTC(2026, 1, 2, 23), Date.UTC(2026, 1, 3, 23)]; // the day in Berlin
  assert.deepEqual(await confirmed(), [{ source: 'hr', position, from, to, stated: null }]);
  await made.bring({ source: 'okta', population: 'account', facts: [disabled('9', '2026-02-03T18:00:00Z')] });
  await day('2026-02-03');
  assert.deepEqual(await confirmed(), [], 'what was found missing takes the confirmation away');
});

test('a deployed revision that is no known change points to a change that is missing', async () => {
  const made = await company();
  const change = (revision: string, headRevision: string): Fact<'change'> => ({
    repository: 'acme/app',
    revision,
    headRevision,
    mergedAt: '2026-02-02T10:00:00Z',
  });
  const deployment = (id: string, revision: string, fact: Partial<Fact<'deployment'>> = {}): Fact<'deployment'> => ({
    id,
    revision,
    production: true,
    deployedAt: '2026-02-03T10:00:00Z',
    ...fact,
  });
  await made.bring({ source: 'github', population: 'change', facts: [change('a', 'ha'), change('b', 'hb')] });
  await made.bring({
    source: 'pipeline',
    population: 'deployment',
    facts: [
      deployment('1', 'a'),
      deployment('2', 'hb'),
      deployment('3', 'ghost'),
      deployment('4', 'staged', { production: false }),
      deployment('5', 'old', { deployedAt: '2025-06-01T10:00:00Z' }),
    ],
  });
  const found = await made.populations.reconcile({ kind: 'changes', ...QUARTER });
  assert.deepEqual([found.matched, found.onlyThere, found.complete], [2, ['ghost'], false]);
});

test('a complete comparison confirms only sources of which the other list has something', async () => {
  const made = await company();
  const change = (repository: string, revision: string): Fact<'change'> => ({
    repository,
    revision,
    mergedAt: '2026-02-02T10:00:00Z',
  });
  await made.bring({ source: 'app', population: 'change', facts: [change('a/b', 'a1'), change('a/b', 'a2')] });
  await made.bring({ source: 'site', population: 'change', facts: [change('c/d', 'c1')] });
  await made.bring({
    source: 'pipeline',
    population: 'deployment',
    facts: [{ id: '1', revision: 'a1', production: true, deployedAt: '2026-02-03T10:00:00Z' }],
  });
  const changes = await made.populations.reconcile({ kind: 'changes', ...QUARTER });
  assert.deepEqual([changes.matched, changes.complete, changes.sources], [1, true, ['app']]);
  await made.bring({ source: 'hr', population: 'person', facts: [leaver('1', '2026-02-03')] });
  await made.bring({ source: 'contractors', population: 'person', facts: [leaver('2', null)] });
  await made.bring({ source: 'okta', population: 'account', facts: [disabled('1', '2026-02-03T18:00:00Z')] });
  const leavers = await made.populations.reconcile({ kind: 'leavers', ...QUARTER });
  assert.deepEqual([leavers.complete, leavers.sources], [true, ['hr']]);
  await made.bring({ source: 'okta', population: 'account', facts: [account('2')] });
  const people = await made.populations.reconcile({ kind: 'people', asOf: '2026-03-31' });
  assert.deepEqual([people.complete, people.sources], [true, ['contractors']]);
});

test('a source of which another repository was not compared does not become complete, and its share is told', async () => {
  const made = await company();
  const change = (repository: string, revision: string): Fact<'change'> => ({
    repository,
    revision,
    mergedAt: '2026-02-02T10:00:00Z',
  });
  const deploy = (...revisions: readonly string[]) =>
    made.bring({
      source: 'pipeline',
      population: 'deployment',
      facts: revisions.map((revision) => ({
        id: `d-${revision}`,
        revision,
        production: true,
        deployedAt: '2026-02-03T10:00:00Z',
      })),
    });
  const facts = [change('a/b', 'a1'), change('a/b', 'a2'), change('c/d', 'c1')];
  await made.bring({ source: 'github', population: 'change', facts });
  await deploy('a1');
  const compare = () => made.populations.reconcile({ kind: 'changes', ...QUARTER });
  const confirmed = async () =>
    (await db.transaction(made.org, (tx) => confirmedSources(tx, Number.MAX_SAFE_INTEGER))).get('change') ?? [];
  const some = await compare();
  const parts = [
    { name: 'a/b', matched: 1, of: 2 },
    { name: 'c/d', matched: 0, of: 1 },
  ];
  assert.deepEqual([some.complete, some.sources], [true, []]);
  assert.deepEqual(some.shares, [{ source: 'github', says: 'partial', matched: 1, of: 3, parts }]);
  assert.deepEqual(await confirmed(), []);
  const { comparisons } = await made.populations.coverage({ population: 'change' });
  assert.deepEqual(
    comparisons.map(({ source, says, share, by }) => [source, says, share, by]),
    [['github', 'partial', { matched: 1, of: 3, parts }, null]],
  );
  await deploy('c1');
  assert.deepEqual((await compare()).sources, ['github']);
  assert.equal((await confirmed()).length, 1);
  const repository = (name: string, archived: boolean): Fact<'repository'> => ({ name, archived });
  await made.bring({ source: 'github', population: 'repository', facts: [repository('e/f', true)] });
  assert.deepEqual((await compare()).sources, ['github'], 'what is closed to change has none');
  await made.bring({ source: 'github', population: 'repository', facts: [repository('g/h', false)] });
  assert.deepEqual((await compare()).sources, [], 'nothing was compared of a repository that has no change here');
});

test('people are compared by the identity rules: a number that two lists give is nobody’s, until they share an address', async () => {
  const made = await company();
  const left = (email: string): Fact<'person'> => ({ ...leaver('1', '2026-02-03'), email });
  await made.bring({ source: 'hr', population: 'person', facts: [left('ada@acme.example')] });
  await made.bring({ source: 'temps', population: 'person', facts: [left('bob@temps.example')] });
  await made.bring({ source: 'okta', population: 'account', facts: [disabled('1', '2026-02-03T18:00:00Z')] });
  const compare = () => made.populations.reconcile({ kind: 'leavers', ...QUARTER });
  const two = await compare();
  assert.deepEqual([two.matched, two.complete, two.sources], [0, false, []]);
  assert.deepEqual([two.onlyHere, two.onlyThere], [['unresolved employee:1'], ['unresolved employee:1']]);
  const asOf = { kind: 'people', asOf: '2026-01-05' } as const;
  await made.bring({ source: 'okta', population: 'account', facts: [account('1', { login: 'second' })] });
  assert.equal((await made.populations.reconcile(asOf)).matched, 0);
  await made.bring({ source: 'temps', population: 'person', facts: [left('ada@acme.example')] });
  const one = await compare();
  assert.deepEqual([one.matched, one.complete, one.sources], [1, true, ['hr', 'temps']]);
  assert.deepEqual((await made.populations.reconcile(asOf)).sources, ['hr', 'temps']);
});

test('whoever typed a count is sealed with it, and named beside the coverage', async () => {
  const made = await company();
  await made.bring({ source: 'hr', population: 'person', facts: [leaver('1', null)] });
  const seen = { kind: 'count', population: 'person', source: 'hr', note: 'seen in the tool' } as const;
  await made.populations.reconcile({ ...seen, count: 1 });
  const { comparisons } = await made.populations.coverage({ population: 'person' });
  assert.deepEqual(
    comparisons.map(({ says, by, counts }) => [says, by, counts]),
    [['confirmed', 'lead@acme.example', { here: 1, there: 1 }]],
  );
});

test('there is nothing to compare before both sides are there', async () => {
  const made = await company();
  await made.bring({ source: 'hr', population: 'person', facts: [leaver('1', null)] });
  await assert.rejects(
    made.populations.reconcile({ kind: 'leavers', ...QUARTER }),
    (error: unknown) => error instanceof DomainError && error.code === 'nothing_to_compare',
  );
});

test('an item keeps its history, is answered as of any received date, and is no longer reported when it vanishes', async () => {
  const made = await company();
  const [first, second, third] = [made.chance.at, made.chance.at + DAY, made.chance.at + 2 * DAY];
  const sizeAt = (instant: number) => db.transaction(made.org, (tx) => made.ledger.sizeAt(tx, instant));
  const bring = (facts: readonly Fact<'account'>[]) =>
    made.bring({ source: 'okta', population: 'account', facts, look: true, accounted: { from: made.chance.at } });
  await bring([account('1', { mfa: true }), account('2')]);
  made.chance.at = second;
  await bring([account('1', { mfa: false }), account('2')]);
  made.chance.at = third;
  await bring([account('2')]);
  const { versions } = await made.populations.record({ population: 'account', key: 'okta/okta/u1' });
  assert.deepEqual(
    versions.map(({ presence, fact, received }) => [presence, fact?.['mfa'], received]),
    [
      ['present', true, first],
      ['present', false, second],
      ['gone', false, third],
    ],
  );
  assert.equal(versions[2]?.note, 'no longer reported by its source');
  for (const [instant, presence, mfa] of [
    [first, 'present', true],
    [second, 'present', false],
    [third, 'gone', false],
  ] as const) {
    const { records, items } = await made.populations.records({
      population: 'account',
      asOf: String(await sizeAt(instant)),
    });
    assert.equal(items, 2, 'it is never deleted');
    const found = records.find(({ key }) => key === 'okta/okta/u1');
    assert.deepEqual([found?.presence, found?.fact?.['mfa']], [presence, mfa]);
  }
});

test('a page begins behind the key that the page before ended with, wherever that stands by now', async () => {
  const made = await testCompany(db);
  const bring = (employees: readonly string[]) =>
    made.bring({
      source: 'hr',
      population: 'person',
      facts: employees.map((employee) => ({ employee, startedOn: '2024-01-08[Europe/Berlin]', endedOn: null })),
    });
  await bring(['1', '2', '3', '4', '5', '6']);
  const first = await made.populations.records({ population: 'person', limit: 2 });
  const held = RecordsEnd.read(first.next ?? '');
  await bring(['7', '8', '9', '10', '11', '12', '13', '14', '15', '16']);
  const now = (await made.populations.records({ population: 'person', limit: 100 })).records.map(({ key }) => key);
  const after = RecordsEnd.write({ ...held, position: 1_000_000 });
  const { records } = await made.populations.records({ population: 'person', limit: 3, after });
  const last = now.indexOf(first.records[1]?.key ?? '');
  assert.ok(last > 1, 'some that came in stand before it');
  assert.deepEqual(
    records.map(({ key }) => key),
    now.slice(last + 1, last + 4),
  );
});

test('what is no end of a page is refused', async () => {
  const made = await testCompany(db);
  for (const after of ['50', 'W10', '!', 'eyJwb3NpdGlvbiI6MX0'])
    await assert.rejects(made.populations.records({ population: 'person', after }), /not the end of a page/u, after);
});

test('what comes in while somebody pages leaves nothing out and shows nothing twice', async () => {
  const made = await testCompany(db);
  const bring = (from: number, to: number) =>
    made.bring({
      source: 'hr',
      population: 'person',
      facts: Array.from({ length: to - from }, (_, place) => ({
        employee: String(from + place),
        startedOn: '2024-01-08[Europe/Berlin]',
        endedOn: null,
      })),
    });
  await bring(0, 20);
  const seen: string[] = [];
  let page = await made.populations.records({ population: 'person', limit: 3 });
  for (let came = 20; ; came += 10) {
    seen.push(...page.records.map(({ key }) => key));
    if (page.next === null) break;
    await bring(came, came + 10);
    page = await made.populations.records({ population: 'person', limit: 3, after: page.next });
  }
  assert.deepEqual([seen.length, new Set(seen).size], [20, 20]);
});
