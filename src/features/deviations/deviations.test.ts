import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWithId } from '#/checks/index.ts';
import { localClient } from '#/contract/local-client.ts';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { latestRuns } from '#/features/checks/index.ts';
import { eraseRecord, evidence } from '#/features/evidence/index.ts';
import { workContract } from '#/features/work/contract.ts';
import { work, workMirrors } from '#/features/work/index.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { rowFaults } from '#test/kit/mirrors.ts';
import { testDatabase } from '#test/kit/database.ts';
import { BEFORE, CONTROL, START, weakCompany } from '#test/kit/weak-company.ts';
import { deviationsContract } from './contract.ts';
import { deviations, deviationsMirrors, statementsOn } from './index.ts';

const db = await testDatabase();
const CHECK = 'changes.approved-by-another';
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

const change = (revision: string, reviewed: boolean, more: Partial<Fact<'change'>> = {}): Fact<'change'> => ({
  repository: 'acme/app',
  revision,
  headRevision: `${revision}-head`,
  mergedAt: '2026-01-20T12:00:00Z',
  author: 'employee:1',
  emergency: false,
  coauthors: [],
  approvals: reviewed
    ? [
        {
          by: 'employee:2',
          state: 'approved',
          at: '2026-01-20T11:00:00Z',
          revision: `${revision}-head`,
          grade: 'platform',
        },
      ]
    : [],
  ...more,
});
const hire = (employee: string): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `${employee}@acme.example`,
});

/** One change that nobody else approved, and one that somebody did; the checks ran. */
async function company(others: readonly Fact<'change'>[] = []) {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1'), hire('2')], accounted: {} });
  made.chance.at = Date.UTC(2026, 1, 1, 9);
  await made.bring({
    source: 'git',
    population: 'change',
    facts: [change('bad', false), change('good', true), ...others],
    accounted: {},
  });
  await made.run();
  const { findings } = await made.checks.show({
    id: CHECK,
    outcomes: ['deviation', 'pass'],
    counted: true,
    limit: 1_000,
  });
  const of = (outcome: string, revision: string): string =>
    findings.find((each) => each.outcome === outcome && each.item.endsWith(`@${revision}`))?.item ??
    assert.fail(outcome);
  return { made, bad: of('deviation', 'bad'), good: of('pass', 'good') };
}

const speaking = ({ deps, caller }: TestCompany, who: object = {}) =>
  localClient(deviationsContract, deviations(deps), { ...caller, ...who });
/** Where the log has the first of what was said. */
const positionIn = ({ said }: { readonly said: readonly { readonly position: number }[] }): number =>
  said[0]?.position ?? assert.fail('nothing was said');
const tasksOf = ({ deps, caller }: TestCompany) =>
  localClient(workContract, work({ ...deps, attach: evidence(deps).add }), caller);

const WORDS = {
  happened: 'A change was merged on a Friday evening without a review.',
  cause: 'The rule of the branch did not bind administrators.',
  follows: 'The rule binds everybody. We look at the rules each month.',
};

test('what management says stands beside the deviation, and changes nothing of what was found', async () => {
  const { made, bad, good } = await company();
  const api = speaking(made);
  const standing = async () => {
    const { controls, gaps } = await made.readiness.status({});
    const { findings, run } = await made.checks.show({ id: CHECK });
    const found = gaps.map(({ next: _, explained: __, ...gap }) => gap); // what is left to do is another matter
    return { controls, gaps: found, findings, counts: run?.counts, rule: run?.rule };
  };
  const before = await standing();
  assert.equal(before.controls[0]?.status, 'deviations found');
  const done = await api.explain({ id: CHECK, items: [bad], ...WORDS });
  const position = positionIn(done);
  assert.equal(done.task, null);
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'deviation-explained');
  await made.run();
  assert.deepEqual(await standing(), before);
  const [said] = (await api.list({ id: CHECK })).explanations;
  assert.deepEqual(
    [said?.item, said?.happened, said?.cause, said?.follows, said?.person, said?.position, said?.corrected],
    [bad, WORDS.happened, WORDS.cause, WORDS.follows, 'lead@acme.example', position, false],
  );
  await assert.rejects(api.explain({ id: CHECK, items: [good], ...WORDS }), refused('deviation_none'));
  await assert.rejects(api.explain({ id: CHECK, items: ['nothing'], ...WORDS }), refused('item_unknown'));
  await assert.rejects(api.explain({ id: CHECK, items: [bad], ...WORDS, cause: 'none' }), refused('input_invalid'));
});

test('a later word corrects an earlier one, which is kept, also where the item deviates no more', async () => {
  const { made, bad } = await company();
  const api = speaking(made);
  const first = positionIn(await api.explain({ id: CHECK, items: [bad], ...WORDS }));
  made.chance.at += DAY;
  await made.bring({ source: 'git', population: 'change', facts: [change('bad', true)], accounted: {} });
  await made.run();
  const happened = 'It had been reviewed; the review was read later.';
  await api.explain({ id: CHECK, items: [bad], ...WORDS, happened });
  const one = await api.list({ id: CHECK, item: bad });
  assert.deepEqual(
    one.explanations.map((each) => [each.happened, each.corrected]),
    [[happened, false]],
  );
  const all = await api.list({ id: CHECK, item: bad, history: true });
  assert.deepEqual(
    all.explanations.map((each) => [each.happened, each.corrected]),
    [
      [happened, false],
      [WORDS.happened, true],
    ],
  );
  const then = await api.list({ id: CHECK, asOf: String(first + 1) });
  assert.deepEqual(
    then.explanations.map((each) => [each.happened, each.corrected]),
    [[WORDS.happened, false]],
  );
  assert.deepEqual((await api.list({ id: CHECK, asOf: String(first) })).explanations, []);
  const paged = await api.list({ id: CHECK, item: bad, history: true, limit: 1 });
  const rest = await api.list({ id: CHECK, item: bad, history: true, limit: 1, before: paged.next ?? 0 });
  assert.deepEqual([rest.explanations[0]?.happened, rest.next], [WORDS.happened, first]);
});

test('what follows becomes a task of whoever is named, which a person says to be done', async () => {
  const { made, bad } = await company();
  const tasks = tasksOf(made);
  const done = await speaking(made).explain({
    id: CHECK,
    items: [bad],
    ...WORDS,
    task: { assignee: 'bo@acme.example', due: '2026-02-20' },
  });
  const [task, position] = [done.task, positionIn(done)];
  const { task: shown } = await tasks.show({ key: task ?? '' });
  assert.deepEqual(
    [shown.title, shown.assignee, shown.due, shown.state, shown.todo[0]?.place],
    ['The rule binds everybody', 'bo@acme.example', '2026-02-20', 'open', { name: 'ledger-entry', of: `${position}` }],
  );
  const why = 'We look at the rules each month.'; // its title says the rest
  assert.deepEqual(shown.why, ['It follows from what lead@acme.example said of a deviation.', why]);
  await tasks.finish({ key: task ?? '' });
  const [said] = (await speaking(made).list({ id: CHECK })).explanations;
  assert.deepEqual(said?.task, { key: task, assignee: 'bo@acme.example', due: '2026-02-20', state: 'done' });
});

test('whoever examines sees what is said of items of their days, and of no others', async () => {
  const { made, bad } = await company();
  await made.engagements.create({ id: 'later', name: 'Later', ...QUARTER, first: '2027-01-01', last: '2027-03-31' });
  await speaking(made).explain({ id: CHECK, items: [bad], ...WORDS });
  const auditor = (engagement: string) =>
    speaking(made, {
      standing: { role: 'auditor', may: ['checks:read'], account: 'kim', strong: true, engagements: [engagement] },
    });
  assert.equal((await auditor('soc2').list({ id: CHECK })).explanations.length, 1);
  assert.equal((await auditor('later').list({ id: CHECK })).explanations.length, 0);
});

test('a row that says otherwise than the log is found, and an erased record takes what was said of it with it', async () => {
  const { made, bad } = await company();
  const api = speaking(made);
  const done = await api.explain({
    id: CHECK,
    items: [bad],
    ...WORDS,
    task: { assignee: 'bo@acme.example', due: '2026-02-20' },
  });
  const [task, position] = [done.task, positionIn(done)];
  const own = await tasksOf(made).add({ title: 'Another matter', due: '2026-02-20' });
  assert.deepEqual(await rowFaults(db, made, deviationsMirrors), []);
  await eraseRecord(
    made.deps,
    made.caller,
    { population: 'change', key: bad },
    { reason: 'asked for', basis: 'their right' },
  );
  assert.equal((await made.ledger.entry(made.org, position)).payload, null, 'nobody can read it in the log');
  assert.deepEqual((await api.list({ id: CHECK, history: true })).explanations, []);
  const followed = Number(task?.slice('own:'.length));
  assert.equal((await made.ledger.entry(made.org, followed)).payload, null, 'what follows says the same');
  await assert.rejects(tasksOf(made).show({ key: task ?? '' }), refused('not_found'));
  assert.equal((await tasksOf(made).show({ key: own.key })).task.title, 'Another matter');
  assert.deepEqual(await rowFaults(db, made, [...deviationsMirrors, ...workMirrors]), []);
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

const ALONE = 'changes.not-merged-by-its-author-alone';

test('the same is said of several at once, and of what other checks found of them: sealed for each, and one task', async () => {
  const { made, bad } = await company([
    change('alone', false, { mergedBy: 'employee:1' }),
    change('merged', false, { mergedBy: 'employee:2' }),
  ]);
  const api = speaking(made);
  const [alone, merged] = [bad.replace('bad', 'alone'), bad.replace('bad', 'merged')];
  const { run } = await made.checks.show({ id: ALONE });
  assert.equal(run?.counts.deviation, 1, 'one was merged by who wrote it');
  const task = { assignee: 'bo@acme.example', due: '2026-02-20' };
  const done = await api.explain({ id: CHECK, items: [bad, alone, merged, bad], others: [ALONE], ...WORDS, task });
  assert.deepEqual(
    done.said.map(({ check, item }) => [check, item]),
    [
      [CHECK, bad],
      [CHECK, alone],
      [CHECK, merged],
      [ALONE, alone],
    ],
  );
  const entries = await Promise.all(done.said.map(async ({ position }) => made.ledger.entry(made.org, position)));
  assert.deepEqual(new Set(entries.map(({ parsed }) => parsed.kind)), new Set(['deviation-explained']));
  const { explanations } = await api.list({ id: ALONE });
  assert.deepEqual(
    explanations.map((each) => [each.item, each.cause, each.together, each.task?.key]),
    [[alone, WORDS.cause, 4, done.task]],
  );
  assert.equal(
    (await tasksOf(made).list({})).tasks.filter(({ title }) => title.startsWith('The rule binds')).length,
    1,
  );
  assert.deepEqual(await rowFaults(db, made, deviationsMirrors), []);
});

test('of several, all are spoken of or none, 1,000 at most, and only by checks over the same records', async () => {
  const { made, bad, good } = await company();
  const api = speaking(made);
  await assert.rejects(api.explain({ id: CHECK, items: [bad, good], ...WORDS }), refused('deviation_none'));
  await assert.rejects(api.explain({ id: CHECK, items: [bad, 'nothing'], ...WORDS }), refused('item_unknown'));
  const many = Array.from({ length: 1_001 }, (_, each) => `${bad}${each}`);
  for (const wrong of [{ items: [] }, { items: many }, { items: [bad], others: ['people.trained-yearly'] }])
    await assert.rejects(api.explain({ id: CHECK, ...WORDS, ...wrong }), refused('input_invalid'));
  assert.deepEqual((await api.list({ id: CHECK })).explanations, []);
});

/** What four more checks over changes find as well. */
const UNTRACED = { mergedBy: 'employee:1', form: 'direct-push', checks: [], tickets: [] } as const;
const OTHERS = [ALONE, 'changes.no-direct-push', 'changes.checks-succeeded', 'changes.ticket-linked'] as const;

test('a thousand items are spoken of at once with what other checks found of them, 4,000 deviations at most', async () => {
  const facts = Array.from({ length: 1_000 }, (_, each) => change(`untraced-${each}`, false, UNTRACED));
  const { made, bad } = await company();
  await made.bring({ source: 'git', population: 'change', facts, accounted: {} });
  const ids = ['production-deploy-restricted', 'change-testing', 'sdlc-policy'];
  await made.controls.adopt({ controls: ids.map((id) => ({ id, owner: 'cto@acme.example' })) });
  await made.run();
  const items = facts.map(({ revision }) => bad.replace('bad', revision));
  const saying = (others: readonly string[]) =>
    speaking(made).explain({ id: CHECK, items, others: [...others], ...WORDS });
  await assert.rejects(saying(OTHERS), refused('input_invalid'));
  assert.deepEqual((await speaking(made).list({ id: CHECK })).explanations, []);
  const { said } = await saying(OTHERS.slice(0, 3));
  assert.equal(said.length, 4_000);
  assert.equal(new Set(said.map(({ position }) => position)).size, 4_000, 'each has a place of its own in the log');
  assert.deepEqual((await speaking(made).list({ id: CHECK })).explained, { said: 1_000, of: 1_001 });
  assert.deepEqual(await rowFaults(db, made, deviationsMirrors), []);
});

const LOOK = 'gap:soc2:change-peer-review:deviations-found';

/** What is left to do about a control: the task, and what the status says of it. */
async function leftOf(made: TestCompany, id = 'change-peer-review') {
  const tasks = tasksOf(made);
  await tasks.refresh({});
  const { task } = await tasks.show({ key: LOOK.replace('change-peer-review', id) });
  const { gaps, controls } = await made.readiness.status({});
  const gap = gaps.find(({ control }) => control === id);
  return { task, status: controls[0]?.status, next: gap?.next ?? '', explained: gap?.explained };
}

test('the task about deviations counts what is explained, ends by itself, and comes back with the next deviation', async () => {
  const { made, bad } = await company([change('worse', false)]);
  const api = speaking(made);
  const none = await leftOf(made);
  assert.deepEqual([none.task.state, none.task.explained], ['open', { said: 0, of: 2 }]);
  assert.match(none.next, /^Look at each deviation.* 0 of 2 explained\.$/);
  assert.deepEqual(none.task.todo[1]?.place, { name: 'check', of: CHECK, called: checkWithId(CHECK)?.title });
  assert.match(none.task.todo.at(-2)?.says ?? '', /^Where other checks found the same item, /);
  assert.match(none.task.todo.at(-1)?.says ?? '', /ends by itself/);

  const said = positionIn(await api.explain({ id: CHECK, items: [bad], ...WORDS }));
  const one = await leftOf(made);
  assert.deepEqual(
    [one.task.state, one.task.explained, one.explained],
    ['open', { said: 1, of: 2 }, { said: 1, of: 2 }],
  );
  assert.deepEqual((await api.list({ id: CHECK })).explained, { said: 1, of: 2 });

  await api.explain({ id: CHECK, items: [bad.replace('bad', 'worse'), bad], ...WORDS });
  const all = await leftOf(made);
  assert.deepEqual(
    [all.task.state, all.task.because, all.task.explained, all.status],
    ['done', 'each of its 2 deviations is explained', { said: 2, of: 2 }, 'deviations found'],
  );
  assert.match(all.next, /^2 of 2 explained/);
  assert.doesNotMatch(all.next, /Look at each/);
  assert.deepEqual(all.task.whyOpened, none.task.why);

  made.chance.at += DAY;
  await made.bring({ source: 'git', population: 'change', facts: [change('third', false)], accounted: {} });
  await made.run();
  const again = await leftOf(made);
  assert.deepEqual([again.task.state, again.task.explained], ['open', { said: 2, of: 3 }]);
  const { gaps } = await made.readiness.status({ asOf: String(said) });
  assert.deepEqual(gaps[0]?.explained, { said: 0, of: 2 }, 'as it stood before anything was said');
});

test('what else is open of a control comes next once its deviations are explained', async () => {
  const { made, bad } = await company();
  await made.controls.edit({ id: 'change-peer-review', owner: null });
  await leftOf(made);
  await speaking(made).explain({ id: CHECK, items: [bad], ...WORDS });
  const { task, next } = await leftOf(made);
  assert.equal(task.state, 'done');
  const { tasks } = await tasksOf(made).list({});
  assert.deepEqual(
    tasks.filter(({ kind }) => kind === 'gap' || kind === 'owners').map(({ key }) => key),
    ['owners:soc2:engineering'],
  );
  assert.match(next, /^1 of 1 explained\. .*ame an owner/);
});

test('what is from before the window and was late in it is to be explained as well', async () => {
  const made = await weakCompany(db, BEFORE, START + 50 * DAY);
  const say = (item: string) =>
    speaking(made).explain({ id: 'vulnerabilities.fixed-in-time', items: [item], ...WORDS });
  assert.deepEqual((await leftOf(made, CONTROL)).explained, { said: 0, of: 2 });
  await say('trivy/late');
  const one = await leftOf(made, CONTROL);
  assert.deepEqual([one.task.state, one.explained], ['open', { said: 1, of: 2 }]);
  await say('trivy/overdue');
  const { task, next, status } = await leftOf(made, CONTROL);
  assert.deepEqual(
    [task.state, task.because, status],
    ['done', 'each of its 2 deviations is explained', 'deviations found'],
  );
  assert.match(next, /^2 of 2 explained/);
});

test('a deviation that is no more, or of other days, is none that somebody must explain', async () => {
  const { made, bad } = await company([change('before', false, { mergedAt: '2025-12-20T12:00:00Z' })]);
  const api = speaking(made);
  const before = bad.replace('bad', 'before');
  await api.explain({ id: CHECK, items: [before], ...WORDS });
  assert.deepEqual((await leftOf(made)).explained, { said: 0, of: 1 }, 'it is of no day of the window');
  assert.deepEqual((await api.list({ id: CHECK })).explained, { said: 1, of: 2 }, 'the check has judged it');
  made.chance.at += DAY;
  await made.bring({ source: 'git', population: 'change', facts: [change('before', true)], accounted: {} });
  await made.run();
  assert.deepEqual((await api.list({ id: CHECK })).explained, { said: 0, of: 1 });
});

/** The items of deviations that nobody explained, and that somebody did, page by page. */
async function listedBy(made: TestCompany, id: string, explained: boolean): Promise<readonly string[]> {
  const items: string[] = [];
  let after: string | null = null;
  do {
    const asked = { id, explained, counted: true, limit: 1, ...(after === null ? {} : { after }) };
    const page: Awaited<ReturnType<typeof made.checks.show>> = await made.checks.show(asked);
    items.push(...page.findings.map(({ item }) => item));
    after = page.next;
  } while (after !== null);
  return items;
}

/** How many are explained, which must be as many as the lists of those that are and of those that are not have. */
async function explainedIn(made: TestCompany, id: string) {
  const { explained } = await speaking(made).list({ id });
  const { said, of } = explained ?? assert.fail('it was run');
  assert.equal((await listedBy(made, id, true)).length, said);
  assert.equal((await listedBy(made, id, false)).length, of - said);
  return [said, of] as const;
}

test('what nobody explained yet is listed apart, as of any day, and of deviations alone', async () => {
  const { made, bad } = await company([change('worse', false), change('third', false)]);
  const api = speaking(made);
  assert.deepEqual(await explainedIn(made, CHECK), [0, 3]);
  const position = positionIn(await api.explain({ id: CHECK, items: [bad], ...WORDS }));
  assert.deepEqual(await explainedIn(made, CHECK), [1, 3]);
  assert.deepEqual(await listedBy(made, CHECK, true), [bad]);
  const before = await made.checks.show({ id: CHECK, explained: false, asOf: String(position) });
  assert.equal(before.findings.length, 3, 'before it was said');
  const passing = await made.checks.show({ id: CHECK, explained: false, outcomes: ['pass'] });
  assert.deepEqual(passing.findings, [], 'what passes is to be explained by nobody');
  await assert.rejects(made.checks.show({ id: CHECK, explained: false, by: 'rule' }), refused('input_invalid'));
});

/** What begins the response of a report to the deviations of a check. */
const beginsWith = ({ deps, org }: TestCompany, id: string) =>
  deps.db.transaction(org, async (tx) => {
    const position = Number.MAX_SAFE_INTEGER;
    const run = (await latestRuns(tx, position)).find(({ checkId }) => checkId === id) ?? assert.fail('it was run');
    const [said] = await statementsOn(tx, position, [{ run, minutes: null, besides: [] }]);
    return said;
  });

test('what was said of a deviation does not hold for the next one of the same item, and for one that nobody could read it does', async () => {
  const { made, bad } = await company();
  const api = speaking(made);
  const become = async (fact: Fact<'change'>): Promise<void> => {
    made.chance.at += DAY;
    await made.bring({ source: 'git', population: 'change', facts: [fact], accounted: {} });
    await made.run();
  };
  const outlived = async () => (await api.list({ id: CHECK })).explanations.map((each) => each.outlived);
  await api.explain({ id: CHECK, items: [bad], ...WORDS });
  await become(change('bad', false, { emergency: true, reviewedAt: undefined } as never));
  await become(change('bad', false, { author: undefined } as never));
  await become(change('bad', false));
  assert.deepEqual([await explainedIn(made, CHECK), await outlived()], [[1, 1], [false]], 'nobody saw it mended');
  const words = Object.values(WORDS).join(' ');
  assert.deepEqual(await beginsWith(made, CHECK), [words]);
  await become(change('bad', true));
  assert.deepEqual([await explainedIn(made, CHECK), await outlived()], [[0, 0], [true]]);
  await become(change('bad', false));
  assert.deepEqual([await explainedIn(made, CHECK), await outlived()], [[0, 1], [true]], 'it deviates anew');
  assert.deepEqual(await beginsWith(made, CHECK), [], 'a report says nothing of it that is of the one before');
  const { task } = await leftOf(made);
  assert.deepEqual(task.explained, { said: 0, of: 1 });
  await api.explain({ id: CHECK, items: [bad], ...WORDS });
  assert.deepEqual([await explainedIn(made, CHECK), await outlived()], [[1, 1], [false]]);
  assert.deepEqual(await beginsWith(made, CHECK), [words]);
});

const FACTOR = 'access.second-factor';

test('of what is looked at again and again, words hold as long as it goes on, and not once a look found it mended', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'mfa-enforced' }] });
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1')] });
  const look = async (mfa: boolean, more: Partial<Fact<'account'>> = {}): Promise<void> => {
    made.chance.at += DAY;
    const fact = { system: 'okta', login: 'one', owner: 'employee:1', kind: 'person', status: 'active', mfa } as const;
    await made.bring({ source: 'okta', population: 'account', facts: [{ ...fact, ...more }] });
    await made.run();
  };
  await look(false);
  const [item = ''] = await listedBy(made, FACTOR, false);
  await speaking(made).explain({ id: FACTOR, items: [item], ...WORDS });
  assert.deepEqual(await explainedIn(made, FACTOR), [1, 1]);
  await look(false, { lastSignIn: undefined } as never);
  assert.deepEqual(await explainedIn(made, FACTOR), [1, 1], 'it goes on');
  await look(true);
  assert.deepEqual(await explainedIn(made, FACTOR), [1, 1], 'what was found before stays found, and explained');
  await look(false);
  assert.deepEqual(await explainedIn(made, FACTOR), [0, 1], 'it deviates anew');
  await speaking(made).explain({ id: FACTOR, items: [item], ...WORDS });
  assert.deepEqual(await explainedIn(made, FACTOR), [1, 1]);
});
