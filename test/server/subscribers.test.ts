import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fsck } from '#/app/fsck.ts';
import { changesSince } from '#/features/trust/index.ts';
import { formatDay } from '#/core/time/zone.ts';
import { DAY } from '#/core/time/instant.ts';
import { localClient } from '#/contract/local-client.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { type ReportFacts, reports } from '#/features/reports/index.ts';
import { reportFacts } from '#test/kit/report.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { organizationIn, personIn, publishTrust } from '#test/kit/people.ts';
import { linkIn, Reader } from '#test/kit/reader.ts';
import { testInstallation } from '#test/kit/running.ts';
import { type Arrived, testSmtp } from '#test/kit/smtp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { url, db, attestry } = installation;
const [acme, other] = [await organizationIn(installation, 'acme'), await organizationIn(installation, 'other')];
const { browser: inside } = await personIn(installation, { org: acme, role: 'owner', email: 'ada@acme.example' });
const outside = new Reader(url);
const HOSTILE = '<script>document.title=1</script>';

type Content = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- what a program would send

async function saved(change: (content: Content) => Content): Promise<Content> {
  const { content, revision } = (await inside.send('GET', '/api/trust/draft')).body as Content;
  const answer = await inside.send('PUT', '/api/trust/draft', { body: { revision, content: change(content) } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

async function published(change: (content: Content) => Content): Promise<void> {
  const { revision } = await saved(change);
  const answer = await inside.send('POST', '/api/trust/publish', { body: { revision } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

const withUpdate =
  (id: string, title: string) =>
  (content: Content): Content => ({
    ...content,
    updates: [...content['updates'], { id, day: '2026-03-03', title, text: `All about ${title}.` }],
  });
const withSubprocessor =
  (name: string, more: Content) =>
  (content: Content): Content => ({
    ...content,
    subprocessors: {
      noticeDays: 30,
      list: [...content['subprocessors']['list'], { name, role: 'Hosting', data: '', place: '', ...more }],
    },
  });
const inDays = (days: number): string => formatDay(Math.floor(attestry.chance.now() / DAY) + days);

const list = async (state?: string): Promise<readonly Content[]> =>
  (await inside.send('GET', `/api/subscribers${state === undefined ? '' : `?state=${state}`}`)).body[
    'subscribers'
  ] as readonly Content[];
const stateOf = async (email: string): Promise<string | undefined> =>
  (await list()).find((each) => each['email'] === email)?.['state'];

/** Somebody who asked, and pressed the button behind the link. */
async function subscribed(email: string, topics: readonly string[]): Promise<void> {
  await outside.post('/t/acme/subscribe', { email, topics });
  const { text } = await smtp.next(email);
  assert.match((await outside.post(linkIn(text))).text, /You will hear of it/);
}

const leaveIn = ({ text }: Arrived): string => /https?:\/\/\S+\/leave\/\S+/.exec(text)?.[0] ?? assert.fail(text);
const objectIn = ({ text }: Arrived): string => /https?:\/\/\S+\/object\/\S+/.exec(text)?.[0] ?? assert.fail(text);

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let at = 0; at < 300; at += 1) {
    if (await look()) return;
    await sleep(100);
  }
  assert.fail(what);
}

test('before a trust center is public nobody can ask to hear of it', async () => {
  assert.equal((await outside.get('/t/acme/subscribe')).status, 404);
  const { status } = await outside.post('/t/acme/subscribe', { email: 'zoe@buyer.example', topics: ['updates'] });
  assert.equal(status, 404);
  await publishTrust(installation, other);
  await published(withUpdate('first', 'What there was before'));
  await until('the page is public', async () => (await outside.get('/t/acme')).status === 200);
  assert.match((await outside.get('/t/acme')).text, /action="[^"]*\/t\/acme\/subscribe"/);
});

test('a link shows the address to be theirs; looking at it uses nothing, and a mistake is said', async () => {
  for (const [fields, says] of [
    [{ email: 'zoe@buyer.example' }, /choose at least one/],
    [{ email: 'no address', topics: ['updates'] }, /The e-mail address cannot be taken/],
    [{ email: 'zoe@buyer.example', topics: ['everything'] }, /What you want to hear of cannot be taken/],
  ] as const) {
    const page = await outside.post('/t/acme/subscribe', fields);
    assert.deepEqual([page.status, says.test(page.text)], [422, true], page.text);
  }
  const asked = await outside.post('/t/acme/subscribe', { email: 'Zoe@Buyer.example', topics: ['updates', 'reports'] });
  assert.match(asked.text, /Look into your mail/);
  const link = linkIn((await smtp.next('zoe@buyer.example')).text);
  for (let look = 0; look < 3; look += 1) assert.match((await outside.get(link)).text, /May The acme company write/);
  assert.equal(await stateOf('zoe@buyer.example'), 'unconfirmed');
  for (let press = 0; press < 2; press += 1) assert.match((await outside.post(link)).text, /You will hear of it/);
  const [zoe] = await list('on');
  assert.deepEqual([zoe?.['email'], zoe?.['topics']], ['zoe@buyer.example', ['updates', 'reports']]);
  const again = await outside.post('/t/acme/subscribe', { email: 'zoe@buyer.example', topics: ['updates'] });
  assert.equal(again.text, asked.text.replaceAll('Zoe@Buyer.example', 'zoe@buyer.example'));
  await smtp.next('zoe@buyer.example');
  assert.deepEqual((await list('on'))[0]?.['topics'], ['updates', 'reports'], 'nothing changes without the link');
  assert.equal((await outside.get(link.replace('/t/acme/', '/t/other/'))).status, 410);
  assert.equal((await outside.get(`/t/acme/subscribe/${'x'.repeat(43)}`)).status, 410);
});

test('each update goes once to those who chose updates, and nothing from before they came', async () => {
  await subscribed('only@reports.example', ['reports']);
  await published(withUpdate('second', 'A new data center'));
  const letter = await smtp.next('zoe@buyer.example');
  assert.match(letter.subject, /^The acme company: A new data center$/);
  assert.match(letter.text, /All about A new data center\./);
  assert.doesNotMatch(letter.text, /What there was before/);
  assert.equal(letter.headers.get('list-unsubscribe'), `<${leaveIn(letter)}>`);
  await published((content) => ({ ...content, overview: 'We keep books.' }));
  await published(withUpdate('third', 'A new office'));
  assert.match((await smtp.next('zoe@buyer.example')).subject, /A new office/);
  const news = (await inside.send('GET', '/api/subscribers/news')).body['news'] as readonly Content[];
  assert.deepEqual(
    news.map(({ says, topic, written }) => [says, topic, written]),
    [
      ['A new office', 'updates', 1],
      ['A new data center', 'updates', 1],
    ],
  );
});

test('a subprocessor begins no sooner than the notice that was promised, or it is said why', async () => {
  await subscribed('dpo@customer.example', ['subprocessors']);
  await published((content) => ({ ...content, subprocessors: { ...content['subprocessors'], noticeDays: 30 } }));
  const soon = withSubprocessor('Nimbus', { since: inDays(3) });
  const { problems, revision } = await saved(soon);
  assert.equal(problems[0]?.['where'], 'subprocessors.list.0.since');
  const refused = await inside.send('POST', '/api/trust/publish', { body: { revision } });
  assert.match(JSON.stringify(refused.body), /A notice of 30 days is promised/);
  await published((content) => ({
    ...content,
    subprocessors: {
      noticeDays: 30,
      list: [{ ...content['subprocessors']['list'][0], hurry: 'The one before closed.' }],
    },
  }));
  const hurried = await smtp.next('dpo@customer.example');
  assert.match(hurried.text, /New: Nimbus[^]*Announced later than promised: The one before closed\./);
  await published(withSubprocessor(`Cirrus ${HOSTILE}`, { since: inDays(40) }));
  const letter = await smtp.next('dpo@customer.example');
  assert.match(letter.text, /promises 30 days of notice/);
  assert.doesNotMatch(letter.text, /Nimbus/);
  const page = await outside.get('/t/acme');
  await until('the page names both', async () => (await outside.get('/t/acme')).text.includes('Cirrus'));
  assert.ok(!page.text.includes(HOSTILE));
  assert.match((await outside.get('/t/acme')).text, /begins \d+\s\w+\s\d+/);
  const objecting = objectIn(letter);
  const form = await outside.get(objecting);
  assert.ok(form.text.includes('Cirrus &lt;script&gt;') && !form.text.includes(HOSTILE));
  const fields = {
    subprocessor: `Cirrus ${HOSTILE}`,
    company: `Customer ${HOSTILE}`,
    reason: 'It is outside of the EU.',
  };
  assert.match((await outside.post(objecting, { ...fields, reason: 'no' })).text, /The reason cannot be taken/);
  assert.match((await outside.post(objecting, fields)).text, /You objected to Cirrus/);
  assert.match((await outside.post(objecting, fields)).text, /you objected to it already/);
  assert.equal((await outside.get(objecting.replace('/t/acme/', '/t/other/'))).status, 410);
  assert.match((await smtp.next('ada@acme.example')).subject, /objects to the subprocessor/);
  const { body } = await inside.send('GET', '/api/subscribers/objections');
  const [objection, ...more] = body['objections'] as readonly Content[];
  assert.deepEqual(more, []);
  assert.equal(objection?.['email'], 'dpo@customer.example');
  assert.equal(objection?.['begins'], inDays(40));
});

test('a change of what one does, with which data or where keeps the same notice; one that goes is told at once', async () => {
  type Row = Readonly<Record<string, string>>;
  const listed =
    (change: (row: Row) => Row, changes: readonly Row[] = [], more: Content = {}) =>
    (content: Content) => ({
      ...content,
      subprocessors: {
        ...content['subprocessors'],
        list: (content['subprocessors']['list'] as Row[]).map((row) => (row['name'] === 'Nimbus' ? change(row) : row)),
        changes,
        ...more,
      },
    });
  const refused = async (change: (content: Content) => Content, where: string, because: RegExp): Promise<void> => {
    const { content } = (await inside.send('GET', '/api/trust/draft')).body as Content;
    const { problems, revision } = await saved(change);
    assert.deepEqual(
      problems.map((each: Content) => each['where']),
      [where],
    );
    assert.match(String(problems[0]?.['because']), because);
    assert.equal((await inside.send('POST', '/api/trust/publish', { body: { revision } })).status, 422);
    await saved(() => content);
  };
  const as = (row: Row): Row => row;
  const elsewhere = { name: 'Nimbus', place: 'Ohio' };
  const begun = { since: '2025-01-01', place: 'Ireland', hurry: 'A correction: it began long ago.' };
  await published(listed((row) => ({ ...row, ...begun }), [], { noticeDays: null }));
  assert.match((await smtp.next('dpo@customer.example')).text, /Changed: Nimbus[^]*promised: A correction/);
  const at = 'subprocessors.list.0.role';
  await refused(
    listed((row) => ({ ...row, place: 'Ohio' })),
    at,
    /notice of 30 days/,
  );
  await refused(listed(as, [{ ...elsewhere, from: inDays(29) }]), 'subprocessors.changes.0.from', /30 days/);
  await refused(listed(as, [{ ...elsewhere, name: 'Nobody', from: inDays(40) }]), 'subprocessors.changes.0.name', /No/);
  const change = { ...elsewhere, from: inDays(31) };
  await published(listed(as, [change], { noticeDays: 30 }));
  const told = await smtp.next('dpo@customer.example');
  assert.match(told.text, new RegExp(`To change: Nimbus[^]*Place: Ohio[^]*From: ${inDays(31)}[^]*30 days of notice`));
  assert.match((await outside.get(objectIn(told))).text, /Nimbus[^]*from \d+\s\w+\s\d+/);
  await until('the page says from when', async () => (await outside.get('/t/acme')).text.includes('Announced changes'));
  assert.match((await outside.get('/t/acme')).text, /<td data-of="Place">Ireland<\/td>[^]*Place: Ohio/);
  const sooner = { ...change, from: inDays(2), hurry: 'The data center floods.' };
  await published(listed(as, [sooner]));
  assert.match((await smtp.next('dpo@customer.example')).text, /later than promised: The data center floods\./);
  await published(listed(as, []));
  assert.match((await smtp.next('dpo@customer.example')).text, /Not to change after all: Nimbus[^]*Place: Ireland/);
  await published((content) => ({
    ...content,
    subprocessors: { ...content['subprocessors'], list: content['subprocessors']['list'].slice(1) },
  }));
  const gone = await smtp.next('dpo@customer.example');
  assert.match(gone.text, /No longer: Nimbus/);
  assert.doesNotMatch(gone.text, /Cirrus|\/object\//);
  const [few, many] = await attestry.db.transaction(acme, async (tx) => [
    await changesSince(attestry, tx, 0, 2),
    await changesSince(attestry, tx, 0),
  ]);
  assert.ok((many ?? []).length > 8);
  assert.deepEqual(few, many, 'however many editions there are, none is left out');
});

test('a report is told to those who chose reports once its facts are confirmed, and not before', async () => {
  const bytes = Buffer.from(await testPdf(12)).toString('base64');
  const about = { title: 'SOC 2 Type II report, 2025', kind: 'soc2-report', level: 'nda', validUntil: null };
  const file = { name: 'r.pdf', bytes, first: '2025-01-01', last: '2025-12-31' };
  const added = await inside.send('POST', '/api/documents', { body: { ...about, ...file } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const { id } = added.body;
  const as = (person: string) => localClient(reportsContract, reports(attestry), { org: acme, person });
  const confirmed = async (facts: ReportFacts): Promise<void> => {
    const document = String(id);
    const { version, digest } = await as('ada@acme.example').record({ document, facts });
    await published(withUpdate(`recorded-${version}`, `Recorded ${version}`));
    assert.match((await smtp.next('zoe@buyer.example')).subject, new RegExp(`Recorded ${version}`), 'and of no report');
    await as('bo@acme.example').confirm({ document, version, digest });
  };
  await confirmed(reportFacts());
  const letter = await smtp.next('only@reports.example');
  assert.match(letter.text, /SOC 2 Type II report, 2025, about 2025-01-01 to 2025-12-31/);
  assert.match(letter.text, /\/t\/acme\/request/);
  assert.match((await smtp.next('zoe@buyer.example')).subject, /has a new report/);
  await inside.send('PUT', `/api/documents/${String(id)}`, { body: { title: 'The same, called otherwise' } });
  await confirmed({ ...reportFacts(), dated: { on: '2026-02-11', page: 3 } });
  const page = Buffer.from(await testPdf(1)).toString('base64');
  const letterAbout = { kind: 'bridge-letter', level: 'request', validUntil: null, name: 'l.pdf', bytes: page };
  const bridge = await inside.send('POST', '/api/documents', { body: { ...letterAbout, title: 'A letter' } });
  await published(withUpdate('fourth', 'After the report'));
  assert.match((await smtp.next('zoe@buyer.example')).subject, /After the report/);
  const toldOf = () =>
    smtp.arrived.filter(({ to, subject }) => to.includes('only@reports.example') && /report/.test(subject)).length;
  assert.equal(toldOf(), 1, 'of a letter nothing is said before the facts that name it are confirmed');
  const through = { through: '2026-02-28', dated: '2026-03-02', document: String(bridge.body['id']), page: 1 };
  await confirmed({ ...reportFacts(), bridge: through });
  const bridged = await smtp.next('only@reports.example');
  assert.match(bridged.text, /Bridge letter after The same, called otherwise, about 2026-01-01 to 2026-02-28/);
  await smtp.next('zoe@buyer.example');
  const soc3 = { ...letterAbout, kind: 'soc3-report', level: 'public', title: 'SOC 3 report' };
  await inside.send('POST', '/api/trust/withdraw', { body: { reason: 'We write it anew.' } });
  await inside.send('POST', '/api/documents', { body: { ...soc3, title: 'SOC 3 report, with a mistake' } });
  const { documents } = (await inside.send('GET', '/api/documents')).body as { documents: readonly Content[] };
  const retire = { body: { reason: 'It was the wrong file.' } };
  await inside.send('POST', `/api/documents/${String(documents[0]?.['id'])}/retire`, retire);
  const days = { first: '2025-01-01', last: '2025-12-31' };
  await inside.send('POST', '/api/documents', { body: { ...soc3, ...days, title: 'SOC 3 report, 2025' } });
  await published(withUpdate('again', 'We are back'));
  assert.match((await smtp.next('zoe@buyer.example')).subject, /We are back|has a new report/);
  assert.match((await smtp.next('zoe@buyer.example')).subject, /We are back|has a new report/);
  const third = await smtp.next('only@reports.example');
  assert.match(third.text, /SOC 3 report, 2025/);
  assert.doesNotMatch(third.text, /with a mistake/, 'what is given to nobody any more is no news');
  assert.equal(toldOf(), 3);
});

test('one press leaves, from any mail program, and nothing of the address stays on the list', async () => {
  const leave = leaveIn(await told('zoe@buyer.example', 'fifth'));
  assert.match((await outside.get(leave)).text, /Leave: write to me no more/, 'looking leaves nothing');
  assert.equal(await stateOf('zoe@buyer.example'), 'on');
  const elsewhere = {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
  };
  const choosing = await fetch(`${leave}/topics`, { ...elsewhere, body: new URLSearchParams({ topics: 'reports' }) });
  assert.equal(choosing.status, 403, 'what else a page of somebody would have them do');
  assert.match((await outside.post(`${leave}/topics`, { topics: ['reports'] })).text, /<li>New reports<\/li>/);
  const pressed = await fetch(leave, { ...elsewhere, body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  assert.equal(pressed.status, 200);
  assert.equal(await stateOf('zoe@buyer.example'), undefined);
  for (const page of [await outside.get(leave), await outside.post(leave)]) {
    assert.equal(page.status, 200);
    assert.match(page.text, /You are off the list/);
  }
  assert.equal((await outside.get('/t/acme/leave/nothing')).status, 200);
});

/** The message about an update to somebody who hears of them. */
async function told(email: string, id: string): Promise<Arrived> {
  await published(withUpdate(id, `Number ${id}`));
  const letter = await smtp.next(email);
  assert.match(letter.subject, new RegExp(`Number ${id}`));
  return letter;
}

test('an address that is refused for good hears no more; one that fails for now, after the third time', async () => {
  await subscribed('gone@buyer.example', ['updates']);
  smtp.replies.push(550);
  await published(withUpdate('sixth', 'To nobody'));
  await until('it ended', async () => (await stateOf('gone@buyer.example')) === 'ended');
  const bounce = async (address: string, kind: string) =>
    (await inside.send('POST', '/api/subscribers/bounces', { body: { address, kind } })).body;
  for (const ended of [false, false, true])
    assert.deepEqual(await bounce('DPO@customer.example', 'temporary'), { known: true, ended });
  assert.deepEqual(await bounce('nobody@nowhere.example', 'permanent'), { known: false, ended: false });
  await subscribed('dpo@customer.example', ['subprocessors']);
  assert.equal(await stateOf('dpo@customer.example'), 'on', 'whoever asks anew hears anew');
  const [dpo] = (await list('on')).filter((each) => each['email'] === 'dpo@customer.example');
  assert.equal((await inside.send('POST', `/api/subscribers/${String(dpo?.['id'])}/remove`)).status, 200);
  assert.equal(await stateOf('dpo@customer.example'), undefined);
});

test('an address gets only so many links, and any page may send the form of the trust center', async () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://trust.acme.example' };
  for (let time = 0; time < 6; time += 1) {
    const body = new URLSearchParams({ email: 'many@buyer.example', topics: 'updates' });
    const answer = await fetch(`${url}/t/acme/subscribe`, { method: 'POST', headers: elsewhere, body });
    assert.equal(answer.status, 200);
  }
  await smtp.next('many@buyer.example');
  const { rows } = await db.admin.query(
    `select count(*)::int as count from subscriber_link l join subscriber s on s.id = l.subscriber
     where s.email = 'many@buyer.example'`,
  );
  assert.deepEqual(rows, [{ count: 4 }]);
});

test('what somebody outside typed is in no entry of the log, and everything agrees with it', async () => {
  const { rows } = await db.admin.query(
    `select encode(payloads, 'escape') as says from ledger_payload where org = $1`,
    [acme],
  );
  const all = rows.map((row: { says: string }) => row.says).join('\n');
  assert.match(all, /"subprocessor":"Cirrus/);
  for (const word of ['buyer.example', 'customer.example', 'reports.example', 'outside of the EU'])
    assert.ok(!all.includes(word), word);
  assert.deepEqual((await fsck(attestry, acme, () => undefined)).damages, []);
  assert.deepEqual((await db.admin.query('select id from subscriber where org = $1', [other])).rows, []);
});
