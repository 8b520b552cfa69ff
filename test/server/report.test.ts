import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { fsck } from '#/app/fsck.ts';
import { OPERATIONS } from '#/contract/api.ts';
import { localClient } from '#/contract/local-client.ts';
import type { ReportFacts } from '#/features/reports/facts.contract.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { organizationIn, personIn, publishTrust } from '#test/kit/people.ts';
import { linkIn, type Page, Reader } from '#test/kit/reader.ts';
import { briefLine, reportFacts } from '#test/kit/report.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { url, db, attestry } = installation;
const org = await organizationIn(installation, 'acme');
const owner = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const ACME = { 'attestry-organization': 'acme' };

async function api(route: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await owner.browser.send(body === undefined ? 'GET' : 'POST', `/api${route}`, { body, headers: ACME });
  assert.equal(answer.status, 200, `${route}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

for (const each of [org, await organizationIn(installation, 'other')]) await publishTrust(installation, each);
const original = await testPdf(12, 'the report, page');
const added = await api('/documents', {
  title: 'SOC 2 Type II report',
  kind: 'soc2-report',
  level: 'request',
  first: '2025-01-01',
  last: '2025-12-31',
  name: 'report.pdf',
  bytes: Buffer.from(original).toString('base64'),
});
const report = String(added['id']);
const as = (person: string) => localClient(reportsContract, reports(attestry), { org, person });

async function record(facts: ReportFacts): Promise<void> {
  const { version, digest } = await as('ada@acme.example').record({ document: report, facts });
  await as('bo@acme.example').confirm({ document: report, version, digest });
  const { position } = await as('ada@acme.example').writeBrief({ document: report, lines: [briefLine('1')] });
  briefs = [position];
}
/** What whoever gives the report has to have read. */
let briefs: readonly number[] = [];

/** Somebody who was let in, and signed in by the link that they got. */
async function reader(email: string, more: Readonly<Record<string, unknown>> = {}) {
  const { grant } = await api('/grants', {
    email,
    name: 'Rita <i>Review',
    company: 'Buyer & Sons',
    documents: [report],
    briefs,
    reportsRead: [report],
    days: 30,
    ...more,
  });
  const made = new Reader(url);
  const page = await made.post(linkIn((await smtp.next(email)).text));
  assert.equal(page.status, 200, page.text);
  return { reader: made, grant: String(grant), room: page };
}

const place = (more = '/report', slug = 'acme', id = report): string => `/t/${slug}/documents/${id}${more}`;
const PATHS = ['/report', '/record', '/record.json'];

test('without confirmed facts there is the file alone', async () => {
  const { reader: rita, room } = await reader('early@buyer.example');
  assert.doesNotMatch(room.text, /order of reviewers/);
  for (const path of PATHS) assert.equal((await rita.get(place(path))).status, 404, path);
  await as('ada@acme.example').record({ document: report, facts: reportFacts() });
  assert.equal((await rita.get(place())).status, 404, 'recorded, and not confirmed');
  await record(reportFacts());
  assert.match((await rita.get('/t/acme/access')).text, /order of reviewers/);
});

test('the page follows the order of reviewers, and each fact leads to its page of the reader’s own copy', async () => {
  const { reader: rita } = await reader('rita@buyer.example');
  const { text, status, headers } = await rita.get(place());
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(text, /<script/);
  const order = [...text.matchAll(/<section id="([a-z]+)">/g)].map(([, id]) => id);
  assert.deepEqual(order, [
    'opinion',
    'system',
    'assertion',
    'exceptions',
    'infrastructure',
    'controls',
    'subservice',
    'incidents',
    'cuecs',
    'time',
    'sections',
    'record',
  ]);
  for (const [says, page] of [
    ['qualified', 3],
    ['Access of two leavers was not removed in time.', null],
    ['For 2 of 25 leavers', null],
    ['Removal is automatic since March 2026.', 12],
    ['Keeps its halls closed.', null],
    ['Customers keep their keys to themselves.', null],
  ] as const) {
    assert.ok(text.includes(says), says);
    if (page !== null) assert.ok(text.includes(`href="${place('')}#page=${page}" target="copy"`), `page ${page}`);
  }
  assert.match(text, /New York, number 0042\. <a href="https:\/\/cpaverify\.org\/"/);
  assert.match(text, /The report says that there are none\..*#page=7/s);
  assert.match(text, /The report does not speak of it/);
  assert.match(text, /Nothing was transcribed\. See/, 'an empty cell of results is no word about them');
  assert.match(text, /none of the reports that are named speaks of 1.October.2024 to 31.December.2024 \(92 days\)/);
  assert.match(text, /From 1.January.2026 to today nothing that is recorded here speaks/);
  assert.match(text, /The PDF rules\..*transcribed these facts.*a second person there confirmed/s);
  assert.doesNotMatch(text, /ada@acme|bo@acme/, 'who did it is not told to those outside');
  const copy = await rita.get(place(''));
  assert.match(copy.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/);
});

test('the letter and the reports before lead to pages of their own copies, for whoever was let in to those', async () => {
  const add = async (about: object, text: string): Promise<string> => {
    const bytes = Buffer.from(await testPdf(4, text)).toString('base64');
    return String((await api('/documents', { level: 'request', name: 'x.pdf', bytes, ...about }))['id']);
  };
  const letter = await add({ title: 'Bridge letter', kind: 'bridge-letter' }, 'the letter, page');
  const days = { first: '2023-10-01', last: '2024-09-30' };
  const before = await add({ title: 'The report before', kind: 'soc2-report', ...days }, 'the report before, page');
  const facts = reportFacts({
    bridge: { through: '2026-02-28', dated: '2026-03-01', document: letter, page: 2 },
    previous: [
      { type: 'type-2', ...days, document: before, page: 3 },
      { type: 'type-2', first: '2022-10-01', last: '2023-09-30', page: 11 },
    ],
  });
  await record(facts);
  const { reader: rita } = await reader('all@buyer.example', {
    documents: [report, letter, before],
    reportsRead: [report, before],
  });
  const at = (id: string, page: number): string => `href="${place('', 'acme', id)}#page=${page}" target="copy"`;
  const { text } = await rita.get(place());
  const time = text.slice(text.indexOf('<section id="time">'), text.indexOf('<section id="sections">'));
  for (const each of [at(letter, 2), at(before, 3), at(report, 11)]) assert.ok(time.includes(each), each);
  assert.match(time, /p\. 2 of “Bridge letter”/);
  assert.match((await rita.get(place('', 'acme', letter))).headers.get('content-type') ?? '', /pdf/);
  assert.match((await rita.get(place('/record'))).text, /p\. 3 of “The report before”/);
  const { reader: rob } = await reader('one@buyer.example');
  const his = await rob.get(place());
  assert.doesNotMatch(his.text, /“Bridge letter”|“The report before”/, 'not a word of what he was not given');
  const asking = (id: string): string => `It is not among your documents: <a href="/t/acme/request?document=${id}">`;
  for (const id of [letter, before]) assert.ok(his.text.includes(asking(id)), 'one jump to where he asks for it');
  const form = (await rob.get(`/t/acme/request?document=${letter}`)).text;
  assert.match(form, new RegExp(`value="${letter}" checked`));
  assert.equal(form.split(' checked').length, 2, 'and for nothing else');
  assert.match(form, /SOC 2 Type II report <span class="note line">[^<]*among your documents/);
  assert.doesNotMatch(form, /name="(?:name|email|company)"/, 'what is known of him is not asked again');
  const asked = { documents: letter, reason: 'The time since the window.' };
  assert.match((await rob.post('/t/acme/request', asked)).text, /<h2>Waiting<\/h2>/);
  const twice = (await rob.post('/t/acme/request', asked)).text;
  assert.equal(twice.split('Asked on').length, 2, 'what waits is not asked for twice');
  assert.match((await rob.get(place())).text, /You <a href="\/t\/acme\/access">asked for it<\/a>/);
  const again = (await rob.get(`/t/acme/request?document=${before}`)).text;
  assert.match(again, /<textarea[^>]*>The time since the window\.<\/textarea>/, 'the reason is not typed twice');
  assert.match(again, /Bridge letter <span class="note line">[^<]*asked for already/);
  assert.doesNotMatch((await rob.get(place('/record'))).text, /request\?document/, 'paper has no jumps');
  await api(`/documents/${before}/retire`, { reason: 'The firm withdrew it.' });
  assert.match((await rob.get(place())).text, /It is not given to anybody any more\./);
  assert.ok(his.text.includes(at(report, 11)), 'where this report speaks of it is a page of his copy');
  const refused = await rob.get(place('', 'acme', letter));
  assert.deepEqual([refused.status, refused.text.includes(`/request?document=${letter}`)], [403, true]);
  const open = await add({ title: 'A letter for everybody', kind: 'bridge-letter', level: 'public' }, 'open');
  await record(reportFacts({ bridge: { through: '2026-02-28', dated: '2026-03-01', document: open, page: 1 } }));
  assert.ok((await rob.get(place())).text.includes(at(open, 1)), 'what is public is open to readers, too');
  assert.equal((await rob.get(place('/open', 'acme', open))).status, 204, 'and stays open while it is shown');
  assert.equal((await rob.get(place('/open', 'acme', letter))).status, 403);
  await record(reportFacts());
});

test('what a reader ticks and writes is kept for them, and leaves as a record, also where no file is offered', async () => {
  const { reader: rita, grant } = await reader('only@buyer.example', { download: false });
  assert.equal((await rita.get(place('/copy'))).status, 403);
  const typed = {
    product: ' acme  LEDGER ',
    'note:opinion': 'Ask about the two leavers.\r\n\r\nAnd the dates.',
    'decision:1': 'in place',
    'remark:1': 'Our directory does it.',
    'decision:2': 'planned',
    'decision:99': 'planned',
    'decision:__proto__': 'planned',
    at: 'cuecs',
  };
  const kept = await rita.post(place(), typed);
  assert.equal(kept.status, 200);
  assert.match(kept.text, /2 of 2 decided/);
  assert.match(kept.text, /The report names “Acme Ledger”/);
  const json = await rita.get(place('/record.json'));
  assert.match(json.headers.get('content-disposition') ?? '', /^attachment/);
  const said = JSON.parse(json.text);
  assert.deepEqual(said.document, {
    id: report,
    title: 'SOC 2 Type II report',
    sha256: sha256Hex(original),
    pages: 12,
  });
  assert.deepEqual(
    said.cuecs.map((each: { number: string; decision: string; note: string; page: number }) => [
      each.number,
      each.decision,
      each.note,
      each.page,
    ]),
    [
      ['1', 'in place', 'Our directory does it.', 7],
      ['2', 'planned', '', 7],
    ],
  );
  assert.deepEqual(
    [said.notes.opinion, said.product.report],
    ['Ask about the two leavers.\n\nAnd the dates.', 'named'],
  );
  assert.equal(said.facts.opinion.kind, 'qualified');
  assert.equal(said.transcription.grant, grant);
  const printed = await rita.get(place('/record'));
  for (const word of [sha256Hex(original), 'Ask about the two leavers.', 'in place with us', grant])
    assert.ok(printed.text.includes(word), word);
  assert.doesNotMatch(printed.text, /<textarea|type="radio"/);
  const { views } = (await api(`/grants/${grant}`)) as { views: { part: string; copy: string }[] };
  assert.deepEqual(
    views.map(({ part }) => part).toSorted(),
    ['facts', 'record', 'record'],
    'each look is recorded; what they wrote is not',
  );
});

test('what was written about a file is not taken for words about the one in its place', async () => {
  const { reader: rita } = await reader('again@buyer.example');
  await rita.post(place(), { 'decision:1': 'in place', at: 'cuecs' });
  const replace = async (bytes: Uint8Array): Promise<void> => {
    const body = { name: 'report.pdf', bytes: Buffer.from(bytes).toString('base64') };
    const { status } = await owner.browser.send('PUT', `/api/documents/${report}/file`, { body, headers: ACME });
    assert.equal(status, 200);
  };
  const other = await testPdf(12, 'another report');
  await replace(other);
  await record(reportFacts());
  assert.match((await rita.get(place())).text, new RegExp(`replaced the file since .*${sha256Hex(original)}`, 's'));
  const said = JSON.parse((await rita.get(place('/record.json'))).text);
  assert.deepEqual([said.document.sha256, said.writtenAbout.sha256], [sha256Hex(other), sha256Hex(original)]);
  assert.match((await rita.get(place('/record'))).text, /are about an earlier file/);
  await rita.post(place(), { 'decision:1': 'planned', at: 'cuecs' });
  const anew = JSON.parse((await rita.get(place('/record.json'))).text);
  assert.equal(anew.writtenAbout.sha256, sha256Hex(other));
  await replace(original);
  await record(reportFacts());
});

test('what is too long or no decision is refused in words, and nothing that was typed is lost', async () => {
  const { reader: rita } = await reader('long@buyer.example');
  for (const fields of [
    { 'note:opinion': 'x'.repeat(4_001), 'note:time': 'kept on the page' },
    { 'decision:1': 'effective', 'note:time': 'kept on the page' },
    { 'note:nowhere': 'x', 'note:time': 'kept on the page' },
  ]) {
    const page = await rita.post(place(), fields);
    assert.equal(page.status, 422, Object.keys(fields).join());
    assert.match(page.text, /role="alert".*kept on the page/s);
  }
  const big = await rita.post(place(), { 'note:opinion': 'x'.repeat(2_000_000) });
  assert.equal(big.status, 413);
});

test('no endpoint of the company tells what a reader wrote', async () => {
  const { reader: rita } = await reader('secret@buyer.example');
  const mark = `mark-${randomUUID().slice(0, 8)}`;
  await rita.post(place(), { product: mark, 'note:opinion': mark, 'decision:1': 'planned', 'remark:1': mark });
  assert.ok((await rita.get(place('/record'))).text.includes(mark));
  for (const { endpoint, name } of OPERATIONS.filter(({ endpoint: { method } }) => method === 'GET')) {
    const route = endpoint.path.replaceAll(/\{\w+\}/g, report);
    const answer = await owner.browser.send('GET', `/api${route}`, { headers: ACME });
    assert.equal(JSON.stringify(answer.body).includes(mark), false, name);
  }
  const entries = (await api('/ledger/entries?limit=500'))['entries'] as { position: number }[];
  for (const { position } of entries.slice(0, 40))
    assert.equal(JSON.stringify(await api(`/ledger/entries/${position}`)).includes(mark), false);
  const { reader: other } = await reader('colleague@buyer.example');
  for (const path of PATHS)
    assert.equal((await other.get(place(path))).text.includes(mark), false, `a colleague: ${path}`);
});

test('nothing of it leaks: no, made up, foreign and ended credentials, by any path', async () => {
  const { reader: rita, grant } = await reader('leak@buyer.example');
  await rita.post(place(), { 'note:opinion': 'my own words' });
  const session = rita.cookie() ?? '';
  const carrying = (value: string): Reader => {
    const made = new Reader(url);
    made.carry(value);
    return made;
  };
  const clean = (page: Page, where: string): void => {
    assert.doesNotMatch(page.text, /qualified|leavers|my own words|Quimby/, where);
    assert.equal(page.headers.get('cache-control'), 'no-store', where);
  };
  for (const path of PATHS) {
    for (const [who, made] of [
      ['nobody', new Reader(url)],
      ['made up', carrying('x'.repeat(43))],
      ['an owner of the company', carrying(owner.browser.cookie('attestry.session_token') ?? '')],
    ] as const) {
      const page = await made.get(place(path));
      assert.equal(page.status, 403, `${who}: ${path}`);
      clean(page, `${who}: ${path}`);
    }
    for (const slug of ['other', 'nowhere']) {
      const page = await carrying(session).get(place(path, slug));
      assert.ok([403, 404].includes(page.status), `${slug}: ${path}`);
      clean(page, `${slug}: ${path}`);
    }
    for (const id of [randomUUID(), 'x', '..%2f'])
      assert.ok([403, 404].includes((await rita.get(place(path, 'acme', id))).status), `${id}${path}`);
  }
  const foreign = await fetch(new URL(place(), url), {
    method: 'POST',
    headers: { cookie: `attestry_reader=${session}`, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ product: 'x' }),
  });
  assert.equal(foreign.status, 403, 'another site cannot write for them');
  await api(`/grants/${grant}/revoke`, { reason: 'The deal is off.' });
  const revoked = await rita.get(place());
  assert.equal(revoked.status, 403);
  clean(revoked, 'revoked');
  assert.equal((await rita.post(place(), { product: 'x' })).status, 403);
  const record = await rita.get(place('/record'));
  assert.deepEqual([record.status, /my own words/.test(record.text)], [200, true], 'what they wrote stays theirs');
  assert.match(record.text, /Your access has ended/);
  assert.doesNotMatch(record.text, /qualified|leavers|Quimby/);
  const data = JSON.parse((await rita.get(place('/record.json'))).text);
  assert.deepEqual([data.facts, data.transcription, data.notes.opinion], [null, null, 'my own words']);
});

test('access that has ended, and facts that were taken back, show nothing', async () => {
  const { reader: rita, grant } = await reader('late@buyer.example', { days: 7 });
  await db.admin.query('alter table access_grant disable trigger append_only');
  const { rows } = await db.admin.query('select expires from access_grant where id = $1', [grant]);
  await db.admin.query("update access_grant set expires = now() - interval '1 second' where id = $1", [grant]);
  for (const path of PATHS) {
    const page = await rita.get(place(path));
    assert.deepEqual([page.status, /your access has ended/.test(page.text)], [403, true], path);
  }
  await db.admin.query('update access_grant set expires = $2 where id = $1', [grant, rows[0].expires]);
  await db.admin.query('alter table access_grant enable trigger append_only');
  await as('ada@acme.example').withdraw({ document: report, reason: 'A page was wrong.' });
  for (const path of PATHS) assert.equal((await rita.get(place(path))).status, 404, path);
});

test('HTML in every field is text', async () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const into = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(into);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        typeof member === 'string' && TYPED.has(name) ? `${member}${evil}` : into(member),
      ]),
    );
  };
  await record(into(reportFacts()) as ReportFacts);
  const { reader: rita } = await reader('html@buyer.example');
  const hostile = { product: evil, 'note:opinion': evil, 'remark:1': evil };
  for (const page of [await rita.post(place(), hostile), await rita.get(place('/record'))]) {
    assert.equal(page.status, 200, page.text.slice(0, 400));
    assert.doesNotMatch(page.text, /<script|<img/);
    assert.ok(page.text.split('&lt;script&gt;').length > 15, `${page.text.split('&lt;script&gt;').length} places`);
  }
  const json = await rita.get(place('/record.json'));
  assert.deepEqual(
    [json.headers.get('content-type'), json.headers.get('x-content-type-options')],
    ['application/json; charset=utf-8', 'nosniff'],
  );
});

/** What people type in facts as text. */
const TYPED = new Set([
  'name',
  'basis',
  'qualifications',
  'title',
  'nature',
  'response',
  'where',
  'about',
  'statement',
  'tests',
  'results',
  'service',
  'text',
  'licence',
  'licensedIn',
]);

test('who is forgotten leaves nothing of what they wrote', async () => {
  const { reader: rita } = await reader('forgotten@buyer.example');
  const mark = `mark-${randomUUID().slice(0, 8)}`;
  await rita.post(place(), { 'note:opinion': mark });
  const kept = async (): Promise<number> =>
    (await db.admin.query('select from report_review where review::text like $1', [`%${mark}%`])).rowCount ?? 0;
  assert.equal(await kept(), 1);
  await api('/readers/forget', {
    address: 'forgotten@buyer.example',
    reason: 'They asked for it.',
    basis: 'Article 17',
  });
  assert.equal(await kept(), 0);
});

test('the log vouches for all of it', async () => {
  assert.deepEqual((await fsck(attestry, org)).damages, []);
});
