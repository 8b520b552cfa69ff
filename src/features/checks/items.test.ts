import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS } from '#/checks/index.ts';
import { localClient } from '#/contract/local-client.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { approvedChange } from '#test/kit/change.ts';
import { eraseArtifact, eraseRecord } from '#/features/evidence/index.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { checksContract } from './contract.ts';
import { checks } from './index.ts';

const db = await testDatabase();
const APPROVED = 'changes.approved-by-another';
const FACTOR = 'access.second-factor';
const T0 = Date.UTC(2026, 0, 5, 9);
/** The day on which everything is judged: what is due behind it waits. */
const LAST_DAY = '2026-02-04[Europe/Berlin]';
const at = (number: number): number => T0 + number * DAY;
const keyOf = (number: number): string => `github/acme/app@merge-${number}`;

const change = (number: number, fact: Partial<Fact<'change'>> = {}): Fact<'change'> =>
  approvedChange(number, { merged: at(number), approved: T0 }, fact);
const account = (login: string, mfa: boolean): Fact<'account'> => ({
  system: 'okta',
  login,
  owner: login === 'three' ? 'employee:3' : 'employee:1',
  kind: 'person',
  status: 'active',
  mfa,
});
const hired = (employee: string, endedOn: string | null = null): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn,
  email: `p${employee}@acme.example`,
  ...(endedOn === null ? {} : { departure: 'voluntary' }),
});

/** Twelve changes, of which one was approved by nobody and three had an emergency; and accounts seen twice. */
async function company(): Promise<TestCompany> {
  const made = await testCompany(db);
  const origins = [...new Set(CHECKS.flatMap(({ controls }) => controls))];
  await made.controls.adopt({ controls: origins.map((id) => ({ id })) });
  await made.bring({ source: 'hr', population: 'person', facts: [hired('1'), hired('2'), hired('3', LAST_DAY)] });
  await made.bring({
    source: 'github',
    population: 'change',
    facts: Array.from({ length: 12 }, (_, number) =>
      change(number, number === 5 ? { approvals: [] } : { emergency: number % 4 === 0 }),
    ),
  });
  await made.bring({ source: 'okta', population: 'account', facts: [account('one', true), account('two', true)] });
  made.chance.at = at(20);
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [account('one', false), account('two', true), account('three', true)],
  });
  made.chance.at = at(30);
  await made.run();
  await made.checks.exclude({ id: APPROVED, item: keyOf(11), reason: 'a test of the pipeline, rolled back' });
  await made.run();
  return made;
}

type Shown = Awaited<ReturnType<TestCompany['checks']['show']>>;
type Asked = Parameters<TestCompany['checks']['show']>[0];

async function pages(made: TestCompany, asked: Asked): Promise<Shown['findings']> {
  const all: Shown['findings'] = [];
  let after: string | null = null;
  do {
    const page: Shown = await made.checks.show({ ...asked, ...(after === null ? {} : { after }) });
    all.push(...page.findings);
    after = page.next;
  } while (after !== null);
  return all;
}

test('every count of every check opens as many items as it counts, each of that outcome, page by page', async () => {
  const made = await company();
  const seen = new Set<string>();
  for (const { id } of CHECKS) {
    const { run } = await made.checks.show({ id });
    for (const outcome of OUTCOMES) {
      const listed = await pages(made, { id, outcomes: [outcome], counted: true, limit: 2 });
      assert.equal(listed.length, run?.counts[outcome] ?? 0, `${id} ${outcome}`);
      assert.equal(new Set(listed.map(({ item }) => item)).size, listed.length, `${id}: each once`);
      for (const each of listed) assert.equal(each.outcome, outcome, id);
      if (listed.length > 0) seen.add(outcome);
      const ruled = await pages(made, { id, outcomes: [outcome], by: 'rule', counted: true, limit: 2 });
      assert.equal(ruled.length, run?.rule[outcome] ?? 0, `${id} ${outcome} by the rule alone`);
      for (const each of ruled) assert.equal(each.rule, outcome, id);
    }
    const every = await pages(made, { id, outcomes: [...OUTCOMES], limit: 3 });
    assert.equal(every.length, run?.population ?? 0, `${id}: together they are the population`);
  }
  assert.deepEqual([...seen].sort(), ['deviation', 'excluded', 'not-applicable', 'pass', 'pending', 'unknown']);
});

const GROUPS = ['deviation', 'unknown'];
const groupOf = ({ outcome }: Shown['findings'][number]): number => (GROUPS.indexOf(outcome) + 3) % 3;

test('what needs a person is listed first, and within that the newest, however it is paged', async () => {
  const made = await company();
  const title = 'Take the shortcut';
  const unsaid = ({ author: _, ...fact }: Fact<'change'>): Fact<'change'> => fact;
  const more = [12, 13, 14].flatMap((number) => [
    change(number, { approvals: [], title }),
    change(number + 0.1, { emergency: false, title }),
    unsaid(change(number + 0.2, { title })),
  ]);
  await made.bring({ source: 'github', population: 'change', facts: more });
  await made.run();
  for (const outcomes of [['unknown', 'excluded', 'deviation'], [...OUTCOMES]] as Asked['outcomes'][]) {
    const whole = await pages(made, { id: APPROVED, outcomes, counted: true, limit: 1_000 });
    assert.ok(whole.length > 6);
    const places = whole.map((each) => [groupOf(each), -(each.from ?? 0)] as const);
    assert.deepEqual(
      places,
      places.toSorted(([a, x], [b, y]) => a - b || x - y),
      String(outcomes),
    );
    assert.deepEqual(new Set(whole.map(groupOf)).size, 3);
    assert.deepEqual(await pages(made, { id: APPROVED, outcomes, counted: true, limit: 2 }), whole);
    assert.equal(whole[0]?.called, title);
    assert.equal(whole.find(({ item }) => item === keyOf(5))?.called, null, 'it has none');
  }
  for (const counted of [true, false]) {
    const states = await pages(made, { id: FACTOR, outcomes: ['deviation', 'unknown', 'excluded'], counted, limit: 1 });
    assert.deepEqual(
      states.map(({ item, outcome, called }) => [item, outcome, called]),
      [['okta/okta/one', 'deviation', 'one']],
    );
  }
  await made.checks.switch({ id: APPROVED, enabled: false, reason: 'the platform is moved' });
  const { checks: listed } = await made.checks.list({ all: true });
  const needs = listed.map(({ enabled, run }) => {
    if (!enabled || run === null) return 2;
    return (run.counts.deviation ?? 0) > 0 ? 0 : (run.counts.unknown ?? 0) > 0 ? 1 : 2;
  });
  assert.deepEqual(
    needs,
    needs.toSorted((a, b) => a - b),
    'checks likewise',
  );
  assert.deepEqual(new Set(needs).size, 3);
});

test('items that pass are of a window by when they occurred, and say from what they were read', async () => {
  const made = await company();
  const listed = await pages(made, { id: APPROVED, outcomes: ['pass'], from: at(2), to: at(8) });
  assert.deepEqual(listed.map(({ item }) => item).toSorted(), [2, 3, 6, 7].map(keyOf));
  const [first] = listed;
  assert.deepEqual([first?.grade, first?.reason, first?.look], ['source', '', null]);
  assert.ok(first?.from !== null && first?.from !== undefined && first.from >= at(2) && first.from < at(8));
});

test('an item that passes by a statement is graded as one, however its bytes were come by', async () => {
  const made = await company();
  const stated = change(20).approvals?.map((approval) => ({ ...approval, grade: 'stated' as const }));
  await made.bring({
    source: 'github',
    population: 'change',
    facts: [change(20, { approvals: stated ?? [], emergency: false }), change(21, { emergency: false })],
  });
  await made.run();
  const gradeOf = async (number: number) => {
    const { findings } = await made.checks.show({ id: APPROVED, item: keyOf(number) });
    return findings.map(({ outcome, grade }) => [outcome, grade]);
  };
  assert.deepEqual([await gradeOf(20), await gradeOf(21)], [[['pass', 'stated']], [['pass', 'source']]]);
  const listed = await pages(made, { id: APPROVED, outcomes: ['pass'], from: at(20), to: at(22) });
  assert.deepEqual(new Set(listed.map(({ grade }) => grade)), new Set(['source', 'stated']));
});

test('what was read from a file that was erased says so, and the file is not named as one that says it still', async () => {
  const made = await company();
  const ground = { reason: 'its time was over', basis: 'the end of a retention period' };
  const caller = { org: made.org, person: 'ada@acme.example' };
  const { artifacts } = await made.evidence.artifacts({});
  for (const { id } of artifacts)
    await eraseArtifact(made.deps, caller, id, { ...ground, successor: null }).catch(() => null);
  const listed = await pages(made, { id: APPROVED, outcomes: ['pass'], from: at(2), to: at(8) });
  assert.ok(listed.length > 0);
  for (const { grade } of listed) assert.equal(grade, 'erased');
  const { what } = await eraseRecord(made.deps, caller, { population: 'change', key: keyOf(2) }, ground);
  assert.deepEqual(what, []);
});

test('records that came after the run change nothing of what it is shown to have said', async () => {
  const made = await company();
  const asked = { id: APPROVED, outcomes: ['pass'] as Asked['outcomes'], limit: 100 };
  const before = await made.checks.show(asked);
  await made.bring({ source: 'github', population: 'change', facts: [change(1, { approvals: [] }), change(25.5)] });
  assert.deepEqual((await made.checks.show(asked)).findings, before.findings);
  await made.run([APPROVED]);
  assert.equal((await made.checks.show(asked)).findings.length, before.findings.length);
});

test('one item is shown with all its states, whatever they are', async () => {
  const made = await company();
  const [passing] = (await made.checks.show({ id: APPROVED, item: keyOf(3) })).findings;
  assert.deepEqual([passing?.item, passing?.outcome], [keyOf(3), 'pass']);
  const states = (await made.checks.show({ id: FACTOR, item: 'okta/okta/one' })).findings;
  assert.deepEqual(
    states.map(({ outcome }) => outcome),
    ['pass', 'deviation'],
  );
  assert.deepEqual((await made.checks.show({ id: APPROVED, item: 'github/none' })).findings, []);
});

test('an item says which checks judge it, and as what it counts with each', async () => {
  const made = await company();
  const judged = async (population: 'change' | 'account' | 'incident', key: string) =>
    (await made.checks.judged({ population, key })).checks;
  const ofChange = await judged('change', keyOf(5));
  assert.deepEqual(
    ofChange.map(({ id }) => id),
    CHECKS.filter(({ population }) => population === 'change').map(({ id }) => id),
  );
  const approved = ofChange.find(({ id }) => id === APPROVED);
  assert.equal(approved?.finding?.outcome, 'deviation');
  assert.match(approved?.finding?.reason ?? '', /approv/);
  assert.equal(approved?.asOf, at(30));
  const ofAccount = (await judged('account', 'okta/okta/one')).find(({ id }) => id === FACTOR);
  assert.equal(ofAccount?.finding?.outcome, 'deviation', 'a thing is clean only if it was clean all the time');
  assert.equal((await judged('account', 'okta/okta/two')).find(({ id }) => id === FACTOR)?.finding?.outcome, 'pass');
  await made.bring({ source: 'github', population: 'change', facts: [change(50)] });
  for (const { finding, asOf } of await judged('change', keyOf(50))) assert.deepEqual([finding, asOf], [null, at(30)]);
  await made.checks.switch({ id: APPROVED, enabled: false, reason: 'the platform is moved' });
  const off = (await judged('change', keyOf(5))).find(({ id }) => id === APPROVED);
  assert.deepEqual([off?.enabled, off?.finding?.outcome], [false, 'deviation'], 'shown as turned off, not left out');
  assert.equal(approved?.enabled, true);
});

test('whoever is let in to an examination is given counts of its days, and as many items as each counts', async () => {
  const made = await company();
  await made.engagements.create({ ...QUARTER, id: 'later', name: 'SOC 2', first: '2026-01-11', last: '2026-02-28' });
  const standing = { role: 'auditor', may: [], account: 'kim', strong: true, engagements: ['later'] };
  const theirs = localClient(checksContract, checks(made.deps), { ...made.caller, standing });
  let fewer = 0;
  for (const { id, run } of (await theirs.list({})).checks) {
    const { run: shown } = await theirs.show({ id });
    assert.deepEqual(shown, run, `${id}: the list and the page say the same`);
    assert.equal(run?.within?.from, Date.UTC(2026, 0, 10, 23));
    for (const outcome of OUTCOMES) {
      const { findings } = await theirs.show({ id, outcomes: [outcome], counted: true, limit: 1_000 });
      assert.equal(findings.length, run?.counts[outcome], `${id} ${outcome}`);
    }
    const whole = (await made.checks.show({ id })).run;
    assert.equal(whole?.within, null);
    if ((run?.population ?? 0) < (whole?.population ?? 0)) fewer += 1;
  }
  assert.ok(fewer > 0, 'something lies before the examination');
});
