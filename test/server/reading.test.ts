import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { fsck } from '#/app/fsck.ts';
import { sealViews } from '#/features/grants/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { forgetOldReaders } from '#/features/readers/index.ts';
import { localClient } from '#/contract/local-client.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { ReportFacts } from '#/features/reports/facts.contract.ts';
import { reports } from '#/features/reports/index.ts';
import { reportFacts } from '#test/kit/report.ts';
import { testPdf, textOfPages } from '#test/kit/pdf.ts';
import { organizationIn, personIn, publishTrust } from '#test/kit/people.ts';
import { linkIn, type Page, Reader } from '#test/kit/reader.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { url, db, attestry } = installation;
const org = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const owner = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const sales = await personIn(installation, { org, role: 'sales', email: 'sam@acme.example' });

const ACME = { 'attestry-organization': 'acme' };
type Sent = { readonly method?: string; readonly body?: unknown; readonly as?: typeof owner };
async function api(route: string, { method = 'GET', body, as = owner }: Sent = {}): Promise<Record<string, unknown>> {
  const answer = await as.browser.send(method, `/api${route}`, { body, headers: ACME });
  assert.equal(answer.status, 200, `${method} ${route}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const original = await testPdf(4, 'the report, page');
const KINDS: Readonly<Record<string, string>> = { public: 'policy', request: 'bridge-letter', nda: 'soc2-report' };
const document = async (
  title: string,
  level: string,
  bytes = original,
  [first, last] = ['2025-01-01', '2025-12-31'],
): Promise<string> =>
  String(
    (
      await api('/documents', {
        method: 'POST',
        body: {
          title,
          kind: KINDS[level],
          level,
          first,
          last,
          name: `${title}.pdf`,
          bytes: Buffer.from(bytes).toString('base64'),
        },
      })
    )['id'],
  );
const report = await document('SOC 2 Type II report', 'nda');
/** What the report says: that it holds no exceptions, so that a rule may give it. */
async function confirmFacts(): Promise<void> {
  const as = (person: string) => localClient(reportsContract, reports(attestry), { org, person });
  const pages = JSON.stringify(reportFacts({ exceptions: { says: 'none', page: 4 } }));
  const facts = ReportFacts.parse(JSON.parse(pages.replaceAll(/"(page|responsePage|from|to)":\d+/g, '"$1":4')));
  const { version, digest } = await as('ada@acme.example').record({ document: report, facts });
  await as('bo@acme.example').confirm({ document: report, version, digest });
}
await confirmFacts();
const letter = await document('Bridge letter', 'request', await testPdf(1, 'letter'));
const notice = await document('Privacy notice', 'public', await testPdf(1, 'notice'));
const NDA = `# Agreement\n\nBoth sides keep to themselves what they read. ${'This is said at length. '.repeat(20)}\n\n- one\n- two <b>not bold</b>`;
await api('/ndas/text', { method: 'PUT', body: { title: 'Non-disclosure agreement', body: NDA, material: true } });

test('what was never published answers nobody', async () => {
  await mustBeClosed(new Reader(url));
  assert.equal((await new Reader(url).get('/t/acme/genuine')).status, 404);
  for (const each of [org, other]) await publishTrust(installation, each);
});

/** Whatever somebody outside asks of a trust center that is not public is not there, and it does not say whose it is. */
async function mustBeClosed(reader: Reader): Promise<void> {
  const gets = ['request', 'access', `access/${'x'.repeat(43)}`, 'access/agreement', 'subscribe'];
  const papers = [notice, report, `${report}/copy`, `${report}/report`, `${report}/record.json`];
  for (const path of [...gets, ...papers.map((each) => `documents/${each}`)]) {
    const page = await reader.get(`/t/acme/${path}`);
    assert.equal(page.status, 404, path);
    assert.doesNotMatch(page.text, /The acme company|%PDF/, path);
  }
  assert.equal((await reader.get(`/t/acme/documents/${report}/open`)).status, 403);
  for (const path of ['request', 'access', `access/${'x'.repeat(43)}`, 'access/agreement', 'subscribe', 'missing'])
    assert.equal((await reader.post(`/t/acme/${path}`, asked('no@buyer.example'))).status, 404, path);
}

const asked = (email: string, documents: readonly string[] = [report]) => ({
  name: 'Rita Review',
  email,
  company: 'Buyer & Sons',
  reason: 'we may buy',
  documents,
});

/** Asks, opens the link that was mailed, and presses its button. */
async function entered(
  email: string,
  documents?: readonly string[],
): Promise<{ readonly reader: Reader; readonly room: Page }> {
  const reader = new Reader(url);
  const page = await reader.post('/t/acme/request', asked(email, documents));
  assert.equal(page.status, 200, page.text);
  assert.equal(reader.cookie(), undefined, 'no cookie before it is needed');
  const room = await reader.post(linkIn((await smtp.next(email)).text));
  assert.equal(room.status, 200, room.text);
  return { reader, room };
}

interface Shown {
  readonly id: string;
  readonly email: string;
  readonly state: string;
  readonly freeMail: boolean;
  readonly verified: string;
  readonly grant: string | null;
}
const requestOf = async (email: string): Promise<Shown> => {
  const found = ((await api('/grants/requests?limit=200'))['requests'] as Shown[]).find((each) => each.email === email);
  return found ?? assert.fail(`${email} did not ask`);
};
const approve = async (email: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const { id } = await requestOf(email);
  const given = await api(`/grants/requests/${id}/approve`, {
    method: 'POST',
    body: { days: 30, reportsRead: [report], ...more },
    as: sales,
  });
  return String(given['grant']);
};
const signature = {
  signer: 'Rita Review',
  title: 'Head of security',
  company: 'Buyer & Sons',
  version: '1',
  agree: 'yes',
};
const read = (reader: Reader, id = report, more = ''): Promise<Page> => reader.get(`/t/acme/documents/${id}${more}`);

test('the file of a report, and of an agreement, leaves by no other way: who reads evidence is not shown them', async () => {
  const file = { name: 'agreed.pdf', bytes: Buffer.from(await testPdf(1, 'agreed')).toString('base64') };
  const agreed = { domain: 'agreed.example', company: 'Agreed', signed: '2025-05-05', ...file };
  await api('/ndas', { method: 'POST', body: agreed, as: sales });
  const listed = async (as?: typeof owner) =>
    (await api('/evidence/artifacts?limit=100', as === undefined ? {} : { as }))['artifacts'] as {
      readonly id: string;
      readonly name: string;
    }[];
  const gated = (await listed()).filter(({ name }) => name === 'agreed.pdf' || name === 'SOC 2 Type II report.pdf');
  assert.equal(gated.length, 2);
  for (const role of ['contributor', 'advisor'] as const) {
    const reads = await personIn(installation, { org, role, email: `${role}@acme.example` });
    const names = (await listed(reads)).map(({ name }) => name);
    for (const { id, name } of gated) {
      assert.ok(!names.includes(name), `${role}: ${name}`);
      assert.equal((await reads.browser.send('GET', `/api/evidence/artifacts/${id}`, { headers: ACME })).status, 404);
    }
  }
});

test('an agreement on file is shown as a document is: what runs something is not taken', async () => {
  const bytes = Buffer.from('<script>alert(1)</script>').toString('base64');
  const body = { domain: 'script.example', company: 'Script', signed: '2025-05-05', name: 'msa.pdf', bytes };
  assert.equal((await sales.browser.send('POST', '/api/ndas', { body, headers: ACME })).status, 422);
});

test('three screens lead from a request to a copy that says whose it is on every page', async () => {
  const { reader, room } = await entered('rita@buyer.example');
  assert.match(room.text, /One agreement before you read/);
  assert.match(room.text, /two &lt;b&gt;not bold&lt;\/b&gt;/, 'what is typed is text');
  const told = await smtp.next('sam@acme.example');
  assert.match(told.text, /Rita Review of Buyer & Sons/);
  assert.equal((await requestOf('rita@buyer.example')).verified, 'by mail');
  assert.equal((await read(reader)).status, 403);
  const signed = await reader.post('/t/acme/access/agreement', signature);
  assert.match(signed.text, /Signed\. The copy is below/);
  const agreement = await reader.get('/t/acme/access/agreement');
  assert.equal(agreement.headers.get('content-type'), 'application/pdf');
  const says = (await textOfPages(agreement.bytes)).join(' ');
  for (const word of ['Rita Review', 'Head of security', 'version 1', 'rita@buyer.example', 'shown by a link'])
    assert.ok(says.includes(word), word);
  assert.match((await smtp.next('rita@buyer.example')).text, new RegExp(sha256Hex(agreement.bytes)));
  assert.equal((await read(reader)).status, 403, 'signing alone opens nothing');
  const grant = await approve('rita@buyer.example');
  assert.match((await smtp.next('rita@buyer.example')).text, /SOC 2 Type II report/);
  const copy = await read(reader);
  assert.equal(copy.status, 200, copy.text.slice(0, 300));
  assert.equal(copy.headers.get('cache-control'), 'private, no-store');
  assert.match(copy.headers.get('content-disposition') ?? '', /^inline; filename="SOC-2-Type-II-report\.pdf"/);
  const pages = await textOfPages(copy.bytes);
  assert.equal(pages.length, 4);
  for (const page of pages)
    for (const word of ['rita@buyer.example', 'Buyer & Sons', grant, new Date().toISOString().slice(0, 10)])
      assert.ok(page.includes(word), `${word} is not in: ${page}`);
  const saved = await read(reader, report, '/copy');
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/);
  const { views, grant: shown } = (await api(`/grants/${grant}`)) as {
    views: { copy: string }[];
    grant: { views: number; downloads: number };
  };
  assert.deepEqual([shown.views, shown.downloads], [1, 1]);
  assert.ok(
    views.every(({ copy: digest }) => digest === sha256Hex(copy.bytes)),
    'the very copy',
  );
  const { found } = (await api(`/grants/trace?sha256=${sha256Hex(copy.bytes)}`)) as { found: { email: string } };
  assert.equal(found.email, 'rita@buyer.example');
});

test('a colleague joins under what was signed, and whoever has access is not asked again', async () => {
  const { reader, room } = await entered('carl@buyer.example');
  assert.doesNotMatch(room.text, /Sign<\/button>/);
  await approve('carl@buyer.example');
  assert.equal((await read(reader)).status, 200);
  const { reader: again } = await entered('carl@buyer.example');
  assert.equal((await requestOf('carl@buyer.example')).state, 'granted');
  assert.equal((await read(again)).status, 200);
  const more = await reader.post('/t/acme/request', { reason: 'the letter, too', documents: [letter] });
  assert.match(more.text, /Waiting/);
  assert.doesNotMatch((await reader.get('/t/acme/request')).text, /name="email"/, 'who they are is known');
});

test('a look at a link by a program uses nothing; the button does, and once', async () => {
  const reader = new Reader(url);
  await reader.post('/t/acme/request', asked('scan@scanned.example'));
  const link = linkIn((await smtp.next('scan@scanned.example')).text);
  for (let look = 0; look < 5; look += 1) {
    const page = await fetch(link, { method: look % 2 === 0 ? 'GET' : 'HEAD' });
    assert.deepEqual([page.status, page.headers.getSetCookie()], [200, []]);
  }
  const foreign = await fetch(link, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(foreign.status, 403, 'another site cannot press it');
  assert.equal((await reader.post(link)).status, 200);
  const second = await new Reader(url).post(link);
  assert.deepEqual([second.status, /The link is over/.test(second.text)], [410, true]);
  assert.equal((await new Reader(url).get(link)).status, 410);
});

test('a link that nobody pressed in time is over', async () => {
  const reader = new Reader(url);
  await reader.post('/t/acme/request', asked('slow@slow.example'));
  const link = linkIn((await smtp.next('slow@slow.example')).text);
  assert.equal((await reader.get(link)).status, 200);
  const { rows } = await db.admin.query(
    "select extract(epoch from l.expires - l.made) / 3600 as hours from visitor_link l join visitor v on v.id = l.visitor where v.email = 'slow@slow.example'",
  );
  assert.ok(rows.length === 1 && Number(rows[0].hours) <= 48, 'it is short-lived');
  await db.admin.query(
    "update visitor_link set expires = now() - interval '1 second' where visitor = (select id from visitor where email = 'slow@slow.example')",
  );
  assert.equal((await reader.get(link)).status, 410);
  const late = await reader.post(link);
  assert.deepEqual([late.status, /The link is over/.test(late.text)], [410, true]);
  assert.equal(reader.cookie(), undefined, 'it signs nobody in');
});

test('every page of what is gated says what a report does not promise', async () => {
  const link = '/t/acme/access/'.concat('x'.repeat(43));
  const { reader } = await entered('frame@buyer.example');
  await approve('frame@buyer.example');
  for (const [who, path, status] of [
    [new Reader(url), '/t/acme/request', 200],
    [new Reader(url), '/t/acme/access', 200],
    [new Reader(url), '/t/acme/genuine', 200],
    [new Reader(url), '/t/acme/subscribe', 200],
    [new Reader(url), link, 410],
    [new Reader(url), `/t/acme/documents/${report}`, 403],
    [reader, '/t/acme/access', 200],
    [reader, `/t/acme/documents/${report}/report`, 200],
    [reader, `/t/acme/documents/${report}/record`, 200],
  ] as const) {
    const page = await who.get(path);
    assert.equal(page.status, status, path);
    assert.match(page.text, /<footer>.*It is no promise that nothing went wrong then, or that nothing will\./s, path);
  }
});

test('a static export holds nothing that is gated: no bytes, no digest, no name of a file', async () => {
  const { files } = (await api('/trust/export')) as { files: { name: string; text: string }[] };
  const all = files.map(({ text }) => text).join('\n');
  assert.ok(files.length > 4 && all.includes(`/request?document=${report}`), 'it tells where to ask');
  for (const each of [original, Buffer.from(NDA)]) {
    assert.equal(all.includes(Buffer.from(each).toString('base64').slice(0, 60)), false);
    assert.equal(all.includes(sha256Hex(each)), false);
  }
  assert.doesNotMatch(all, /%PDF|the report, page|\.pdf|buyer\.example|Quimby|This is said at length/);
});

test('what is taken back while it is read is not given once more', async () => {
  const { reader } = await entered('revo@buyer.example');
  const grant = await approve('revo@buyer.example');
  assert.equal((await read(reader)).status, 200);
  assert.equal((await read(reader, report, '/open')).status, 204);
  assert.equal(
    (await db.admin.query('select 1 from access_view where grant_id = $1', [grant])).rowCount,
    1,
    'to ask is not to read',
  );
  await api(`/grants/${grant}/revoke`, { method: 'POST', body: { reason: 'They left the company.' }, as: sales });
  const refused = await read(reader);
  assert.deepEqual([refused.status, /your access was taken back/.test(refused.text)], [403, true]);
  const saved = await read(reader, report, '/copy');
  assert.equal(saved.status, 403);
  mustBeClean(saved, 'revoked: the copy');
  const asked = await read(reader, report, '/open');
  assert.deepEqual(
    [asked.status, asked.text.split('.')[0]],
    [403, 'That document is not open to you: your access was taken back'],
  );
  assert.match((await reader.get('/t/acme/access')).text, /taken back/);
  for (;;) {
    const { text } = await smtp.next('revo@buyer.example');
    if (/They left the company/.test(text)) break;
  }
  assert.match((await new Reader(url).get(`/t/acme/genuine?of=${grant}`)).text, /It is revoked/);
});

test('access ends on its day', async () => {
  const { reader } = await entered('late@buyer.example');
  const grant = await approve('late@buyer.example', { days: 7 });
  assert.equal((await read(reader)).status, 200);
  await db.admin.query('alter table access_grant disable trigger append_only');
  const { rows } = await db.admin.query('select expires from access_grant where id = $1', [grant]);
  await db.admin.query("update access_grant set expires = now() - interval '1 second' where id = $1", [grant]);
  const ended = await read(reader);
  assert.deepEqual([ended.status, /your access has ended/.test(ended.text)], [403, true]);
  for (const more of ['/copy', '/open']) {
    const page = await read(reader, report, more);
    assert.deepEqual([page.status, /your access has ended/.test(page.text)], [403, true], more);
    mustBeClean(page, more);
  }
  await db.admin.query('update access_grant set expires = $2 where id = $1', [grant, rows[0].expires]);
  await db.admin.query('alter table access_grant enable trigger append_only');
});

test('to read only: no file is offered, and the page says what that is worth', async () => {
  const { reader } = await entered('only@buyer.example');
  await approve('only@buyer.example', { download: false });
  const { text } = await reader.get('/t/acme/access');
  assert.match(text, /To read only: we offer no file to save/);
  assert.equal((await read(reader, report, '/copy')).status, 403);
  assert.equal((await read(reader)).status, 200);
});

test('who is not let in is told why', async () => {
  const { reader } = await entered('nope@rival.example');
  const { id } = await requestOf('nope@rival.example');
  await api(`/grants/requests/${id}/deny`, { method: 'POST', body: { reason: 'You are a competitor of ours.' } });
  assert.match((await smtp.next('nope@rival.example')).text, /competitor/);
  assert.match((await reader.get('/t/acme/access')).text, /Not given.*competitor/s);
  const again = await owner.browser.send('POST', `/api/grants/requests/${id}/approve`, { body: {}, headers: ACME });
  assert.match(JSON.stringify(again.body), /request_state/);
});

test('a rule lets in: a domain, a customer, an open deal, and whoever signed; free mail only ever asks a person', async () => {
  await api('/grants/rules', {
    method: 'PUT',
    body: { domains: ['partner.example'], customers: true, deals: true, nda: true, days: 14 },
  });
  const list = 'domain,name\ncustomer.example,"The Customer, Inc"\ngmail.com,Nobody\nnot a domain';
  assert.deepEqual(await api('/grants/customers', { method: 'PUT', body: { text: list } }), {
    customers: 1,
    refused: [3, 4],
  });
  const deals = await api('/grants/deals', { method: 'PUT', body: { text: 'prospect.example,Prospect' } });
  assert.deepEqual(deals, { deals: 1, refused: [] });
  for (const email of ['pat@partner.example', 'kim@customer.example', 'di@prospect.example']) {
    const { reader } = await entered(email, [letter]);
    assert.equal((await read(reader, letter)).status, 200, email);
    assert.equal((await read(reader)).status, 403, 'what was not asked for');
  }
  const { reader: free, room } = await entered('somebody@gmail.com', [letter]);
  assert.match(room.text, /Waiting/);
  assert.equal((await requestOf('somebody@gmail.com')).freeMail, true);
  assert.equal((await read(free, letter)).status, 403);
  const { reader: fresh, room: first } = await entered('new@newcomer.example');
  assert.match(first.text, /One agreement before you read/);
  await fresh.post('/t/acme/access/agreement', { ...signature, company: 'Newcomer' });
  assert.equal((await read(fresh)).status, 200, 'signing settled what waited');
});

test('whoever may not sign sends it to a colleague, and to nobody elsewhere', async () => {
  const { reader } = await entered('junior@slow.example');
  const wrong = await reader.post('/t/acme/access/send-on', { email: 'boss@elsewhere.example' });
  assert.deepEqual([wrong.status, /only somebody at slow\.example/.test(wrong.text)], [422, true]);
  await reader.post('/t/acme/access/send-on', { email: 'Boss@slow.example' });
  const boss = new Reader(url);
  const room = await boss.post(linkIn((await smtp.next('boss@slow.example')).text));
  assert.match(room.text, /Sign<\/button>/);
  const stale = await boss.post('/t/acme/access/agreement', { ...signature, version: '7' });
  assert.match(stale.text, /replaced while you read it/);
  const unticked = await boss.post('/t/acme/access/agreement', { ...signature, agree: '' });
  assert.equal(unticked.status, 422);
  await boss.post('/t/acme/access/agreement', { ...signature, signer: 'The Boss', company: 'Slow' });
  assert.equal((await read(reader)).status, 200, 'the rule for signed agreements let the junior in');
  assert.equal((await read(boss)).status, 403, 'signing for others gives no access');
});

test('an agreement signed elsewhere counts, until somebody ends it', async () => {
  const file = { name: 'msa.pdf', bytes: Buffer.from(await testPdf(1, 'msa')).toString('base64') };
  const recorded = await api('/ndas', {
    method: 'POST',
    body: { domain: 'msa.example', company: 'MSA', signed: '2025-05-05', ...file },
    as: sales,
  });
  const { reader, room } = await entered('mia@msa.example');
  assert.equal((await read(reader)).status, 200);
  assert.doesNotMatch(room.text, /The signed copy/);
  assert.equal((await reader.get('/t/acme/access/agreement')).status, 404, 'what was signed elsewhere stays there');
  await api(`/ndas/${String(recorded['id'])}/end`, { method: 'POST', body: { reason: 'It was terminated.' } });
  assert.equal((await read(reader)).status, 403);
});

test('a text that changed in what matters is signed again; one that did not is not', async () => {
  const { reader } = await entered('again@buyer.example');
  assert.equal((await read(reader)).status, 200);
  await api('/ndas/text', {
    method: 'PUT',
    body: { title: 'Non-disclosure agreement', body: `${NDA} `.trim() + '\n\nA comma.', material: false },
  });
  assert.equal((await read(reader)).status, 200);
  await api('/ndas/text', {
    method: 'PUT',
    body: { title: 'Non-disclosure agreement', body: `${NDA}\n\nFive years.`, material: true },
  });
  const refused = await read(reader);
  assert.deepEqual([refused.status, /no agreement with your company is in force/.test(refused.text)], [403, true]);
  assert.match((await reader.get('/t/acme/access')).text, /signed an earlier version/);
  await reader.post('/t/acme/access/agreement', { ...signature, version: '3' });
  assert.equal((await read(reader)).status, 200);
});

test('the agreement may be a file of the company: shown whole, refused where it does more than to be read, and in every signed copy', async () => {
  const publish = (body: Readonly<Record<string, unknown>>) =>
    owner.browser.send('PUT', '/api/ndas/text', {
      body: { title: 'Our agreement', material: false, ...body },
      headers: ACME,
    });
  const file = (bytes: Uint8Array | string) => ({ name: 'ours.pdf', bytes: Buffer.from(bytes).toString('base64') });

  assert.match(JSON.stringify((await publish(file('<script>alert(1)</script>'))).body), /it is no PDF/);
  assert.match(JSON.stringify((await publish(file(await testPdf(61)))).body), /60 pages/);
  assert.match(JSON.stringify((await publish({ ...file(original), body: NDA })).body), /give the text, or the file/);
  const ours = await testPdf(2, 'what our lawyer wrote, page');
  const published = (await publish(file(ours))).body;
  assert.equal(published['restrictedUse'], 'added');
  const { reader, room } = await entered('paper@paper.example');
  const place = '/t/acme/access/agreement/text';
  assert.match(room.text, new RegExp(`<iframe class="paper" src="${place}"`));
  assert.match(room.text, new RegExp(`${sha256Hex(ours)}.*restricted in its use`, 's'));
  assert.match(
    room.text,
    /The text of the PDF.*What is signed is the PDF itself.*lawyer wrote, page 1 of 2.*page 2 of 2/s,
  );
  assert.match(room.headers.get('content-security-policy') ?? '', /frame-src 'self'/);
  const shown = await reader.get(place);
  assert.deepEqual([shown.headers.get('content-type'), sha256Hex(shown.bytes)], ['application/pdf', sha256Hex(ours)]);
  assert.match(shown.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/);
  assert.equal((await new Reader(url).get(place)).status, 403, 'whoever asked for nothing is shown nothing');
  const signing = { ...signature, company: 'Paper', version: String(published['version']) };
  assert.match((await reader.post('/t/acme/access/agreement', signing)).text, /Signed\. The copy is below/);
  const pages = await textOfPages((await reader.get('/t/acme/access/agreement')).bytes);
  assert.match(pages.join(' '), /restricted in its use.*what our lawyer wrote, page 1.*what our lawyer wrote, page 2/s);
  for (const word of [sha256Hex(ours), `version ${String(published['version'])}`, 'Rita Review', 'Head of security'])
    assert.ok(pages.join(' ').replaceAll(/\s+/g, ' ').includes(word), word);
  const saved = (await api(`/ndas/text/${String(published['version'])}/file`))['bytes'];
  assert.equal(saved, Buffer.from(ours).toString('base64'));
  assert.deepEqual((await fsck(attestry, org)).damages, []);
  const back = (await publish({ body: `${NDA} Written again.` })).body;
  assert.equal(back['restrictedUse'], 'added', 'it says nothing of reports');
  assert.equal((await reader.get(place)).status, 404);
  const own = `${NDA}\n\nOur SOC 2 report is intended solely for the information and use of our customers.`;
  assert.equal((await publish({ body: own })).body['restrictedUse'], 'own');
});

test('is it genuine? The original and a copy are known, one bit more or less is not, and nobody learns whose it is', async () => {
  const { reader } = await entered('gina@buyer.example');
  const { bytes } = await read(reader);
  const stranger = new Reader(url);
  const look = async (of: Uint8Array): Promise<string> =>
    (await stranger.get(`/t/acme/genuine?of=${sha256Hex(of)}`)).text;
  const marked = await look(bytes);
  assert.match(
    marked,
    /Issued here.*a copy made for a reader.*SOC 2 Type II report.*1.January.2025 to 31.December.2025.*yes, this is the one/s,
  );
  assert.doesNotMatch(marked, /gina|buyer|Rita/i);
  assert.match(await look(original), /the original, without a mark/);
  const altered = Uint8Array.from(bytes);
  altered[1_000] = (altered[1_000] ?? 0) ^ 1;
  assert.match(await look(altered), /Not known here/);
  const elsewhere = await stranger.get(`/t/other/genuine?of=${sha256Hex(bytes)}`);
  assert.match(elsewhere.text, /Not known here/);
  const next = Buffer.from(await testPdf(5, 'next year')).toString('base64');
  await api(`/documents/${report}/file`, { method: 'PUT', body: { name: 'next.pdf', bytes: next } });
  assert.match(await look(bytes), /no, it was replaced/);
  await confirmFacts();
  const { grant } = await requestOf('gina@buyer.example');
  const numbered = async (): Promise<string> => (await stranger.get(`/t/acme/genuine?of=${grant}`)).text;
  assert.match(
    await numbered(),
    /A grant with this number.*in force.*SOC 2 Type II report.*1.January.2025 to 31.December.2025.*yes, this is the one/s,
  );
  assert.doesNotMatch(await numbered(), /gina|buyer|Rita/i);
  const later = await document('SOC 2 report of the year after', 'nda', original, ['2026-01-01', '2026-12-31']);
  assert.match(await numbered(), /SOC 2 Type II report.*no: a report of a later time is given out today/s);
  assert.match(await look(Buffer.from(next, 'base64')), /no: a report of a later time is given out today/);
  await api(`/documents/${later}/retire`, { method: 'POST', body: { reason: 'It was added too early.' } });
  assert.match(await numbered(), /yes, this is the one that is given out today/);
  assert.match((await stranger.get(`/t/acme/genuine?of=${randomUUID()}`)).text, /Not known here/);
  assert.match((await stranger.get('/t/acme/genuine?of=%22%3E%3Cscript%3E')).text, /Not known here/);
  const sent = async (form: FormData | string, headers: Record<string, string> = {}) => {
    const from = { 'sec-fetch-site': 'same-origin', origin: url, ...headers };
    const answer = await fetch(`${url}/t/acme/genuine`, { method: 'POST', headers: from, body: form });
    return { status: answer.status, text: await answer.text() };
  };
  const formOf = (file: Uint8Array<ArrayBuffer>, name = 'file'): FormData => {
    const form = new FormData();
    form.append(name, new Blob([file]), '"><script>.pdf');
    return form;
  };
  const known = await sent(formOf(bytes));
  assert.match(known.text, /Issued here.*a copy made for a reader/s);
  assert.doesNotMatch(known.text, /gina|buyer|Rita|<script>\./i);
  assert.match((await sent(formOf(altered))).text, /Not known here/);
  assert.match((await sent(formOf(new Uint8Array(0)))).text, /choose the file that you hold/);
  assert.match((await sent(formOf(bytes, 'other'))).text, /choose the file that you hold/);
  const media = { 'content-type': 'multipart/form-data; boundary=x' };
  for (const broken of ['', '--x', '--y\r\n\r\n--y--', `--x\r\n${'a'.repeat(70_000)}`])
    assert.match((await sent(broken, media)).text, /the form cannot be read|choose the file/);
  assert.equal((await sent(formOf(new Uint8Array(34 * 2 ** 20)))).status, 413);
  assert.equal(
    (await sent(formOf(bytes), { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status,
    403,
  );
});

test('nothing gated leaks: no, made up, ended or foreign credentials, by any path', async () => {
  const { reader } = await entered('leak@buyer.example');
  assert.equal((await read(reader)).status, 200);
  const paths = [
    `/t/acme/documents/${report}`,
    `/t/acme/documents/${report}/copy`,
    `/t/acme/documents/${report}/open`,
    `/t/acme/documents/${letter}`,
    `/t/acme/documents/${letter}/copy`,
    `/t/acme/documents/${report}/report`,
    `/t/acme/documents/${report}/record`,
    `/t/acme/documents/${report}/record.json`,
    '/t/acme/access/agreement',
    '/t/acme/access/agreement/text',
  ];
  const secret = (): string => randomBytes(32).toString('base64url');
  const others: Readonly<Record<string, () => Promise<Reader>>> = {
    nobody: async () => new Reader(url),
    'a made up session': async () => carrying(secret()),
    'no session at all': async () => carrying('x'.repeat(43)),
    'a session with more': async () => carrying(`${reader.cookie()}x`),
    'the digest instead of the secret': async () => {
      const { rows } = await db.admin.query<{ digest: Buffer }>('select digest from visitor_session limit 1');
      return carrying(rows[0]?.digest.toString('base64url') ?? '');
    },
    'an owner of the company, by their own session': async () =>
      carrying(owner.browser.cookie('attestry.session_token') ?? ''),
  };
  for (const [who, made] of Object.entries(others))
    for (const path of paths) {
      const page = await (await made()).get(path);
      assert.equal(page.status, 403, `${who}: ${path}`);
      mustBeClean(page, `${who}: ${path}`);
    }
  for (const path of [...paths, `/t/other/documents/${report}`, `/t/nowhere/documents/${report}`]) {
    const foreign = carrying(reader.cookie() ?? '');
    const page = await foreign.get(path.replace('/t/acme/', '/t/other/'));
    assert.ok([403, 404].includes(page.status), `another organization: ${path}`);
    mustBeClean(page, `another organization: ${path}`);
  }
  const session = reader.cookie() ?? '';
  await db.admin.query(
    "update visitor_session set expires = now() - interval '1 second' where visitor = (select id from visitor where email = 'leak@buyer.example')",
  );
  assert.equal((await carrying(session).get(paths[0] ?? '')).status, 403, 'a session that is over');
  const { reader: left } = await entered('left@buyer.example');
  const taken = left.cookie() ?? '';
  await left.post('/t/acme/access/leave');
  assert.equal((await carrying(taken).get(paths[0] ?? '')).status, 403, 'a session that was left');
  for (const id of [randomUUID(), '..%2F..%2Fetc%2Fpasswd', 'x', `${report}%00`, report.toUpperCase()])
    assert.ok([403, 404].includes((await new Reader(url).get(`/t/acme/documents/${id}`)).status), id);
  assert.equal((await new Reader(url).get(`/t/acme/documents/${notice}`)).status, 200, 'what is public is');
});

function carrying(session: string): Reader {
  const reader = new Reader(url);
  reader.carry(session);
  return reader;
}

function mustBeClean({ bytes, text, headers }: Page, where: string): void {
  assert.equal(Buffer.from(bytes).includes('%PDF'), false, where);
  assert.doesNotMatch(text, /the report, page|buyer\.example/, where);
  assert.equal(headers.get('cache-control'), 'no-store', where);
}

test('nothing that cannot be marked is given, and those who run the trust center are told', async () => {
  const { reader } = await entered('mark@buyer.example');
  assert.equal((await read(reader)).status, 200);
  const blobs = attestry.blobs(org);
  const { document: shown } = (await api(`/documents/${report}`)) as { document: { file: { sha256: string } } };
  const bytes = await blobs.get('artifacts', shown.file.sha256);
  await blobs.remove('artifacts', shown.file.sha256);
  const refused = await read(reader);
  assert.equal(refused.status, 422);
  assert.doesNotMatch(refused.text, /%PDF/);
  for (;;) {
    const { text } = await smtp.next('ada@acme.example');
    if (/No marked copy could be made/.test(text)) break;
  }
  await blobs.put('artifacts', shown.file.sha256, bytes);
  assert.equal((await read(reader)).status, 200);
});

test('hostile forms are refused or shown as text, and leave the pages whole', async () => {
  const reader = new Reader(url);
  const bad: readonly Readonly<Record<string, string | readonly string[]>>[] = [
    {},
    { ...asked('x@y.example'), email: 'not an address' },
    { ...asked('x@y.example'), email: 'a@b.example\r\nBcc: c@d.example' },
    { ...asked('x@y.example'), name: '' },
    { ...asked('x@y.example'), name: 'a\nb' },
    { ...asked('x@y.example'), company: 'x'.repeat(5_000) },
    { ...asked('x@y.example'), documents: [] },
    { ...asked('x@y.example'), documents: ['1'] },
    { ...asked('x@y.example'), documents: [randomUUID()] },
    { ...asked('x@y.example'), documents: [notice] },
    { ...asked('x@y.example'), reason: '\u0000\u0000\u0000\u0000' },
  ];
  for (const fields of bad) {
    const page = await reader.post('/t/acme/request', fields);
    assert.equal(page.status, 422, JSON.stringify(fields));
    assert.match(page.text, /role="alert"/);
  }
  const typed = await reader.post('/t/acme/request', {
    ...asked('x@y.example'),
    documents: [],
    name: '"><script>alert(1)</script>',
  });
  assert.doesNotMatch(typed.text, /<script>alert/);
  const big = await fetch(`${url}/t/acme/request`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ name: 'x'.repeat(100_000) }),
  });
  assert.equal(big.status, 413);
  const json = await fetch(`${url}/t/acme/request`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/xml' },
    body: '<a/>',
  });
  assert.equal(json.status, 415);
  for (const slug of ['nowhere', '%00', '..%2f', 'x'.repeat(500)])
    for (const path of ['request', 'access', 'genuine', `documents/${report}`])
      assert.ok([400, 404, 422].includes((await reader.get(`/t/${slug}/${path}`)).status), `${slug}/${path}`);
});

test('whoever asks about an address learns nothing, and one address is not flooded', async () => {
  const answers = [];
  for (const email of ['rita@buyer.example', 'never@was.example']) {
    const page = await new Reader(url).post('/t/acme/access', { email });
    answers.push([page.status, page.text.replaceAll(email, 'X')]);
  }
  assert.deepEqual(answers[0], answers[1]);
  const statuses = [];
  for (let count = 0; count < 8; count += 1)
    statuses.push((await new Reader(url).post('/t/acme/request', asked('flood@flood.example'))).status);
  assert.deepEqual([statuses[0], statuses.at(-1)], [200, 429]);
});

test('what was read is sealed by day, and fsck finds a reading that was changed, and one that is missing', async () => {
  assert.deepEqual((await fsck(attestry, org)).damages, []);
  await db.admin.query('alter table access_view disable trigger append_only');
  await db.admin.query("update access_view set at = at - interval '3 days'");
  const soon = { ...attestry, chance: { ...attestry.chance, now: () => Date.now() } };
  assert.equal(await sealViews(soon, org), 1);
  assert.equal(await sealViews(soon, org), 0);
  assert.deepEqual((await fsck(attestry, org)).damages, []);
  await db.admin.query(
    'update access_view set download = not download where id = (select min(id::text)::uuid from access_view)',
  );
  const [changed] = (await fsck(attestry, org)).damages;
  assert.match(changed?.where ?? '', /access_view_day/);
  await db.admin.query(
    'update access_view set download = not download where id = (select min(id::text)::uuid from access_view)',
  );
  assert.deepEqual((await fsck(attestry, org)).damages, []);
});

test('somebody is forgotten: nothing that is kept names them, what was read stays counted, and a tombstone says why', async () => {
  await api('/grants/rules', { method: 'PUT', body: {} });
  const { latest } = (await api('/ndas/text')) as { latest: { version: number } };
  const { reader } = await entered('frida@forgotten.example');
  const signing = { ...signature, version: String(latest.version), signer: 'Frida Forgotten', company: 'Forgotten' };
  assert.match((await reader.post('/t/acme/access/agreement', signing)).text, /Signed\. The copy is below/);
  await approve('frida@forgotten.example', { days: 30 });
  assert.equal((await read(reader)).status, 200);
  const forget = (address: string) =>
    owner.browser.send('POST', '/api/readers/forget', {
      body: { address, reason: 'They asked for it.', basis: 'Article 17 GDPR' },
      headers: ACME,
    });
  assert.equal((await forget('nobody@forgotten.example')).status, 404);
  const first = await forget('frida@forgotten.example');
  assert.deepEqual(
    [first.status, first.body['kept'], first.body['grants'], first.body['agreements']],
    [200, ['Forgotten'], 1, 0],
    JSON.stringify(first.body),
  );
  assert.equal((await read(reader)).status, 403);
  const { ndas } = (await api('/ndas')) as { ndas: { id: string; company: string }[] };
  const { id } = ndas.find(({ company }) => company === 'Forgotten') ?? assert.fail();
  await api(`/ndas/${id}/end`, { method: 'POST', body: { reason: 'They are a customer no more.' } });
  const again = await forget('frida@forgotten.example');
  assert.deepEqual(
    [again.status, again.body['kept'], again.body['agreements']],
    [200, [], 1],
    JSON.stringify(again.body),
  );
  for (const table of [
    'visitor',
    'access_request',
    'nda_party',
    'mail',
    'subscriber',
    'access_grant',
    'action',
    'artifact',
  ]) {
    const { rows } = await db.admin.query(`select count(*)::int as count from ${table} t where t::text ~* 'frida'`);
    assert.deepEqual(rows, [{ count: 0 }], table);
  }
  const { rows } = await db.admin.query(
    `select encode(payloads, 'escape') as says from ledger_payload where org = $1`,
    [org],
  );
  const all = rows.map((row: { says: string }) => row.says).join('\n');
  assert.ok(!/frida/i.test(all) && all.includes('Article 17 GDPR'));
  const { grants: left } = (await api('/grants?limit=200')) as {
    grants: { name: string; state: string; views: number }[];
  };
  assert.ok(left.some(({ name, state, views }) => name === 'Erased' && state === 'revoked' && views === 1));
  assert.deepEqual((await fsck(attestry, org, () => undefined)).damages, []);
});

test('whoever had no access for as long as data is kept is forgotten by the clock', async () => {
  await entered('old@past.example');
  await entered('new@past.example');
  await db.admin.query(`update visitor set made = now() - interval '90 days' where email like '%@past.example'`);
  const past = `(select id from visitor where email = 'old@past.example')`;
  await db.admin.query(
    `update access_request set state = 'denied', made = now() - interval '80 days' where visitor = ${past}`,
  );
  await db.admin.query(`update visitor_session set made = now() - interval '70 days' where visitor = ${past}`);
  assert.equal(await forgetOldReaders(attestry, org), 0, 'nothing is erased by itself at first');
  await api('/readers/retention', { method: 'PUT', body: { days: 60 } });
  assert.equal(await forgetOldReaders(attestry, org), 1);
  const { rows } = await db.admin.query(`select email from visitor where email like '%@past.example'`);
  assert.deepEqual(rows, [{ email: 'new@past.example' }]);
});

test('what is taken down answers nobody, whoever has access; what was issued can still be compared', async () => {
  const { reader } = await entered('last@buyer.example');
  const { latest } = (await api('/ndas/text')) as { latest: { version: number } };
  await reader.post('/t/acme/access/agreement', { ...signature, version: String(latest.version) });
  const grant = await approve('last@buyer.example');
  const copy = await read(reader);
  assert.equal(copy.status, 200);
  await api('/trust/withdraw', { method: 'POST', body: { reason: 'We write it anew.' } });
  await mustBeClosed(reader);
  const genuine = await reader.get(`/t/acme/genuine?of=${sha256Hex(copy.bytes)}`);
  assert.match(genuine.text, /a copy made for a reader/);
  assert.doesNotMatch(genuine.text, /href="\/t\/acme"/, 'and nothing leads to a page that is not there');
  assert.match((await reader.get(`/t/acme/genuine?of=${grant}`)).text, /A grant with this number was given here/);
  await api('/trust/publish', { method: 'POST', body: { revision: 1 } });
  assert.equal((await read(reader)).status, 200, 'access that was given opens again with the page');
});
