import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { CHECKS } from '#/checks/index.ts';
import { approvedChange } from '#test/kit/change.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const APPROVED = 'changes.approved-by-another';
const T0 = Date.UTC(2026, 0, 5, 9);

const hire = (employee: string, fact: Partial<Fact<'person'>> = {}): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `p${employee}@acme.example`,
  ...fact,
});
const change = (number: number, fact: Partial<Fact<'change'>> = {}): Fact<'change'> =>
  approvedChange(number, { merged: T0 + number * HOUR, approved: T0 }, fact);
const unapproved = (number: number): Fact<'change'> => change(number, { approvals: [] });

/** A company whose change control is adopted, with two people. */
async function company(): Promise<TestCompany> {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }] });
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1'), hire('2')] });
  made.chance.at = T0 + 30 * DAY;
  return made;
}
const changes = (made: TestCompany, facts: readonly Fact<'change'>[], more: object = {}) =>
  made.bring({ source: 'github', population: 'change', facts, ...more });
const counted = async (made: TestCompany, id = APPROVED) => (await made.checks.show({ id })).run ?? assert.fail();
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

test('for every check and any records, each item has one outcome, and the outcomes add up to the population', async () => {
  const made = await testCompany(db);
  const origins = [...new Set(CHECKS.flatMap(({ controls }) => controls))];
  await made.controls.adopt({ controls: origins.map((id) => ({ id })) });
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [hire('1'), hire('2', { endedOn: '2026-01-20[Europe/Berlin]' })],
  });
  made.chance.at = T0 + 30 * DAY;
  const anyChange = fc.record({
    approvals: fc.constantFrom('nobody', 'another', 'not said'),
    author: fc.constantFrom('employee:1', 'github:zed', 'bot:renovate', undefined),
    emergency: fc.constantFrom(true, false, undefined),
  });
  const drawn = fc.sample(anyChange, { numRuns: 40, seed: 11 });
  await changes(
    made,
    drawn.map((over, number) => {
      const { approvals, author: _, emergency: __, ...rest } = change(number);
      return {
        ...rest,
        ...(over.approvals === 'not said' ? {} : { approvals: over.approvals === 'nobody' ? [] : (approvals ?? []) }),
        ...(over.author === undefined ? {} : { author: over.author }),
        ...(over.emergency === undefined ? {} : { emergency: over.emergency }),
      };
    }),
    { unreadable: [{ key: 'acme/app@lost', note: 'the platform answered 502' }] },
  );
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [
      { system: 'okta', login: 'one', owner: 'employee:1', status: 'active', mfa: true },
      { system: 'okta', login: 'two', owner: 'employee:2', status: 'active' },
      { system: 'okta', login: 'zed', owner: 'okta:zed', status: 'active', mfa: false },
    ],
  });
  const reports = await made.run();
  assert.equal(reports.length, CHECKS.length);
  const { populations } = await made.populations.list({});
  const sizes = new Map(populations.map(({ name, items }) => [name, items]));
  for (const { check, population, counts } of reports) {
    const sum = Object.values(counts).reduce((total, count) => total + count, 0);
    const of = CHECKS.find(({ id }) => id === check)?.population ?? assert.fail(check);
    assert.equal(sum, population, check);
    assert.equal(population, sizes.get(of), `${check}: nothing is left out before it is counted`);
  }
  const approved = reports.find(({ check }) => check === APPROVED) ?? assert.fail();
  assert.equal(approved.population, 41);
  for (const outcome of ['pass', 'deviation', 'unknown', 'not-applicable'] as const)
    assert.ok(approved.counts[outcome] > 0, outcome);
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('a run after new records judges only what changed, and seals what judging everything seals', async () => {
  const first = [change(1), unapproved(2), change(3, { author: 'github:zed' }), change(4)];
  const second = [unapproved(4), unapproved(5), change(6)];
  const stepwise = await company();
  await changes(stepwise, first);
  await stepwise.run();
  stepwise.chance.at += DAY;
  await changes(stepwise, second);
  await stepwise.people.declare({ aliases: [{ handle: 'github:zed', is: 'employee:1' }] });
  const [again] = await stepwise.run([APPROVED]);
  const whole = await company();
  await changes(whole, first);
  whole.chance.at = stepwise.chance.at;
  await changes(whole, second);
  await whole.people.declare({ aliases: [{ handle: 'github:zed', is: 'employee:1' }] });
  const [once] = await whole.run([APPROVED]);
  assert.equal(once?.judged, 6);
  assert.equal(again?.judged, 4, 'the changed one, the two new ones, and the one whose author became known');
  const sealedIn = (made: TestCompany) =>
    db.transaction(made.org, (tx) =>
      tx
        .selectFrom('check_run')
        .select(['outcomes', 'root', 'counts'])
        .where('check_id', '=', APPROVED)
        .orderBy('number', 'desc')
        .executeTakeFirstOrThrow(),
    );
  assert.deepEqual(await sealedIn(stepwise), await sealedIn(whole));
  const findings = async (made: TestCompany) => (await made.checks.show({ id: APPROVED })).findings;
  assert.deepEqual(await findings(stepwise), await findings(whole));
  assert.deepEqual(
    (await findings(whole)).map(({ item, outcome }) => `${item} ${outcome}`),
    [5, 4, 2].map((number) => `github/acme/app@merge-${number} deviation`),
  );
});

test('a run without anything new judges nothing and says the same', async () => {
  const made = await company();
  await changes(made, [change(1), unapproved(2)]);
  const [first] = await made.run([APPROVED]);
  const [second] = await made.run([APPROVED]);
  assert.equal(second?.judged, 0);
  assert.deepEqual(second?.counts, first?.counts);
});

test('an excluded item stays in the population, counts as excluded for management, and as what it is by the rule', async () => {
  const made = await company();
  await changes(made, [change(1), unapproved(2), unapproved(3)]);
  await made.run();
  const item = 'github/acme/app@merge-2';
  const done = await made.checks.exclude({ id: APPROVED, item, reason: 'a test of the pipeline, rolled back' });
  assert.equal(done.knownOutcome, 'deviation');
  assert.equal((await counted(made)).counts['excluded'], 0, 'not before the next run');
  await made.run();
  const { population, counts, rule } = await counted(made);
  assert.equal(population, 3);
  assert.deepEqual([counts['deviation'], counts['excluded'], counts['pass']], [1, 1, 1]);
  assert.deepEqual([rule['deviation'], rule['excluded'], rule['pass']], [2, 0, 1]);
  const { findings, exclusions } = await made.checks.show({ id: APPROVED });
  assert.deepEqual(
    findings.map(({ outcome, rule: said }) => [outcome, said]),
    [
      ['deviation', 'deviation'],
      ['excluded', 'deviation'],
    ],
  );
  assert.deepEqual(exclusions, [
    {
      position: done.position,
      item,
      called: null,
      reason: 'a test of the pipeline, rolled back',
      person: made.caller.person,
      expires: null,
      holds: true,
      knownOutcome: 'deviation',
    },
  ]);
  const { parsed } = await made.ledger.entry(made.org, done.position);
  assert.equal(parsed.kind, 'exclusion');
});

test('an exclusion is marked by what was known: a verdict, or nothing for what no run had judged', async () => {
  const made = await company();
  await changes(made, [change(1), unapproved(2), change(3, { author: 'github:zed' }), change(4, { emergency: true })]);
  await made.run();
  await changes(made, [unapproved(5)]);
  const excluded = async (number: number) =>
    (
      await made.checks.exclude({
        id: APPROVED,
        item: `github/acme/app@merge-${number}`,
        reason: 'for as long as the test runs',
      })
    ).knownOutcome;
  assert.deepEqual(
    [await excluded(1), await excluded(2), await excluded(3), await excluded(4), await excluded(5)],
    ['pass', 'deviation', 'unknown', 'not-applicable', null],
  );
});

test('what waits for its deadline when it is excluded was not known to fail', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 2, 3, 12) });
  await made.controls.adopt({ controls: [{ id: 'access-termination' }] });
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [hire('1', { endedOn: '2026-03-03[Europe/Berlin]', departure: 'voluntary' })],
  });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [{ system: 'okta', login: 'one', owner: 'employee:1', kind: 'person', status: 'active', disabledAt: null }],
  });
  const id = 'people.leaver-access-removed';
  const [report] = await made.run([id]);
  assert.equal(report?.counts.pending, 1);
  const item = 'hr/1@2024-01-08[Europe/Berlin]';
  assert.equal((await made.checks.exclude({ id, item, reason: 'handed to the police' })).knownOutcome, 'pending');
});

test('an exclusion ends with its last day, in the zone of the company, or when somebody ends it', async () => {
  const made = await company();
  await changes(made, [unapproved(1), unapproved(2)]);
  await made.run();
  const [one, two] = ['github/acme/app@merge-1', 'github/acme/app@merge-2'];
  const lastDay = Date.UTC(2026, 2, 10);
  await made.checks.exclude({ id: APPROVED, item: one, reason: 'until it is looked at', expires: '2026-03-10' });
  await made.checks.exclude({ id: APPROVED, item: two, reason: 'until somebody ends it' });
  made.chance.at = lastDay + 23 * HOUR - 1; // Berlin is an hour ahead
  await made.run();
  assert.deepEqual([(await counted(made)).counts['excluded'], (await counted(made)).counts['deviation']], [2, 0]);
  made.chance.at = lastDay + 23 * HOUR;
  const [report] = await made.run([APPROVED]);
  assert.deepEqual([report?.counts.excluded, report?.counts.deviation], [1, 1]);
  await made.checks.include({ id: APPROVED, item: two, reason: 'it was looked at' });
  await made.run();
  assert.deepEqual([(await counted(made)).counts['excluded'], (await counted(made)).counts['deviation']], [0, 2]);
});

test('an item that was excluded again and again counts again once somebody ends that, by its name in the list', async () => {
  const made = await company();
  await changes(made, [{ ...unapproved(1), title: 'Rotate the key' }]);
  const item = 'github/acme/app@merge-1';
  await made.checks.exclude({ id: APPROVED, item, reason: 'until somebody ends it' });
  await made.checks.exclude({ id: APPROVED, item, reason: 'the same, until a day', expires: '2026-12-31' });
  await made.run();
  const { exclusions } = await made.checks.show({ id: APPROVED });
  assert.deepEqual(
    exclusions.map(({ called }) => called),
    ['Rotate the key', 'Rotate the key'],
  );
  const { position } = await made.checks.include({ id: APPROVED, item, reason: 'it was looked at' });
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'exclusion-ended');
  assert.equal((await counted(made)).counts['excluded'], 1, 'not before the next run');
  await made.run();
  assert.deepEqual([(await counted(made)).counts['excluded'], (await counted(made)).counts['deviation']], [0, 1]);
  assert.deepEqual((await made.checks.show({ id: APPROVED })).exclusions, []);
  await assert.rejects(
    made.checks.include({ id: APPROVED, item, reason: 'it was looked at' }),
    refused('not_found'),
    'it has ended',
  );
});

test('what cannot be excluded is refused', async () => {
  const made = await company();
  await changes(made, [unapproved(1)]);
  const item = 'github/acme/app@merge-1';
  const reason = 'long enough a reason';
  await assert.rejects(made.checks.exclude({ id: APPROVED, item: 'github/none', reason }), refused('item_unknown'));
  await assert.rejects(made.checks.exclude({ id: 'changes.none', item, reason }), refused('not_found'));
  await assert.rejects(made.checks.exclude({ id: APPROVED, item, reason: 'short' }), refused('input_invalid'));
  await assert.rejects(
    made.checks.exclude({ id: APPROVED, item, reason, expires: '2026-01-01' }),
    refused('input_invalid'),
  );
  await assert.rejects(made.checks.include({ id: APPROVED, item, reason }), refused('not_found'));
});

test('of a moment before any check ran, the list says when the first did; of one after it, nothing', async () => {
  const made = await company();
  await changes(made, [unapproved(1)]);
  assert.equal((await made.checks.list({})).firstRun, null);
  await made.run();
  const { checks: now, firstRun } = await made.checks.list({});
  assert.equal(firstRun, null, 'one had run');
  const first = now.flatMap(({ run }) => run ?? []).toSorted((a, b) => a.position - b.position)[0] ?? assert.fail();
  const then = await made.checks.list({ asOf: String(first.position) });
  assert.ok(then.checks.length > 0 && then.checks.every(({ run }) => run === null));
  assert.equal(then.firstRun, first.received);
});

test('a check that is turned off is not run, keeps what it said, and excludes nothing', async () => {
  const made = await company();
  await changes(made, [unapproved(1)]);
  await made.run();
  const { position } = await made.checks.switch({ id: APPROVED, enabled: false, reason: 'the platform is moved' });
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'check-disabled');
  await changes(made, [unapproved(2)]);
  assert.deepEqual(await made.run([APPROVED]), []);
  const { checks } = await made.checks.list({});
  const listed = checks.find(({ id }) => id === APPROVED) ?? assert.fail();
  assert.equal(listed.enabled, false);
  assert.deepEqual([listed.run?.counts['deviation'], listed.run?.counts['excluded']], [1, 0]);
  await made.checks.switch({ id: APPROVED, enabled: true, reason: 'the platform was moved' });
  const [report] = await made.run([APPROVED]);
  assert.equal(report?.counts.deviation, 2);
});

test('an item is judged by the limits in force when it occurred, and each is printed with its day', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 2, 9) });
  const id = 'people.leaver-access-removed';
  await made.controls.adopt({ controls: [{ id: 'access-termination' }] });
  const leaver = (employee: string, day: string) =>
    hire(employee, { endedOn: `${day}[Europe/Berlin]`, departure: 'voluntary' });
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [leaver('1', '2026-02-03'), leaver('2', '2026-06-30'), leaver('3', '2026-07-01')],
  });
  const disabled = (employee: string, at: string) => ({
    system: 'okta',
    login: employee,
    owner: `employee:${employee}`,
    kind: 'person' as const,
    status: 'disabled' as const,
    disabledAt: at,
  });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [
      disabled('1', '2026-02-06T09:00:00Z'),
      disabled('2', '2026-07-03T09:00:00Z'),
      disabled('3', '2026-07-06T09:00:00Z'),
    ],
  });
  await made.controls.edit({ id: 'access-termination', limits: { businessDays: 3 }, effectiveFrom: '2026-07-01' });
  made.chance.at = Date.UTC(2026, 8, 1);
  await made.run([id]);
  const { findings, sentences } = await made.checks.show({ id });
  assert.deepEqual(
    findings.map(({ item, outcome }) => `${item.slice(3, 4)} ${outcome}`),
    ['2 deviation', '1 deviation'],
  );
  assert.deepEqual(
    sentences.map(({ from, sentence }) => [from, /business day (\d)/.exec(sentence)?.[1]]),
    [
      [null, '1'],
      [Date.UTC(2026, 5, 30, 22), '3'],
    ],
  );
});

test('a check is listed for a control that was adopted, and still run for one that was retired since', async () => {
  const made = await company();
  const listed = async (all = false) => (await made.checks.list({ all })).checks.map(({ id }) => id);
  assert.ok((await listed()).includes(APPROVED));
  assert.ok(!(await listed()).includes('backups.succeeded'));
  assert.equal((await listed(true)).length, CHECKS.length);
  await changes(made, [unapproved(1)]);
  await made.controls.edit({ id: 'change-peer-review', state: 'retired' });
  const [report] = await made.run([APPROVED]);
  assert.equal(report?.counts.deviation, 1);
});

test('findings come in pages, and each is on one of them', async () => {
  const made = await company();
  await changes(
    made,
    Array.from({ length: 7 }, (_, number) => unapproved(number)),
  );
  await made.run();
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<TestCompany['checks']['show']>> = await made.checks.show({
      id: APPROVED,
      limit: 3,
      ...(after === null ? {} : { after }),
    });
    seen.push(...page.findings.map(({ item }) => item));
    after = page.next;
  } while (after !== null);
  assert.equal(new Set(seen).size, 7);
  assert.equal(seen.length, 7);
});

test('a check of which no source tells says so, and not that it found nothing; one that was read and has no item does not', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review' }] });
  const untold = async () => {
    const { checks } = await made.checks.list({});
    const shown = (await made.checks.show({ id: APPROVED })).untold;
    assert.equal(checks.find(({ id }) => id === APPROVED)?.untold, shown, 'the list says what the check says');
    return shown;
  };
  assert.equal(await untold(), 'no source tells of changes');
  await made.run();
  assert.equal((await counted(made)).population, 0);
  assert.equal(await untold(), 'no source tells of changes');
  await made.bring({ source: 'git', population: 'change', facts: [], accounted: {} });
  assert.equal(await untold(), null);
});
