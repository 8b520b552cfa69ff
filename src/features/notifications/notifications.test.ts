import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Permission } from '#/contract/endpoint.ts';
import { localClient } from '#/contract/local-client.ts';
import { CHECKS } from '#/checks/index.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { evidence } from '#/features/evidence/index.ts';
import { workContract } from '#/features/work/contract.ts';
import { work } from '#/features/work/index.ts';
import { CHANGE, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { notificationsContract } from './contract.ts';
import { forgetOldNotices, notifications } from './index.ts';
import { type Count, risesIn } from './rises.ts';
import { RULES } from './rules/all.service.ts';

const db = await testDatabase();
const ADA = 'ada@acme.example';

/** What somebody is told who has some permissions; left out: all of them. */
function toldTo({ deps, org }: TestCompany, person: string, may?: readonly Permission[]) {
  const standing = { role: 'x', account: randomUUID(), strong: true, engagements: null };
  const who = { org, person, ...(may === undefined ? {} : { standing: { ...standing, may } }) };
  return localClient(notificationsContract, notifications(deps), who);
}

const titlesOf = async (of: ReturnType<typeof toldTo>): Promise<readonly string[]> =>
  (await of.list({})).notices.map(({ kind, title, says }) => `${kind}: ${title} (${says})`);

const change = (revision: string): Fact<'change'> => ({ ...CHANGE, revision });

test('a task is told when somebody gives it, and anew when its day is near, there and over', async () => {
  const made = await testCompany(db);
  const tasks = localClient(workContract, work({ ...made.deps, attach: evidence(made.deps).add }), made.caller);
  await tasks.refresh({});
  const [{ key, title, due } = assert.fail()] = (await tasks.list({})).tasks;
  const ada = toldTo(made, ADA);
  assert.deepEqual(await titlesOf(ada), []);
  await tasks.assign({ key, assignee: 'Ada@acme.example' });
  const [given] = (await ada.list({})).notices;
  assert.equal(given?.title, title);
  assert.match(given.says, /^lead@acme\.example gave it to you; due on \d+ \w+ 2026$/);
  assert.deepEqual(given.link, { to: '/work', search: { task: key } });
  assert.deepEqual(await titlesOf(toldTo(made, 'bo@acme.example')), [], 'it is hers');
  await tasks.assign({ key, assignee: 'lead@acme.example' });
  assert.deepEqual(await titlesOf(toldTo(made, 'lead@acme.example')), [], 'nobody is told of what they did');
  await tasks.assign({ key, assignee: ADA });
  const heard: string[] = [];
  for (const days of [-9, -3, -1, 0, 1, 40]) {
    made.chance.at = Date.parse(`${due}T09:00:00Z`) + days * DAY;
    const { notices, unread } = await ada.list({});
    heard.push(`${notices[0]?.says.split(/[ ,:]/)[0]} ${unread}`);
    await ada.mark({});
  }
  assert.deepEqual(heard, ['lead@acme.example 1', 'Due 1', 'Due 0', 'Due 1', 'Late 1', 'Late 0']);
});

test('new deviations are told until none is left, many checks in one line', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 2, 1, 9) });
  await made.controls.adopt({ controls: [{ id: 'change-peer-review' }] });
  await made.bring({ source: 'git', population: 'change', facts: [change('one')] });
  await made.run(['changes.approved-by-another']);
  const ada = toldTo(made, ADA);
  const [{ key, says, link, since } = assert.fail()] = (await ada.list({})).notices;
  assert.equal(says, '1 new deviation, 1 in all');
  assert.deepEqual(link, { to: '/checks/changes.approved-by-another', search: { outcome: 'deviation' } });
  assert.equal(since, made.chance.at);
  assert.equal((await ada.mark({})).unread, 0);
  made.chance.at += HOUR;
  await made.run(['changes.approved-by-another']);
  const again = (await ada.list({})).notices;
  assert.deepEqual([again.length, again[0]?.key, again[0]?.read], [1, key, true], 'a run that found no more');
  await made.bring({ source: 'git', population: 'change', facts: [change('two'), change('three')] });
  await made.run(['changes.approved-by-another']);
  const [rose] = (await ada.list({})).notices;
  assert.deepEqual([rose?.says, rose?.read], ['2 new deviations, 3 in all', false]);
  made.chance.at += 15 * DAY;
  assert.deepEqual(await titlesOf(ada), [], 'that is no news any more');
  await made.bring({ source: 'git', population: 'change', facts: [change('four')] });
  await made.run(['changes.approved-by-another']);
  assert.equal((await ada.list({})).notices[0]?.says, '1 new deviation, 4 in all', 'the run before was long ago');
  made.chance.at += 15 * DAY;
  for (const { id } of CHECKS.slice(0, 6))
    await db.admin.query(
      `insert into check_run (org, position, check_id, number, base, population, as_of_position, as_of, rule, inputs, counts, findings, outcomes, root, judged)
       values ($1, (select max(position) + 1 from check_run where org = $1), $2, 9, 1, 'x', 0, $3, '{}', '{}', $4, '{}', '', '', 0)`,
      [made.org, id, new Date(made.chance.at).toISOString(), { shown: { deviation: 0 } }],
    );
  const more = `insert into check_run select org, position + 9, check_id, 10, base, population, as_of_position, as_of, rule, inputs, '{"shown": {"deviation": 2}}', findings, outcomes, root, judged from check_run where org = $1 and number = 9`;
  await db.admin.query(more, [made.org]);
  assert.deepEqual(await titlesOf(ada), [
    'deviations: 6 checks found new deviations (12 new deviations in the last two weeks)',
  ]);
  const run = (check: string, number: number, deviations: number): Count => ({ check, number, deviations, at: number });
  const rises = (...counts: readonly Count[]) => risesIn(counts).map(({ number, more }) => [number, more]);
  assert.deepEqual(rises(run('a', 1, 2), run('a', 2, 2)), [[1, 2]]);
  assert.deepEqual(rises(run('a', 7, 2), run('a', 8, 2)), [], 'what was before is not known');
  assert.deepEqual(rises(run('a', 8, 1), run('a', 7, 3), run('a', 9, 2)), [[9, 1]]);
  assert.deepEqual(rises(run('a', 1, 3), run('a', 2, 0)), [], 'none is left');
});

test('each rule tells of its thing, to whoever may see it and can do something, and of nothing that is over', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 5, 1, 9) });
  const { org, chance } = made;
  const at = (days: number): string => new Date(chance.at + days * DAY).toISOString();
  const put = (table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const names = ['org', ...Object.keys(row)];
    const places = names.map((_, place) => `$${place + 1}`);
    return db.admin.query(`insert into ${table} (${names.join()}) values (${places.join()})`, [
      org,
      ...Object.values(row),
    ]);
  };
  const job = { state: 'dead', person: 'schedule', what: '', done: 0, tries: 4, error: 'It is away.', changed: at(0) };
  for (const [kind, subject, made_, state] of [
    ['collect', 'gone', -2, 'dead'],
    ['collect', 'mended', -3, 'dead'],
    ['collect', 'mended', -1, 'done'],
    ['check', 'changes.ticket-linked', -3, 'dead'],
    ['check', '', -2, 'done'],
  ] as const)
    await put('job', {
      ...job,
      id: randomUUID(),
      kind,
      subject,
      state,
      made: at(made_),
      finished: at(made_),
    });
  const visitors = { again: randomUUID(), once: randomUUID() };
  for (const [name, id] of Object.entries(visitors))
    await put('visitor', { id, email: `${name}@buyer.example`, party: 'p', name, company: 'Buyer', made: at(-9) });
  const asked = { visitor: visitors.once, name: 'Eve', company: 'Buyer', reason: '', documents: '["d"]', made: at(-1) };
  await put('access_request', { ...asked, id: randomUUID(), state: 'waiting' });
  await put('access_request', { ...asked, id: randomUUID(), state: 'denied' });
  const given = { documents: '["d"]', download: false, person: 'x', briefs: '[]' };
  for (const [position, visitor, ends] of [
    [0, 'once', 3],
    [0, 'again', 3],
    [0, 'again', 90],
  ] as const) {
    const id = randomUUID();
    await put('access_grant', { ...given, id, position, visitor: visitors[visitor], expires: at(ends) });
    await put('access_tally', { grant_id: id });
  }
  const hook = { kinds: '{}', secret: '\\x00', person: 'x', created: at(-9), told: 0, because: '' };
  for (const [host, enabled, failing, because] of [
    ['late', true, at(-1), ''],
    ['fine', true, null, ''],
    ['shaky', true, at(-0.01), ''],
    ['silent', false, at(-6), 'nothing arrived there for long: it answered 500'],
    ['chosen', false, at(-6), 'turned off by x'],
  ] as const)
    await put('webhook', { ...hook, id: randomUUID(), url: `https://${host}.example/x`, enabled, failing, because });
  const exclusion = { check_id: 'changes.approved-by-another', reason: 'x', person: 'x' };
  for (const [position, item, expires] of [
    [0, 'soon', at(2)],
    [1, 'later', at(9)],
    [2, 'ever', null],
  ] as const)
    await put('exclusion', { ...exclusion, position, item, expires });
  const letter = { role: null, subject: 's', tries: 0, body: '\\x00', made: at(-1), expires: at(1) };
  for (const [recipient, kind, more] of [
    ['eve@buyer.example', 'access', {}],
    ['late@buyer.example', 'access', { expires: at(-0.5) }],
    ['sent@buyer.example', 'access', { state: 'delivered' }],
    ['new@acme.example', 'invitation', {}],
  ] as const)
    await put('mail', { ...letter, id: randomUUID(), kind, recipient, state: 'kept', ...more });
  const all = await titlesOf(toldTo(made, ADA));
  const said: Readonly<Record<string, readonly RegExp[]>> = {
    job: [/^job: The source gone could not be read \(It is away\.\)$/],
    request: [/^request: Eve of Buyer asks to read \(1 document, until somebody decides\)$/],
    grant: [/^grant: The access of once of Buyer ends \(They read until 4 Jun 2026\)$/],
    webhook: [
      /^webhook: Nothing arrives at late\.example /,
      /^webhook: Nothing arrives at silent\.example .*turned off/,
    ],
    outbox: [/^outbox: A link for eve@buyer\.example waits to be handed over \(No mail leaves this server\. /],
    exclusion: [/^exclusion: An exclusion ends: A change .*\(soon counts again after 3 Jun 2026\)$/],
  };
  for (const [kind, lines] of Object.entries(said)) {
    const found = all.filter((line) => line.startsWith(`${kind}: `)).sort();
    assert.equal(found.length, lines.length, found.join('\n'));
    found.forEach((line, place) => assert.match(line, lines[place] ?? /never/));
  }
  assert.equal(all.length, 7);
  for (const { kind, needs } of RULES) {
    const kinds = async (may: readonly Permission[]) =>
      new Set((await toldTo(made, ADA, may).list({})).notices.map((each) => each.kind));
    const reached = RULES.filter((each) => each.kind in said && each.needs.every((one) => needs.includes(one)));
    assert.deepEqual(await kinds(needs), new Set(reached.map((each) => each.kind)), kind);
    for (const lacking of needs)
      assert.ok(!(await kinds(needs.filter((each) => each !== lacking))).has(kind), `${kind} without ${lacking}`);
  }
});

test('what was read is kept for each person, for what there is, and can be taken back', async () => {
  const made = await testCompany(db, { at: Date.UTC(2026, 5, 1, 9) });
  const at = new Date(made.chance.at).toISOString();
  for (const subject of ['one', 'two'])
    await db.admin.query(
      `insert into job (org, id, kind, subject, state, person, what, done, tries, made, changed) values ($1, $2, 'collect', $3, 'dead', 'x', '', 0, 4, $4, $4)`,
      [made.org, randomUUID(), subject, at],
    );
  const [ada, bo] = [toldTo(made, ADA), toldTo(made, 'bo@acme.example')];
  const [first = assert.fail(), second = assert.fail()] = (await ada.list({})).notices.map(({ key }) => key);
  assert.equal((await ada.mark({ keys: [first, 'webhook of nobody'] })).unread, 1);
  assert.equal((await ada.mark({ keys: [first] })).unread, 1, 'twice is once');
  assert.equal((await bo.list({})).unread, 2, 'hers are not his');
  const kept = await db.admin.query<{ notice: string }>('select notice from notice_read where org = $1', [made.org]);
  assert.deepEqual(kept.rows, [{ notice: first }], 'what there is not is not kept');
  assert.equal((await ada.mark({})).unread, 0);
  assert.equal((await ada.mark({ keys: [second], read: false })).unread, 1);
  assert.deepEqual(
    (await ada.list({})).notices.map(({ key, read }) => [key, read]),
    [
      [first, true],
      [second, false],
    ],
  );
  made.chance.at += 401 * DAY;
  await forgetOldNotices(made.deps, made.org);
  assert.equal((await ada.list({})).unread, 2);
});
