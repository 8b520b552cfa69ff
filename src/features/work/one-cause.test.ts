import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import type { Fact } from '#/core/populations/index.ts';
import { evidence } from '#/features/evidence/index.ts';
import { CHANGE, PERSON, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { causesIn, type Standing } from './causes.ts';
import { examinedIn } from './refresh.service.ts';
import { workContract } from './contract.ts';
import { work } from './index.ts';

const db = await testDatabase();
const workOf = ({ deps, caller }: TestCompany) =>
  localClient(workContract, work({ ...deps, attach: evidence(deps).add }), caller);

/** A programme whose controls are designed, most often after its window: what is open of them is what shows that they work. */
async function designed(controls: readonly string[], at = Date.UTC(2027, 0, 10, 9)): Promise<TestCompany> {
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 2, 9) });
  await made.controls.adopt({ controls: controls.map((id) => ({ id, owner: 'ada@acme.example' })) });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  for (const control of controls)
    await made.evidence.add({
      control,
      purpose: 'design',
      occurred: '2026-01-02',
      name: `${control}.pdf`,
      bytes: Buffer.from(control),
    });
  made.chance.at = at;
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
  return made;
}
const openIn = async (made: TestCompany) => (await workOf(made).list({ by: 'effect', limit: 200 })).tasks;

/** Of another topic than logging. */
const SETTING: Fact<'configuration'> = {
  rule: 'ports-closed',
  title: 'No port is open to all',
  provider: 'aws',
  account: 'production',
  region: null,
  resource: 'vpc-1',
  topic: 'network',
  finding: 'none',
  severity: 'low',
  statedSeverity: 'Low',
  detail: 'closed',
};

const MEETINGS = ['security-steering-meeting', 'board-oversight'] as const;
const BRING = 'missing:soc2:population:meeting';

test('what several controls lack for one reason is one task, which names them', async () => {
  const made = await designed(MEETINGS);
  await made.run();
  await workOf(made).refresh({});
  const tasks = await openIn(made);
  assert.ok(!tasks.some(({ key }) => key.endsWith(':not-evidenced')), tasks.map(({ key }) => key).join(', '));
  const bring = tasks.find(({ key }) => key === BRING);
  assert.equal(bring?.title, 'Bring in the records of meetings');
  assert.deepEqual([...(bring?.controls ?? [])].sort(), [...MEETINGS].sort());
  assert.equal(bring?.assignee, 'ada@acme.example');
  const places = bring?.todo.map(({ place }) => `${place?.name} ${place?.of ?? ''}`.trim()) ?? [];
  for (const each of ['source-add', 'import meeting', ...MEETINGS.map((id) => `control ${id}`)])
    assert.ok(places.includes(each), `${each} among ${places.join(', ')}`);
});

/** The task of one control, as it was kept before what several lack was one. */
const before = (made: TestCompany, key: string | undefined, state: string, assigned: string | null) =>
  db.admin.query(
    `insert into task (org, key, kind, function, control, title, guidance, due, effect, state, because, assignee, assigned, opened, changed)
     values ($1, $2, 'gap', 'security', split_part($2, ':', 3), 'bring what shows it', $3, '2026-05-10', 0, $4, '', $5, $6, now(), now())`,
    [
      made.org,
      key,
      JSON.stringify({ why: ['meeting: no source tells of meetings'], todo: [], evidence: [] }),
      state,
      assigned,
      assigned !== null,
    ],
  );

test('the task of one control that asked for the same goes on as the one of all: who was named does it, and what was put aside stays aside', async () => {
  const made = await designed(MEETINGS);
  await made.run();
  const [security, board] = MEETINGS.map((id) => `gap:soc2:${id}:not-evidenced`);
  await before(made, security, 'open', 'bo@acme.example');
  await before(made, board, 'dropped', null);
  const { closed } = await workOf(made).refresh({});
  assert.deepEqual(
    closed.map(({ key, because }) => `${key}: ${because}`).sort(),
    [board, security].map((key) => `${key}: it goes on as "Bring in the records of meetings"`).sort(),
  );
  assert.equal((await workOf(made).show({ key: security ?? '' })).task.state, 'lapsed');
  const { task } = await workOf(made).show({ key: BRING });
  assert.deepEqual([task.state, task.assignee], ['open', 'bo@acme.example'], 'and stays with whoever was named');

  const aside = await designed(MEETINGS);
  await aside.run();
  for (const key of [security, board]) await before(aside, key, 'dropped', null);
  const first = await workOf(aside).refresh({});
  assert.ok(!first.opened.includes(BRING), 'each of them was put aside, with a reason');
  assert.deepEqual(first.closed, []);
  await workOf(aside).reopen({ key: security ?? '' });
  assert.ok((await workOf(aside).refresh({})).opened.includes(BRING), 'until one is taken up again');
});

test('who was named for what goes on does it also where the other task is open already, unless somebody was named there', async () => {
  const made = await designed(MEETINGS);
  await made.run();
  await workOf(made).refresh({});
  const [security, board] = MEETINGS.map((id) => `gap:soc2:${id}:not-evidenced`);
  const of = async () => (await workOf(made).show({ key: BRING })).task.assignee;
  assert.equal(await of(), 'ada@acme.example');
  await before(made, security, 'open', 'bo@acme.example');
  await workOf(made).refresh({});
  assert.equal(await of(), 'bo@acme.example');
  await before(made, board, 'open', 'cy@acme.example');
  await workOf(made).refresh({});
  await workOf(made).refresh({});
  assert.equal(await of(), 'bo@acme.example');
});

test('what controls lack stays a task, of whoever was named or put aside, while something else comes first of each of them', async () => {
  const made = await designed(MEETINGS, Date.UTC(2026, 4, 10, 9));
  await made.run();
  await workOf(made).refresh({});
  await workOf(made).assign({ key: BRING, assignee: 'bo@acme.example' });
  const own = async (owner: string | null) => {
    for (const id of MEETINGS) await made.controls.edit({ id, owner });
  };
  await own(null);
  const { closed, opened } = await workOf(made).refresh({});
  assert.ok(opened.some((key) => key.startsWith('owners:')));
  assert.deepEqual(closed, []);
  const { task } = await workOf(made).show({ key: BRING });
  assert.deepEqual([task.state, task.assignee], ['open', 'bo@acme.example']);
  await own('ada@acme.example');
  await workOf(made).refresh({});
  await workOf(made).drop({ key: BRING, reason: 'The minutes are on paper.' });
  await own(null);
  await workOf(made).refresh({});
  await own('ada@acme.example');
  await workOf(made).refresh({});
  assert.equal((await workOf(made).show({ key: BRING })).task.state, 'dropped');
});

test('what nothing shows goes on as what is missing of the records once that comes before it, and is not called done', async () => {
  const id = 'centralized-logging';
  const gap = `gap:soc2:${id}:not-evidenced`;
  const missing = 'missing:soc2:source:cloud';
  for (const isAside of [false, true]) {
    const made = await testCompany(db, { at: Date.UTC(2025, 11, 10, 9) });
    await made.controls.adopt({ controls: [{ id, owner: 'ada@acme.example' }] });
    await made.engagements.create({
      id: 'soc2',
      name: 'SOC 2',
      type: 'type-2',
      first: '2026-01-01',
      last: '2026-12-31',
    });
    await made.evidence.add({
      control: id,
      purpose: 'design',
      occurred: '2025-12-09',
      name: 'logs.pdf',
      bytes: Buffer.from('logs'),
    });
    await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
    await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
    const read = () =>
      made.bring({ source: 'cloud', population: 'configuration', facts: [SETTING], accounted: {}, look: true });
    await read();
    for (let month = 0; month < 4; month += 1) {
      made.chance.at = Date.UTC(2026, month, 1, 9);
      await read();
    }
    await made.run();
    await workOf(made).refresh({});
    const stateOf = async (key: string) => (await workOf(made).show({ key })).task;
    assert.match((await stateOf(gap)).why.join('; '), /^nothing in the window shows that it was performed/);
    if (isAside) await workOf(made).drop({ key: gap, reason: 'Logs are kept elsewhere.' });
    else await workOf(made).assign({ key: gap, assignee: 'bo@acme.example' });
    made.chance.at = Date.UTC(2026, 6, 20, 9);
    await made.run();
    await workOf(made).refresh({});
    const [ended, asked] = [await stateOf(gap), await stateOf(missing)];
    assert.deepEqual(
      [ended.state, ended.because, asked.state, asked.assignee],
      isAside
        ? ['dropped', 'Logs are kept elsewhere.', 'open', 'ada@acme.example']
        : ['lapsed', 'it goes on as "Complete the readings of cloud"', 'open', 'bo@acme.example'],
    );
  }
});

test('it is done when no control lacks it any more', async () => {
  const made = await designed(MEETINGS);
  await made.run();
  await workOf(made).refresh({});
  await made.bring({ source: 'minutes', population: 'meeting', facts: [], accounted: {} });
  await made.run();
  const { closed } = await workOf(made).refresh({});
  assert.deepEqual(
    closed.filter(({ key }) => key === BRING).map(({ because }) => because),
    ['no control in scope is short of it any more'],
  );
});

test('what shows a performance before, and the one whose time runs out, are asked for once', async () => {
  const id = 'access-review-by-hand';
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 2, 9) });
  await made.controls.add({
    id,
    title: 'Badges are counted',
    statement: 'The office manager counts the badges each quarter and signs the list.',
    frequency: 'quarterly',
    ownerFunction: 'operations',
    criteria: ['CC6.4'],
    owner: 'ada@acme.example',
  });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  await made.evidence.add({
    control: id,
    purpose: 'design',
    occurred: '2026-01-02',
    name: 'list.pdf',
    bytes: Buffer.from('list'),
  });
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
  const gap = `gap:soc2:${id}:not-evidenced`;
  const due = `performance:soc2:${id}:2026-06-30`;
  const ofIt = async () =>
    (await openIn(made)).filter(({ control, kind }) => control === id && kind !== 'finding').map(({ key }) => key);
  made.chance.at = Date.UTC(2026, 4, 10, 9);
  await workOf(made).refresh({});
  assert.deepEqual(await ofIt(), [gap]);
  await workOf(made).assign({ key: gap, assignee: 'bo@acme.example' });
  made.chance.at = Date.UTC(2026, 5, 20, 9);
  await workOf(made).refresh({});
  assert.deepEqual(await ofIt(), [due]);
  const { task } = await workOf(made).show({ key: due });
  assert.equal(task.assignee, 'bo@acme.example');
  assert.match(
    task.why.join('; '),
    /between 2026-04-01 and 2026-06-30; nothing shows whether 1 performance took place/,
  );
  assert.equal(
    (await workOf(made).show({ key: gap })).task.because,
    'it goes on as "Badges are counted: perform it before its period ends"',
  );
  made.chance.at = Date.UTC(2026, 6, 5, 9);
  await workOf(made).refresh({});
  assert.deepEqual(await ofIt(), [gap]);
  assert.equal((await workOf(made).show({ key: gap })).task.assignee, 'bo@acme.example');
  assert.equal(
    (await workOf(made).show({ key: due })).task.because,
    'its last day is over, and nothing shows that it was performed',
  );
  await workOf(made).drop({ key: gap, reason: 'The lists are lost.' });
  const next = `performance:soc2:${id}:2026-09-30`;
  made.chance.at = Date.UTC(2026, 8, 20, 9);
  await workOf(made).refresh({});
  assert.deepEqual(await ofIt(), [next], 'what is due can still be performed');
  await workOf(made).assign({ key: next, assignee: 'cy@acme.example' });
  made.chance.at = Date.UTC(2026, 9, 5, 9);
  await workOf(made).refresh({});
  assert.deepEqual([await ofIt(), (await workOf(made).show({ key: gap })).task.state], [[], 'dropped']);
});

test('that nobody owns a control is asked for beside others of its function, and not by the task of its design', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 2, 9) });
  await made.controls.adopt({ controls: [{ id: 'cyber-insurance' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
  await workOf(made).refresh({});
  const tasks = await openIn(made);
  assert.ok(
    tasks.some(({ key }) => key === 'owners:soc2:leadership'),
    tasks.map(({ key }) => key).join(', '),
  );
  const design = tasks.find(({ key }) => key === 'gap:soc2:cyber-insurance:design');
  assert.doesNotMatch(design?.why.join('; ') ?? '', /owns/);
  assert.deepEqual(
    design?.todo.map(({ says }) => says),
    ['Attach evidence of the design.'],
  );
});

test('what a source left out is one task, which is that of quiet sources while it is one of them', async () => {
  const made = await designed(MEETINGS);
  await made.bring({ source: 'minutes', population: 'meeting', facts: [], accounted: { to: Date.UTC(2026, 1, 1) } });
  await made.run();
  await workOf(made).refresh({});
  const tasks = await openIn(made);
  const about = tasks.filter(({ why }) => why.some((line) => line.includes('minutes')));
  assert.deepEqual(
    about.map(({ key }) => key),
    ['missing:soc2:source:minutes'],
  );
  assert.deepEqual([...(about[0]?.controls ?? [])].sort(), [...MEETINGS].sort());
  const examined = await examinedIn(made.deps, made.org);
  const quiet = {
    rule: 'source-gone-quiet',
    subject: 'minutes',
    says: 'minutes was last read 340 days ago.',
    next: 'Test it, mend what the test names, and read it again.',
    place: { name: 'source' as const, of: 'minutes' },
    title: 'A source has not been read for a while',
    task: 'Have quiet sources read again',
    why: 'What a source drops in the meantime is gone.',
    settled: 'Each source was read lately.',
    weight: 'exception' as const,
    checks: [],
  };
  const laid = { hasExamination: true, hasControls: true, hasSource: true, hasPeople: true, deal: null };
  const finding = 'finding:soc2:source-gone-quiet:engineering';
  const asking = (tasks: Standing) =>
    Object.fromEntries(
      causesIn(laid, { ...examined, findings: [...examined.findings, quiet] }, tasks, 20_000)
        .filter(({ guidance }) => guidance.why.some((line) => line.includes('minutes')))
        .map(({ key, beneath }) => [key, beneath.map(({ control }) => control).sort()]),
    );
  const both = [...MEETINGS].sort();
  assert.deepEqual(asking(new Map()), { [finding]: both });
  assert.deepEqual(
    asking(new Map([[finding, 'dropped']])),
    { [finding]: [], 'missing:soc2:source:minutes': both },
    'where that is put aside, it is asked for all the same',
  );
});

test('that a population rests on somebody’s word is one task, and none of each control', async () => {
  const made = await designed(MEETINGS);
  await made.bring({
    source: 'minutes',
    population: 'meeting',
    facts: ['2026-01-20', '2026-04-20', '2026-07-20', '2026-10-20'].flatMap((day) =>
      (['security-steering', 'board'] as const).map((kind) => ({
        id: `${kind}-${day}`,
        kind,
        heldAt: `${day}T12:00:00Z`,
        minutes: 'https://wiki.acme.example/minutes',
        minutesAt: `${day}T15:00:00Z`,
        actions: 1,
      })),
    ),
    accounted: { kind: 'declared', sourceCount: null },
  });
  await made.run();
  await workOf(made).refresh({});
  const tasks = await openIn(made);
  const word = tasks.find(({ key }) => key.startsWith('finding:soc2:completeness-declared-only'));
  assert.ok(word !== undefined, tasks.map(({ key }) => key).join(', '));
  assert.deepEqual(
    tasks.filter(({ key }) => key.endsWith(':incomplete')).map(({ why }) => why),
    [],
  );
  assert.deepEqual([...word.controls].sort(), [...MEETINGS].sort());
});

test('a statement that cannot be tested is a part of the design where it is to be completed anyway', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 2, 9) });
  const ids = ['security-alert-triage', 'cyber-insurance'];
  await made.controls.adopt({ controls: ids.map((id) => ({ id, owner: 'ada@acme.example' })) });
  await made.controls.edit({
    id: 'security-alert-triage',
    statement: 'The company looks at alerts regularly, and triages each within {hours}.',
  });
  await made.controls.edit({ id: 'cyber-insurance', statement: 'The company renews its cover periodically.' });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  await made.bring({ source: 'git', population: 'change', facts: [CHANGE] });
  await made.bring({ source: 'hr', population: 'person', facts: [PERSON] });
  const { todo } = await workOf(made).past({
    asOf: String(await db.transaction(made.org, (tx) => made.ledger.size(tx))),
  });
  const saying = (word: string) => todo.filter(({ why }) => why.some((line) => line.includes(`"${word}"`)));
  assert.deepEqual(
    saying('regularly').map(({ key }) => key),
    ['gap:soc2:security-alert-triage:design'],
  );
  assert.match(saying('regularly')[0]?.why.join('; ') ?? '', /no number/);
  assert.deepEqual(
    saying('periodically').map(({ kind }) => kind),
    ['finding'],
  );
});
