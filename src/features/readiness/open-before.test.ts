import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Standing } from '#/contract/endpoint.ts';
import { localClient } from '#/contract/local-client.ts';
import { DAY, formatInstant, HOUR, type Instant } from '#/core/time/instant.ts';
import { QUARTER, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { BEFORE, CONTROL, fixed, looksUntil, scan, START, weakCompany, weakness } from '#test/kit/weak-company.ts';
import { readinessContract } from './contract.ts';
import { readiness } from './index.ts';

const db = await testDatabase();
const CHECK = 'vulnerabilities.fixed-in-time';

const standing = async (made: TestCompany, asOf?: string) => {
  const { controls, apart, gaps } = await made.readiness.status(asOf === undefined ? {} : { asOf });
  const { status, reasons, checks } = controls.find(({ id }) => id === CONTROL) ?? assert.fail();
  return { status, reasons, gaps, population: checks.find(({ id }) => id === CHECK)?.population, apart };
};
const open = async (made: TestCompany) =>
  (await made.readiness.apart({ list: 'open-before-window' })).items
    .map(({ item, outcome, due }) => [item, outcome, due] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

const DUE = START + 23 * DAY + DAY; // the end of the thirtieth day

test('what was open when the window began is listed apart, with what became of it, and is not of the window', async () => {
  const made = await weakCompany(db, BEFORE, START + 50 * DAY);
  assert.deepEqual(await open(made), [
    ['trivy/in-time', 'pass', null],
    ['trivy/late', 'deviation', DUE],
    ['trivy/overdue', 'deviation', DUE],
    ['trivy/waiting', 'pending', START + 84 * DAY],
  ]);
  const { apart, population } = await standing(made);
  assert.deepEqual([apart.openBeforeWindow.count, population], [4, 0]);
  assert.deepEqual(
    apart.openBeforeWindow.items.map(({ outcome }) => outcome),
    ['deviation', 'deviation', 'pending', 'pass'],
    'what needs eyes comes first',
  );
  const [first] = apart.openBeforeWindow.items;
  assert.deepEqual([first?.population, first?.check, first?.controls], ['vulnerability', CHECK, [CONTROL]]);
  assert.match(first?.because ?? '', /^it was pending when the window began: /);
});

test('whoever is let in to an examination is told no name of a record of before it, and that they cannot open it', async () => {
  const titled = (id: string, detected: Instant) => weakness(id, detected, { title: 'The key of Bo lay open' });
  const facts = [titled('before', START - 7 * DAY), titled('within', START + DAY)];
  const made = await weakCompany(db, facts, START + 50 * DAY);
  const calledFor = async (as: { readonly standing?: Standing }) => {
    const api = localClient(readinessContract, readiness(made.deps), { ...made.caller, ...as });
    const { items } = await api.apart({ list: 'open-before-window' });
    return items.map(({ item, called, opens }) => [item, called, opens]);
  };
  assert.deepEqual(await calledFor({}), [['trivy/before', 'The key of Bo lay open', true]]);
  const auditor: Standing = { role: 'auditor', may: [], account: 'kim', strong: true, engagements: ['soc2'] };
  assert.deepEqual(await calledFor({ standing: auditor }), [['trivy/before', null, false]]);
});

test('a control with something overdue from before the window has started, and shows no clean word', async () => {
  const made = await weakCompany(db, BEFORE, START + 50 * DAY);
  const { status, reasons, gaps } = await standing(made);
  assert.equal(status, 'deviations found');
  assert.equal(reasons[0], `${CHECK}: 2 items from before the window came due in it and were not done in time`);
  assert.ok(gaps.some(({ control }) => control === CONTROL));
  await scan(made, [...BEFORE, weakness('new', START + DAY, fixed(START + 2 * DAY))]);
  await made.run();
  const more = await standing(made);
  assert.deepEqual([more.status, more.population], ['deviations found', 1]);
});

test('what was overdue before the window and still open when it began is listed apart, and its control says so', async () => {
  const long = START - 90 * DAY;
  const looks = {
    status: 'fixed' as const,
    fixedAt: `${formatInstant(START - 2 * DAY)}/${formatInstant(START + 2 * DAY)}`,
  };
  const made = await weakCompany(
    db,
    [
      weakness('never', long),
      weakness('in-the-window', long, fixed(START + 5 * DAY)),
      weakness('before-the-window', long, fixed(START - 3 * DAY)),
      weakness('between-looks', long, looks),
      weakness('of-the-window', START + DAY, fixed(START + 2 * DAY)),
    ],
    START + 50 * DAY,
  );
  assert.deepEqual(await open(made), [
    ['trivy/between-looks', 'deviation', null],
    ['trivy/in-the-window', 'deviation', null],
    ['trivy/never', 'deviation', null],
  ]);
  const { items } = await made.readiness.apart({ list: 'open-before-window' });
  const said = new Map(items.map(({ item, because }) => [item, because.split(': ')[0]]));
  assert.equal(said.get('trivy/never'), 'it was overdue before the first day, and still open when the window began');
  assert.match(said.get('trivy/between-looks') ?? '', /whether it was still open when the window began is not known$/);
  const { status, reasons, population } = await standing(made);
  assert.deepEqual([status, population], ['deviations found', 1]);
  assert.deepEqual(reasons.slice(0, 2), [
    `${CHECK}: 2 items were overdue before the first day and were still open in the window`,
    `${CHECK}: 1 item of what was open when the window began is unknown`,
  ]);
  await made.engagements.create({ ...QUARTER, id: 'next', name: 'SOC 2', first: '2026-02-01', last: '2026-03-31' });
  const next = await made.readiness.apart({ list: 'open-before-window', engagement: 'next' });
  assert.deepEqual(
    next.items.map(({ item }) => item),
    ['trivy/never'],
    'what was mended in one window is not of the next',
  );
});

test('a run of before the window tells what was overdue by then, and what came due since nobody knows', async () => {
  const made = await weakCompany(db, [weakness('never', START - 90 * DAY)], START - 2 * DAY);
  made.chance.at = START + DAY;
  assert.deepEqual(await open(made), [['trivy/never', 'deviation', null]]);
  assert.match((await standing(made)).reasons[0] ?? '', /1 item was overdue before the first day/);
  const due = await weakCompany(db, [weakness('early', START - 32 * DAY)], START - 2 * DAY);
  due.chance.at = START + 20 * DAY;
  const { reasons } = await standing(due);
  assert.ok(
    reasons.some((reason) => /1 of its items came due/.test(reason)),
    'it came due between the run and the first day',
  );
});

test('what people excluded of it leaves its control open', async () => {
  const made = await weakCompany(
    db,
    [weakness('never', START - 90 * DAY), weakness('of-the-window', START + DAY, fixed(START + 2 * DAY))],
    START + 50 * DAY,
  );
  await made.checks.exclude({ id: CHECK, item: 'trivy/never', reason: 'the machine is gone' });
  await made.run();
  const { status, reasons } = await standing(made);
  assert.equal(status, 'incomplete');
  assert.ok(reasons.includes(`${CHECK}: 1 item of what was open when the window began was excluded`), reasons.join());
});

test('what comes due after a run saw it pending is said to be unseen', async () => {
  const early = [weakness('early', START - 7 * DAY)];
  const made = await weakCompany(db, early, START + 9 * HOUR);
  const waiting = await standing(made);
  assert.deepEqual(
    [waiting.status, waiting.reasons[2]],
    ['not started', `${CHECK}: 1 item is pending of what was open when the window began`],
  );
  await looksUntil(made, DUE);
  await scan(made, early);
  const due = await standing(made);
  assert.equal(due.status, 'incomplete');
  assert.ok(
    due.reasons.some((reason) => /1 of its items came due/.test(reason)),
    due.reasons.join('; '),
  );
});

test('before the window has begun nothing was open when it did; later the run of before says what was', async () => {
  const made = await weakCompany(db, [weakness('early', START - 7 * DAY)], START - 2 * DAY);
  const { status, apart } = await standing(made);
  assert.deepEqual([status, apart.openBeforeWindow.count], ['not started', 0]);
  made.chance.at = START + DAY;
  const begun = await made.readiness.apart({ list: 'open-before-window' });
  assert.deepEqual([begun.count, begun.items[0]?.outcome], [1, 'pending']);
});

test('what one window leaves open is what the next one finds open when it begins', async () => {
  const made = await weakCompany(db, [...BEFORE, weakness('last', START + 80 * DAY)], START + 100 * DAY);
  await made.engagements.create({ ...QUARTER, id: 'next', name: 'SOC 2', first: '2026-04-01', last: '2026-06-30' });
  const left = await made.readiness.apart({ list: 'due-after-window', engagement: 'soc2' });
  const found = await made.readiness.apart({ list: 'open-before-window', engagement: 'next' });
  assert.deepEqual(
    left.items.map(({ item }) => item),
    ['trivy/last'],
  );
  assert.ok(found.items.some(({ item, due }) => item === 'trivy/last' && due === left.items[0]?.due));
});

test('what a check that never ran would put in a list is not known, and nobody says that there is none', async () => {
  const made = await weakCompany(db, BEFORE, START + 50 * DAY, ['access.no-shared-account']);
  const said = async (control?: string) => {
    const { items, count, known, neverRun } = await made.readiness.apart({ list: 'open-before-window', control });
    return { items: items.length, count, known, neverRun };
  };
  assert.deepEqual(await said(), { items: 0, count: null, known: 0, neverRun: [CHECK] });
  const { apart } = await standing(made);
  assert.deepEqual([apart.dueAfterWindow.count, apart.dueAfterWindow.neverRun], [null, [CHECK]]);
  assert.deepEqual([apart.lateArrivals.count, apart.recordedLate.count], [0, 0], 'no check says what is in these');
  await made.controls.adopt({ controls: [{ id: 'access-termination', owner: 'cto@acme.example' }] });
  await made.run([CHECK]);
  const some = await said();
  assert.deepEqual([some.count, some.known, some.items], [null, 4, 4]);
  assert.ok(some.neverRun.includes('people.leaver-access-removed') && !some.neverRun.includes(CHECK));
  assert.deepEqual(await said(CONTROL), { items: 4, count: 4, known: 4, neverRun: [] });
  for (const id of some.neverRun) await made.checks.switch({ id, enabled: false, reason: 'judged elsewhere' });
  assert.deepEqual((await said()).count, 4, 'what is turned off is asked by nobody');
});
