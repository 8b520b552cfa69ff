import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { HOUR } from '#/core/time/instant.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const CONTROL = 'access-transfers';
const CHECK = 'people.mover-access-adjusted';

type Person = Fact<'person'>;
const berlin = (day: string): string => `${day}[Europe/Berlin]`;
const person = (employee: string, fact: Partial<Person> = {}): Person => ({
  employee,
  email: `p${employee}@acme.example`,
  startedOn: berlin('2024-01-08'),
  endedOn: null,
  ...fact,
});
const moved = (employee: string, changed: string, adjusted: string | null): Person =>
  person(employee, {
    roleChangedOn: berlin(changed),
    accessReviewedOn: adjusted === null ? null : berlin(adjusted),
  });
const stayed = (employee: string): Person => person(employee, { roleChangedOn: null, accessReviewedOn: null });

async function company(): Promise<TestCompany> {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: [{ id: CONTROL, owner: 'cto@acme.example' }] });
  const name = 'SOC 2 Type II';
  await made.engagements.create({ id: 'soc2', name, type: 'type-2', first: '2026-01-01', last: '2026-03-31' });
  const [occurred, bytes] = ['2026-01-01', new TextEncoder().encode('policy')];
  await made.evidence.add({ control: CONTROL, purpose: 'design', occurred, name: 'policy.pdf', bytes });
  return made;
}
const hr = (made: TestCompany, facts: readonly Person[], accounted: object = {}) =>
  made.bring({ source: 'hr', population: 'person', facts, accounted, look: true });
const goTo = (made: TestCompany, day: string): void => {
  made.chance.at = Date.parse(`${day}T09:00:00Z`);
};
const statusOf = async (made: TestCompany) => {
  await made.run();
  const { controls } = await made.readiness.status({});
  return controls.find(({ id }) => id === CONTROL) ?? assert.fail();
};
const found = async (made: TestCompany): Promise<Record<string, string>> => {
  const outcomes = ['pass', 'deviation', 'pending', 'not-applicable', 'unknown'] as const;
  const { findings } = await made.checks.show({ id: CHECK, outcomes: [...outcomes] });
  return Object.fromEntries(findings.map(({ item, outcome }) => [item.replaceAll(/\[.*$/g, ''), outcome]));
};

test('a move that was missed is a deviation also when the list names another since, which was adjusted', async () => {
  const made = await company();
  goTo(made, '2026-01-20');
  await hr(made, [moved('1', '2026-01-12', null), moved('2', '2026-01-12', '2026-01-13')]);
  assert.equal((await statusOf(made)).status, 'deviations found');
  goTo(made, '2026-02-20');
  await hr(made, [moved('1', '2026-02-10', '2026-02-11'), moved('2', '2026-02-10', '2026-02-12')]);
  const { status } = await statusOf(made);
  assert.equal(status, 'deviations found');
  assert.deepEqual(await found(made), {
    'hr/1@2026-01-12': 'deviation',
    'hr/1@2026-02-10': 'pass',
    'hr/2@2026-01-12': 'pass',
    'hr/2@2026-02-10': 'pass',
  });
  goTo(made, '2026-02-21');
  await hr(made, []);
  assert.equal((await found(made))['hr/1@2026-01-12'], 'deviation', 'nor does it go when they are on no list any more');
});

test('what was read of people before moves were known, and says nothing of them, evidences none', async () => {
  const made = await company();
  goTo(made, '2026-02-20');
  await hr(made, [person('1'), person('2')]);
  const before = await statusOf(made);
  assert.equal(before.status, 'not evidenced');
  assert.ok(
    before.reasons.some((reason) => reason.includes('no source tells of changes of role')),
    before.reasons.join('; '),
  );
  await hr(made, [stayed('1'), stayed('2')]);
  const { status, reasons } = await statusOf(made);
  assert.deepEqual(
    [status, ...reasons],
    [
      'not started',
      'nothing in the window calls for it yet: the sources were asked until 2026-02-20, and there was nothing so far',
    ],
  );
});

test('a list that says it of some of its people leaves open whether the others moved, until it says it of all', async () => {
  const made = await company();
  goTo(made, '2026-02-20');
  await hr(made, [moved('1', '2026-01-12', '2026-01-13'), person('2')]);
  const open = await statusOf(made);
  assert.equal(open.status, 'not evidenced');
  assert.match(open.reasons.join('\n'), /it says of 1 of 2 people whether they changed role/);
  await hr(made, [moved('1', '2026-01-12', '2026-01-13'), stayed('2')]);
  const { status, reasons } = await statusOf(made);
  assert.equal(status, 'no deviation found', reasons.join('; '));
});

test('moves of a list that a person declared complete rest on that, until the list of people was compared', async () => {
  const made = await company();
  goTo(made, '2026-02-20');
  await hr(made, [moved('1', '2026-01-12', '2026-01-13')], { kind: 'declared', sourceCount: null });
  assert.match(
    (await statusOf(made)).reasons.join('\n'),
    /role-change from hr: its completeness rests on what a person/,
  );
  const note = 'the list of the HR system';
  await made.populations.reconcile({ kind: 'count', population: 'person', source: 'hr', count: 1, note });
  const { status, reasons } = await statusOf(made);
  assert.equal(status, 'no deviation found', reasons.join('; '));
});

test('a list of moves is judged beside the list of people, by whomever it names', async () => {
  const made = await company();
  goTo(made, '2026-02-20');
  await hr(made, [stayed('1'), person('2', { roleChangedOn: null, endedOn: berlin('2026-01-14') }), stayed('3')]);
  const move = (id: string, handle: string, adjusted: string | null): Fact<'role-change'> => ({
    employee: id,
    person: handle,
    changedOn: berlin('2026-01-12'),
    accessReviewedOn: adjusted === null ? null : berlin(adjusted),
  });
  const facts = [
    move('a', 'email:p1@acme.example', null),
    move('b', 'employee:2', null),
    move('c', 'email:nobody@acme.example', null),
    move('d', 'email:nobody@acme.example', '2026-01-13'),
  ];
  await made.bring({ source: 'jira', population: 'role-change', facts, accounted: {} });
  await statusOf(made);
  assert.deepEqual(await found(made), {
    'jira/a@2026-01-12': 'deviation',
    'jira/b@2026-01-12': 'not-applicable',
    'jira/c@2026-01-12': 'unknown',
    'jira/d@2026-01-12': 'pass',
  });
});

test('of a number that two lists give, nobody knows whether its person left: a missed move is unknown', async () => {
  const made = await company();
  goTo(made, '2026-02-20');
  await hr(made, [moved('1', '2026-01-12', null), moved('2', '2026-01-12', '2026-01-13')]);
  const other = person('1', { email: 'other@acme.example', roleChangedOn: null });
  await made.bring({ source: 'contractors', population: 'person', facts: [other], accounted: {} });
  await statusOf(made);
  assert.deepEqual(await found(made), { 'hr/1@2026-01-12': 'unknown', 'hr/2@2026-01-12': 'pass' });
});
