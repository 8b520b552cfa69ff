import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import type { Permission } from '#/contract/endpoint.ts';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { assessmentContract } from '#/features/assessment/contract.ts';
import { assessment } from '#/features/assessment/index.ts';
import { evidence } from '#/features/evidence/index.ts';
import { starterFor } from '#/library/starter.ts';
import { CHANGE, PERSON, testCompany, type TestCompany } from '#test/kit/company.ts';
import { rowFaults } from '#test/kit/mirrors.ts';
import { testDatabase } from '#test/kit/database.ts';
import { workContract } from './contract.ts';
import { work } from './index.ts';
import { workMirrors } from './mirror.store.ts';
import { keptTasks } from './store.ts';

const db = await testDatabase();
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

const workOf = ({ deps, caller }: TestCompany, who: Partial<typeof caller> & { readonly standing?: unknown } = {}) =>
  localClient(workContract, work({ ...deps, attach: evidence(deps).add }), { ...caller, ...who } as typeof caller);
const member = (made: TestCompany, person: string) =>
  workOf(made, {
    person,
    standing: {
      role: 'member',
      may: ['work:read', 'work:write'] as Permission[],
      account: null,
      strong: true,
      engagements: null,
    },
  });

const STARTER = starterFor({ categories: ['security'], promises: [], headcount: 12, hostsOnCloud: true });
/** A company whose programme has begun: controls, an examination of the year, a source and its people. */
async function begun(controls: readonly string[], at = Date.UTC(2026, 0, 2, 9)): Promise<TestCompany> {
  const made = await testCompany(db, { at });
  await made.controls.adopt({ controls: controls.map((id) => ({ id, owner: 'ada@acme.example' })) });
  await made.engagements.create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
  });
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
  return made;
}
const keysOf = async (made: TestCompany): Promise<readonly string[]> =>
  (await workOf(made).list({ limit: 200 })).tasks.map(({ key }) => key).sort();

test('the first task says which type comes in time for the deal that waits', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 10, 29, 9) });
  const decide = async () => {
    await workOf(made).refresh({});
    const { tasks } = await workOf(made).list({ limit: 200 });
    return tasks.find(({ key }) => key === 'first:examination')?.todo[0]?.says ?? '';
  };
  assert.match(await decide(), /Most customers ask for Type II; where one waits for the report, its day decides/);
  const say = localClient(assessmentContract, assessment(made.deps), made.caller);
  await say.answer({ headcount: 12, engineers: 5, production: 2, deal: '2027-03-30' });
  assert.match(await decide(), /begin with Type I: a Type II cannot be ready by 2027-03-30\. Then name the days/);
  await say.answer({ headcount: 12, engineers: 5, production: 2, deal: '2029-03-30' });
  assert.match(await decide(), /begin with Type II: a Type II can be there by 2029-03-30/);
});

test('a fresh programme has three first tasks, and not one for each control', async () => {
  const made = await testCompany(db);
  const tasks = workOf(made);
  assert.deepEqual((await tasks.list({})).looked, null);
  await tasks.refresh({});
  assert.deepEqual(await keysOf(made), ['first:controls', 'first:examination', 'first:source']);
  await made.controls.adopt({ controls: STARTER.map(({ control }) => ({ id: control })) });
  await made.engagements.create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
  });
  const { closed, waiting } = await tasks.refresh({});
  assert.deepEqual(closed.map(({ key, because }) => `${key}: ${because}`).sort(), [
    'first:controls: controls are adopted',
    'first:examination: an examination is open',
  ]);
  assert.deepEqual(await keysOf(made), ['finding:soc2:boundary-missing:leadership', 'first:people', 'first:source']);
  assert.ok(waiting > 20, `${waiting} wait`);
});

test('once it has begun, a few at a time are opened for each function, and the same cause is one task', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: STARTER.map(({ control }) => ({ id: control })) });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  const first = await workOf(made).refresh({});
  const { tasks } = await workOf(made).list({ limit: 200 });
  assert.equal(tasks.length, first.opened.length);
  const gaps = Map.groupBy(
    tasks.filter(({ kind }) => kind === 'gap'),
    (task) => task.function,
  );
  assert.ok(gaps.size >= 4 && [...gaps.values()].every(({ length }) => length <= 3));
  assert.ok(tasks.every(({ why, todo, evidence: shows }) => why.length > 0 && todo.length > 0 && shows.length > 0));
  const owners = tasks.filter(({ kind }) => kind === 'owners');
  assert.ok(owners.length >= 4, 'one task for the owners of each function');
  for (const { function: of, todo } of owners)
    assert.deepEqual(todo[0]?.place, { name: 'owners', of }, 'which leads to the controls of that function');
  made.chance.at += DAY;
  assert.deepEqual((await workOf(made).refresh({})).opened, []);
});

test('pages follow each other without a gap and without an overlap, in either order', async () => {
  const made = await begun(STARTER.map(({ control }) => control));
  await workOf(made).refresh({});
  for (const by of ['due', 'effect'] as const) {
    const whole = (await workOf(made).list({ by, limit: 200 })).tasks.map(({ key }) => key);
    const paged: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await workOf(made).list({ by, limit: 2, ...(after === undefined ? {} : { after }) });
      paged.push(...page.tasks.map(({ key }) => key));
      after = page.next;
    }
    assert.ok(whole.length > 4);
    assert.deepEqual(paged, whole);
  }
});

const CODE = 'gap:soc2:cyber-insurance:design';
const design = {
  purpose: 'design' as const,
  occurred: '2026-01-02',
  name: 'certificate.pdf',
  bytes: Buffer.from('the certificate'),
};

test('a task closes by itself when its cause is gone, and says so', async () => {
  const made = await begun(['cyber-insurance']);
  const tasks = workOf(made);
  await tasks.refresh({});
  assert.ok((await keysOf(made)).includes(CODE));
  await made.evidence.add({ control: 'cyber-insurance', ...design });
  const { closed } = await tasks.refresh({});
  assert.deepEqual(closed[0]?.because, 'its control now shows "not started"');
  const { task } = await tasks.show({ key: CODE });
  assert.equal(task.state, 'done');
  assert.ok(!(await keysOf(made)).includes(CODE));
  const kept = await db.transaction(made.org, keptTasks);
  assert.ok(kept.length > 0 && kept.every(({ state }) => state === 'open'), 'what is over is not looked at again');
});

test('what a member brings closes their task, and of the tasks of others they see nothing', async () => {
  const made = await begun(['cyber-insurance', 'board-oversight']);
  await workOf(made).refresh({});
  await workOf(made).assign({ key: CODE, assignee: 'Bo@Acme.example' });
  const bo = member(made, 'bo@acme.example');
  assert.deepEqual(
    (await bo.list({})).tasks.map(({ key, assignee }) => [key, assignee]),
    [[CODE, 'Bo@Acme.example']],
  );
  assert.equal((await bo.show({ key: CODE })).task.key, CODE);
  const theirs = (await keysOf(made)).find((key) => key !== CODE) ?? '';
  await assert.rejects(bo.show({ key: theirs }), refused('not_found'));
  await assert.rejects(bo.drop({ key: theirs, reason: 'I do not want to do it.' }), refused('not_found'));
  await assert.rejects(bo.assign({ key: theirs, assignee: 'bo@acme.example' }), refused('not_found'));
  await assert.rejects(bo.attach({ key: theirs, ...design }), refused('not_found'));
  assert.equal((await bo.attach({ key: CODE, ...design })).state, 'done');
  assert.deepEqual((await bo.list({})).tasks, []);
  assert.equal((await bo.list({ state: 'done' })).tasks.length, 1);
  assert.equal((await made.evidence.list({ control: 'cyber-insurance' })).evidence[0]?.person, 'bo@acme.example');
});

test('whoever owns the control has its task, until somebody is named', async () => {
  const made = await begun(['cyber-insurance']);
  await workOf(made).refresh({});
  const of = async () => (await workOf(made).show({ key: CODE })).task.assignee;
  assert.equal(await of(), 'ada@acme.example');
  await made.controls.edit({ id: 'cyber-insurance', owner: 'cy@acme.example' });
  await workOf(made).refresh({});
  assert.equal(await of(), 'cy@acme.example');
  await workOf(made).assign({ key: CODE, assignee: 'bo@acme.example' });
  await workOf(made).refresh({});
  assert.equal(await of(), 'bo@acme.example');
  assert.equal((await workOf(made, { person: 'bo@acme.example' }).list({ mine: true })).tasks.length, 1);
  assert.equal((await workOf(made).list({ mine: true })).tasks.length, 0);
});

test('a task that is put aside stays aside while its cause lasts; the reason and the person are sealed', async () => {
  const made = await begun(['cyber-insurance']);
  const tasks = workOf(made);
  await tasks.refresh({});
  await assert.rejects(tasks.drop({ key: CODE, reason: 'no' }), refused('input_invalid'));
  await assert.rejects(tasks.reopen({ key: CODE }), refused('task_state'));
  const reason = 'The insurer decides in May.';
  const { position } = await tasks.drop({ key: CODE, reason });
  const entry = await made.ledger.entry(made.org, position);
  assert.equal(entry.parsed.kind, 'task-dropped');
  await assert.rejects(tasks.drop({ key: CODE, reason }), refused('task_state'));
  await assert.rejects(tasks.attach({ key: CODE, ...design }), refused('task_state'));
  assert.deepEqual((await tasks.refresh({})).opened, []);
  const [dropped] = (await tasks.list({ state: 'dropped' })).tasks;
  assert.deepEqual([dropped?.key, dropped?.because], [CODE, reason]);
  await tasks.reopen({ key: CODE });
  const { decisions } = await tasks.show({ key: CODE });
  assert.deepEqual(
    decisions.map(({ decision, person: who }) => [decision, who]),
    [
      ['dropped', 'lead@acme.example'],
      ['reopened', 'lead@acme.example'],
    ],
  );
  const [mirror] = workMirrors;
  const rows = await db.transaction(made.org, (tx) => mirror?.rows(tx, 0) ?? Promise.resolve([]));
  assert.equal(rows.length, 2);
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('what there was to do then is worked out from the log of then, whatever became of it since', async () => {
  const made = await begun(['cyber-insurance']);
  const tasks = workOf(made);
  await tasks.refresh({});
  const past: string[] = [];
  const step = async (does: () => Promise<unknown>) => {
    await does();
    past.push(String(await db.transaction(made.org, (tx) => made.ledger.size(tx))));
    made.chance.at += DAY;
  };
  await step(() => Promise.resolve());
  await step(() => tasks.drop({ key: CODE, reason: 'The insurer decides in May.' }));
  await step(() => tasks.reopen({ key: CODE }));
  await step(() => tasks.assign({ key: CODE, assignee: 'bo@acme.example' }));
  await step(() => made.evidence.add({ control: 'cyber-insurance', ...design }));
  await tasks.refresh({});
  const found = [];
  for (const asOf of past) {
    const { todo } = await tasks.past({ asOf });
    const each = todo.find(({ key }) => key === CODE);
    found.push(each === undefined ? null : [each.assignee, each.aside]);
  }
  assert.deepEqual(found, [
    ['ada@acme.example', null],
    ['ada@acme.example', 'The insurer decides in May.'],
    ['ada@acme.example', null],
    ['bo@acme.example', null],
    null,
  ]);
  const of = async (person: string, asOf = past[3] ?? '') =>
    (await member(made, person).past({ asOf })).todo.map(({ key }) => key);
  assert.deepEqual([await of('bo@acme.example'), await of('cy@acme.example')], [[CODE], []]);
  assert.deepEqual(
    (await tasks.past({ asOf: '0' })).todo.map(({ kind }) => kind).filter((kind) => kind !== 'first'),
    [],
  );
});

const REVIEW = 'performance:soc2:security-steering-meeting:2026-03-31';

test('a performance whose time runs out is a task, which is done when it is performed', async () => {
  const made = await begun(['security-steering-meeting']);
  await workOf(made).refresh({});
  assert.ok(!(await keysOf(made)).includes(REVIEW), 'too early');
  made.chance.at = Date.UTC(2026, 2, 10, 9);
  await workOf(made).refresh({});
  assert.ok((await keysOf(made)).includes(REVIEW));
  const [what, how] = (await workOf(made).show({ key: REVIEW })).task.todo;
  assert.match(
    what?.says ?? '',
    /^The company holds a quarterly management meeting/,
    'what it is, for whoever knows its name alone',
  );
  assert.deepEqual(how?.place, { name: 'control', of: 'security-steering-meeting' });
  const about = { name: 'minutes.txt', bytes: Buffer.from('minutes'), purpose: 'performance' as const };
  const { state } = await workOf(made).attach({ key: REVIEW, occurred: '2026-03-09', ...about });
  assert.equal(state, 'done');
  assert.equal((await workOf(made).show({ key: REVIEW })).task.because, 'it was performed');
});

test('before anything can be shown, what the programme stands on comes before what is due', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 2, 31, 9) });
  await made.controls.adopt({ controls: [{ id: 'security-steering-meeting', owner: 'ada@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  const ranked = async (): Promise<readonly string[]> => {
    await workOf(made).refresh({});
    return (await workOf(made).list({ by: 'effect', limit: 3 })).tasks.map(({ key }) => key);
  };
  assert.deepEqual(await ranked(), ['first:source', 'first:people', REVIEW]);
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  assert.deepEqual((await ranked()).slice(0, 2), [REVIEW, 'first:people']);
});

test('one whose time is over is not called done', async () => {
  const made = await begun(['security-steering-meeting'], Date.UTC(2026, 2, 10, 9));
  await workOf(made).refresh({});
  made.chance.at = Date.UTC(2026, 3, 10, 9);
  await workOf(made).refresh({});
  assert.deepEqual((await workOf(made).refresh({})).closed, []);
  const { task } = await workOf(made).show({ key: REVIEW });
  assert.deepEqual(
    [task.state, task.because],
    ['lapsed', 'its last day is over, and nothing shows that it was performed'],
  );
  const left = await keysOf(made);
  assert.ok(
    left.some((key) => key.startsWith('gap:soc2:security-steering-meeting:')),
    left.join(', '),
  );
});

test('deviations are looked into, whatever else is open', async () => {
  const made = await begun(
    STARTER.map(({ control }) => control),
    Date.UTC(2026, 3, 10, 9),
  );
  await made.run();
  await workOf(made).refresh({});
  const { tasks } = await workOf(made).list({ function: 'engineering' });
  const [found] = tasks.filter(({ key }) => key === 'gap:soc2:change-peer-review:deviations-found');
  assert.equal(found?.due, '2026-04-24');
  assert.match(found?.why.join(' ') ?? '', /1 deviation/);
  assert.deepEqual(found?.explained, { said: 0, of: 1 });
  assert.deepEqual(found.evidence, ['Of each deviation it is said what happened, why, and what follows.']);
  assert.doesNotMatch(found.why.join(' '), /explained/, 'how many are explained is told once, beside the reasons');
  const { tasks: ranked } = await workOf(made).list({ by: 'effect', limit: 200 });
  const gaps = ranked.filter(({ kind }) => kind === 'gap').map(({ key }) => key);
  assert.equal(gaps[0], found?.key, 'by effect what deviates stands before what is only not shown');
});

test('by effect a task that a person made stands behind what threatens the report, and it has no place by a day', async () => {
  const made = await begun(['cyber-insurance']);
  await workOf(made).refresh({});
  const own = { title: 'Order a cake', function: 'hr', due: '2026-01-02', assignee: 'ada@acme.example' } as const;
  const { key } = await workOf(made).add({ ...own });
  const ordered = (await workOf(made).list({ by: 'effect', limit: 200 })).tasks.map((task) => task.key);
  assert.ok(ordered.length > 1);
  assert.equal(ordered.at(-1), key);
  assert.equal((await workOf(made).list({ limit: 1 })).tasks[0]?.key, key, 'it is due first');
  const { next } = await workOf(made).list({ by: 'effect', limit: 1 });
  await assert.rejects(workOf(made).list({ by: 'due', after: next ?? '' }), refused('input_invalid'));
});

test('what the rules of the programme find is a task, until they find it no more', async () => {
  const made = await begun(['cyber-insurance']);
  await workOf(made).refresh({});
  const key = 'finding:soc2:boundary-missing:leadership';
  const { task } = await workOf(made).show({ key });
  assert.deepEqual([task.kind, task.function, task.state], ['finding', 'leadership', 'open']);
  await made.engagements.change({ id: 'soc2', boundary: { products: ['Acme'], data: ['orders'] } });
  assert.deepEqual((await workOf(made).refresh({})).closed, [], 'a product and the data are not all of it');
  const left = ['infrastructure', 'software', 'people', 'procedures'];
  const { why } = (await workOf(made).show({ key })).task;
  assert.deepEqual(
    why.slice(1),
    left.map((part) => `Of ${part} nothing is named.`),
  );
  const whole = Object.fromEntries([...left, 'data'].map((part) => [part, ['all of it']]));
  await made.engagements.change({ id: 'soc2', boundary: whole });
  const { closed } = await workOf(made).refresh({});
  assert.deepEqual(
    closed.map((each) => [each.key, each.because]),
    [[key, 'what was found is no longer there']],
  );
});

test('another examination closes what was for the one before', async () => {
  const made = await begun(['cyber-insurance']);
  await workOf(made).refresh({});
  await made.engagements.create({ id: 'next', name: 'Next', type: 'type-2', first: '2027-01-01', last: '2027-12-31' });
  const { closed, opened } = await workOf(made).refresh({});
  assert.ok(closed.every(({ key }) => key.includes(':soc2:')) && closed.some(({ key }) => key === CODE));
  assert.ok(opened.includes('gap:next:cyber-insurance:design'), opened.join(', '));
  assert.equal((await workOf(made).show({ key: CODE })).task.state, 'lapsed');
});

const LANDLORD = { title: 'Ask the landlord for the log of the door', due: '2026-01-30' };

test('a task that a person made stays until a person says that it is done, and may be taken up again', async () => {
  const made = await begun(['cyber-insurance']);
  const tasks = workOf(made);
  const { key, position } = await tasks.add({
    ...LANDLORD,
    note: 'He has it on paper.',
    assignee: 'Bo@Acme.example',
    control: 'cyber-insurance',
  });
  await tasks.refresh({});
  const shown = await tasks.show({ key });
  assert.deepEqual(
    [shown.task.kind, shown.task.state, shown.task.function, shown.task.due, shown.task.assignee],
    ['own', 'open', 'leadership', '2026-01-30', 'Bo@Acme.example'],
  );
  assert.deepEqual(shown.task.why, ['lead@acme.example made it.', 'He has it on paper.']);
  const entry = await made.ledger.entry(made.org, position);
  assert.equal(entry.parsed.kind, 'task-made');
  const bo = member(made, 'bo@acme.example');
  await bo.finish({ key, note: 'It is with the minutes.' });
  await assert.rejects(bo.finish({ key }), refused('task_state'));
  assert.equal((await tasks.show({ key })).task.because, 'It is with the minutes.');
  assert.equal((await tasks.past({ asOf: String(position + 1) })).todo.at(-1)?.key, key);
  assert.ok(!(await tasks.past({ asOf: String(position + 2) })).todo.some((each) => each.key === key));
  await tasks.reopen({ key });
  await tasks.drop({ key, reason: 'The landlord moved out.' });
  await tasks.refresh({});
  const { decisions, task } = await tasks.show({ key });
  assert.equal(task.state, 'dropped');
  assert.deepEqual(
    decisions.map(({ decision, person: who }) => `${decision} by ${who}`),
    [
      'made by lead@acme.example',
      'done by bo@acme.example',
      'reopened by lead@acme.example',
      'dropped by lead@acme.example',
    ],
  );
  assert.deepEqual(await rowFaults(db, made, workMirrors), []);
  await db.admin.query(`alter table task_made disable trigger append_only`);
  await db.admin.query(`update task_made set title = 'Nothing' where org = '${made.org}'`);
  await db.admin.query(`alter table task_made enable trigger append_only`);
  assert.deepEqual(
    (await rowFaults(db, made, workMirrors)).map(({ where }) => where),
    [`table task_made, position ${position}`],
  );
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('a member makes tasks for themselves alone, and nobody says of another task that it is done', async () => {
  const made = await begun(['cyber-insurance']);
  const tasks = workOf(made);
  await tasks.refresh({});
  const bo = member(made, 'bo@acme.example');
  await assert.rejects(bo.add({ ...LANDLORD, assignee: 'cy@acme.example' }), refused('input_invalid'));
  await assert.rejects(bo.add({ ...LANDLORD, control: 'cyber-insurance' }), refused('input_invalid'));
  await assert.rejects(tasks.add({ ...LANDLORD, control: 'nothing' }), refused('not_found'));
  const { key } = await bo.add(LANDLORD);
  assert.deepEqual(
    (await bo.list({})).tasks.map((each) => each.key),
    [key],
  );
  await assert.rejects(member(made, 'cy@acme.example').finish({ key }), refused('not_found'));
  await assert.rejects(bo.assign({ key, assignee: 'cy@acme.example' }), refused('input_invalid'));
  assert.equal((await tasks.show({ key })).task.assignee, 'bo@acme.example');
  await assert.rejects(tasks.finish({ key: CODE }), refused('task_caused'));
});

test('a task of their own making lets nobody attach to a control who may not write evidence', async () => {
  const made = await begun(['cyber-insurance']);
  const may: Permission[] = ['controls:read', 'work:read', 'work:write'];
  const advisor = workOf(made, {
    person: 'advisor@partner.example',
    standing: { role: 'advisor', may, account: null, strong: true, engagements: null },
  });
  const { key } = await advisor.add({ ...LANDLORD, control: 'cyber-insurance' });
  await assert.rejects(advisor.attach({ key, ...design }), refused('forbidden'));
  assert.deepEqual((await made.evidence.list({ control: 'cyber-insurance' })).evidence, []);
  const asked = await workOf(made).add({ ...LANDLORD, control: 'cyber-insurance', assignee: 'bo@acme.example' });
  assert.equal((await member(made, 'bo@acme.example').attach({ key: asked.key, ...design })).state, 'open');
});

test('a page says how many there are on all of them', async () => {
  const made = await begun(['cyber-insurance']);
  for (const day of ['2026-01-05', '2026-01-06', '2026-01-07'])
    await workOf(made).add({ ...LANDLORD, due: day, assignee: 'bo@acme.example' });
  const { tasks, total, next } = await workOf(made).list({ limit: 1 });
  assert.deepEqual([tasks.length, total], [1, 3]);
  assert.equal((await workOf(made).list({ limit: 1, after: next ?? '' })).total, 3);
  assert.equal((await member(made, 'cy@acme.example').list({})).total, 0);
});
