import assert from 'node:assert/strict';
import { trustAddresses } from '#/app/cli/commands/serve.ts';
import http from 'node:http';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { fsck } from '#/app/fsck.ts';
import { serve } from '#/app/serve.ts';
import { TrustPages } from '#/app/server/trust/pages.ts';
import { trustDeps } from '#/app/trust.ts';
import { openAttestry } from '#/app/wire.ts';
import { configFrom } from '#/platform/config.ts';
import { freePort } from '#/platform/free-port.ts';
import { localClient } from '#/contract/local-client.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { linkIn, Reader } from '#test/kit/reader.ts';
import { reportFacts } from '#test/kit/report.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, attestry } = installation;
const [acme, other] = [await organizationIn(installation, 'acme'), await organizationIn(installation, 'other')];
const { browser } = await personIn(installation, { org: acme, role: 'owner', email: 'ada@acme.example' });
const stranger = await personIn(installation, { org: other, role: 'owner', email: 'olga@other.example' });

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A request by a name of its own, as a proxy passes it on. */
const ask = (
  address: string,
  { host, method = 'GET', headers = {} }: { host?: string; method?: string; headers?: Record<string, string> } = {},
  at = url,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      `${at}${address}`,
      { method, headers: { ...headers, ...(host === undefined ? {} : { host }) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8') });
        });
      },
    );
    request.on('error', reject);
    request.end();
  });

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let at = 0; at < 300; at += 1) {
    const found = await look();
    if (found !== null) return found;
    await sleep(100);
  }
  return assert.fail(`${what}: not within thirty seconds`);
}

const page = (has: RegExp, at = url): Promise<Answer> =>
  until(`a page that says ${has}`, async () => {
    const answer = await ask('/t/acme', {}, at);
    return answer.status === 200 && has.test(answer.text) ? answer : null;
  });

type Content = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- what a program would send

async function draft(): Promise<{ content: Content; revision: number; problems: Content[]; unanswered: Content[] }> {
  return (await browser.send('GET', '/api/trust/draft')).body as never;
}

async function saved(change: (content: Content) => Content): Promise<{ revision: number; problems: Content[] }> {
  const { content, revision } = await draft();
  const answer = await browser.send('PUT', '/api/trust/draft', { body: { revision, content: change(content) } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as never;
}

async function published(change: (content: Content) => Content): Promise<Content> {
  const { revision } = await saved(change);
  const answer = await browser.send('POST', '/api/trust/publish', { body: { revision } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

test('before anything is published there is nothing', async () => {
  for (const path of ['/t/acme', '/t/acme/', '/t/acme/facts.json', '/t/nobody', '/t/'])
    assert.equal((await ask(path)).status, 404, path);
  const { body } = await browser.send('GET', '/api/trust');
  assert.equal(body['published'], null);
  assert.match(JSON.stringify(body['status']), /no report is recorded/);
  assert.equal((await browser.send('GET', '/api/trust/export')).status, 422);
});

test('a draft is proposed from the programme, and text that claims too much is refused', async () => {
  await browser.send('POST', '/api/controls', { body: { controls: [{ id: 'mfa-enforced' }, { id: 'backups' }] } });
  const first = await draft();
  assert.equal(first.revision, 0);
  assert.ok(first.content['faq'].some(({ controls }: Content) => controls.includes('mfa-enforced')));
  assert.ok(first.unanswered.length > 30);
  const { revision, problems } = await saved((content) => ({ ...content, overview: 'We are SOC 2 certified.' }));
  assert.equal(problems[0]?.['where'], 'overview');
  const refused = await browser.send('POST', '/api/trust/publish', { body: { revision } });
  assert.match(JSON.stringify(refused.body), /trust_claims/);
  assert.equal((await ask('/t/acme')).status, 404);
});

test('who saves or publishes what they did not see is told', async () => {
  const { content, revision } = await draft();
  const late = await browser.send('PUT', '/api/trust/draft', { body: { revision: revision - 1, content } });
  assert.match(JSON.stringify(late.body), /trust_changed/);
  const unseen = await browser.send('POST', '/api/trust/publish', { body: { revision: revision - 1 } });
  assert.match(JSON.stringify(unseen.body), /trust_changed/);
});

test('what is published is there for everybody, in every form, and nothing but itself runs in it', async () => {
  const { address, edition } = await published((content) => ({
    ...content,
    overview: 'We keep **books** for bakers.',
    controls: ['mfa-enforced', 'backups'],
    contact: { ...content['contact'], email: 'security@acme.example' },
    updates: [{ id: 'first', day: '2026-01-05', title: 'The page is here', text: 'Read it.' }],
  }));
  assert.equal(address, `${url}/t/acme`);
  assert.equal(edition, 1);
  const { headers, text } = await page(/<strong>books<\/strong> for bakers/);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'; style-src 'sha256-[^']+'; script-src 'self'; /);
  assert.doesNotMatch(text, /<script>/);
  const script = await ask(/<script src="([^"]+)" defer>/.exec(text)?.[1] ?? '', {});
  assert.equal(script.status, 200);
  assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8');
  assert.match(String(script.headers['cache-control']), /immutable/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers['set-cookie'], undefined);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.doesNotMatch(text, /ada@acme\.example/);
  const br = await ask('/t/acme', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
  assert.equal(br.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(br.bytes).toString('utf8'), text);
  const gzip = await ask('/t/acme', { headers: { 'accept-encoding': 'gzip, br;q=0' } });
  assert.equal(gunzipSync(gzip.bytes).toString('utf8'), text);
  const known = await ask('/t/acme', { headers: { 'if-none-match': String(br.headers.etag) } });
  assert.equal(known.status, 304);
  assert.equal(known.bytes.length, 0);
  const head = await ask('/t/acme', { method: 'HEAD' });
  assert.deepEqual(
    [head.status, head.bytes.length, head.headers['content-length']],
    [200, 0, headers['content-length']],
  );
  assert.notEqual((await ask('/t/acme', { method: 'POST' })).status, 200);
});

test('beside the page are a badge, the facts as data, a feed, the checkpoint and where to report a weakness', async () => {
  assert.match((await ask('/t/acme/badge.svg')).text, /^<svg[^>]+aria-label="[^"]*SOC 2, no report yet/);
  const facts = JSON.parse((await ask('/t/acme/facts.json')).text) as Content;
  assert.equal(facts['controls'].length, 2);
  assert.equal(facts['controls'][0].state, 'adopted');
  assert.match((await ask('/t/acme/updates.atom')).text, /<entry>.*The page is here/s);
  assert.match((await ask('/t/acme/checkpoint')).text, /^attestry\/acme/);
  assert.match((await ask('/t/acme/.well-known/security.txt')).text, /^Contact: mailto:security@acme.example\n/);
  assert.equal((await ask('/t/acme/nothing.txt')).status, 404);
});

test('answers are found without a script', async () => {
  const found = await ask('/t/acme?q=multi-factor');
  assert.match(found.text, /1 of 2 answers/);
  const hostile = await ask(`/t/acme?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.match(hostile.text, /0 of 2 answers/);
  assert.doesNotMatch(hostile.text, /<script>alert/);
});

test('serving the page asks the database nothing', async () => {
  await page(/books/);
  const database = attestry.db as { transaction: typeof attestry.db.transaction };
  const before = database.transaction.bind(database);
  let asked = 0;
  database.transaction = (...given) => {
    asked += 1;
    return before(...given);
  };
  for (let at = 0; at < 200; at += 1) assert.equal((await ask('/t/acme')).status, 200);
  database.transaction = before;
  assert.ok(asked <= 3, `${asked} transactions: more than what works beside it has`);
});

test('whatever changes behind the page, it says so soon, on every node', async () => {
  const port = String(await freePort());
  const { data } = attestry.config;
  const second = await openAttestry(
    configFrom({ DATABASE_URL: installation.db.url, ATTESTRY_DATA: data, PORT: port, ATTESTRY_URL: url }, {}),
  );
  const node = await serve(second, { part: 'web', rate: 1_000_000, logger: false, console: null });
  after(async () => {
    await node.close();
    await second.close();
  });
  const there = `http://localhost:${port}`;
  const before = await page(/No observation window is planned yet/, there);
  const opened = await browser.send('POST', '/api/engagements', {
    body: { id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2035-12-31' },
  });
  assert.equal(opened.status, 200, JSON.stringify(opened.body));
  const same = await until('one page on both nodes', async () => {
    const here = await page(/observation opened on .*of a window from 1.January.2026 on/);
    const elsewhere = await page(/observation opened on/, there); // which may have something newer already
    return elsewhere.headers.etag === here.headers.etag ? here : null;
  });
  assert.notEqual(same.headers.etag, before.headers.etag);
  await browser.send('PUT', '/api/controls/mfa-enforced', { body: { state: 'retired' } });
  await page(/No longer performed since/);
  await page(/No longer performed since/, there);
});

test('a document that is added, and facts of a report that are confirmed or taken back, are on the page by themselves', async () => {
  const about = { kind: 'soc2-report', level: 'request', first: '2025-01-01', last: '2025-12-31', name: 'r.pdf' };
  const bytes = Buffer.from(await testPdf(12)).toString('base64');
  const added = await browser.send('POST', '/api/documents', { body: { ...about, title: 'A report', bytes } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const document = String(added.body['id']);
  const listed = await page(new RegExp(`request\\?document=${document}`));
  assert.doesNotMatch(listed.text, /SOC 2 Type II report for/);
  const as = (person: string) => localClient(reportsContract, reports(attestry), { org: acme, person });
  const { version, digest } = await as('ada@acme.example').record({ document, facts: reportFacts() });
  await as('bo@acme.example').confirm({ document, version, digest });
  await page(/SOC 2 Type II report for 1.January.2025 to 31.December.2025/);
  assert.match((await ask('/t/acme/badge.svg')).text, /Type II report to Dec 2025/);
  await as('bo@acme.example').withdraw({ document, reason: 'A page was wrong.' });
  const without = await page(/<h1>SOC 2 Type II observation opened on/);
  assert.doesNotMatch(without.text, /SOC 2 Type II report for/);
  const asking = { name: 'Rita', email: 'rita@buyer.example', company: 'Buyer', reason: 'We may buy.' };
  const asked = await new Reader(url).post('/t/acme/request', { ...asking, documents: [document] });
  assert.match(
    asked.text,
    /This server sends no mail\..*hands it to you/s,
    'nobody is told of mail that does not come',
  );
  assert.match(
    (await ask('/t/acme/request')).text,
    /This server sends no mail: .* hands you a link, and using it shows that the address is yours/,
  );
  assert.match((await ask('/t/acme/access')).text, /waits until .* hands it to you: this server sends no mail/);
  const [waiting] = (await browser.send('GET', '/api/mail')).body['messages'] as readonly { readonly id: string }[];
  const opened = (await browser.send('POST', `/api/mail/${waiting?.id ?? ''}/open`)).body['text'];
  const room = await new Reader(url).post(linkIn(String(opened)));
  assert.match(room.text, /decides; you find it here, as no mail leaves this server/);
  await browser.send('POST', `/api/documents/${document}/retire`, { body: { reason: 'It was a test of this.' } });
  await until('it is gone', async () => ((await ask('/t/acme')).text.includes(document) ? null : true));
});

test('an own domain shows the page and nothing of the console, and is one company’s', async () => {
  const asked = await browser.send('GET', '/api/trust/domain');
  assert.equal(asked.status, 422);
  const addresses = () => trustAddresses(installation.attestry, url);
  assert.deepEqual(await addresses(), [`${url}/t/acme`], 'as it is printed where the server starts');
  await published((content) => ({ ...content, domain: 'trust.acme.example' }));
  assert.deepEqual(await addresses(), ['https://trust.acme.example']);
  const host = 'trust.acme.example';
  const shown = await until('the domain', async () => {
    const answer = await ask('/', { host });
    return answer.status === 200 && answer.text.includes('href="https://trust.acme.example"') ? answer : null;
  });
  assert.match(shown.text, /rel="canonical" href="https:\/\/trust\.acme\.example"/);
  assert.equal((await ask('/', { host: 'TRUST.acme.example:443' })).status, 200);
  assert.equal((await ask('/.well-known/security.txt', { host })).status, 200);
  assert.equal((await ask('/?utm_source=mail', { host })).status, 200);
  for (const path of ['/api/trust', '/sign-in', '/t/other', '/health', '/controls', '/assets/x.js'])
    assert.equal((await ask(path, { host })).status, 404, path);
  const away = await ask('/request?document=1', { host });
  assert.deepEqual([away.status, away.headers.location], [302, `${url}/t/acme/request?document=1`]);
  assert.equal((await ask('/', { host: 'evil.example' })).status, 403);

  const theirs = (await stranger.browser.send('GET', '/api/trust/draft')).body as unknown as { content: Content };
  await stranger.browser.send('PUT', '/api/trust/draft', {
    body: { revision: 0, content: { ...theirs.content, domain: host } },
  });
  const taken = await stranger.browser.send('POST', '/api/trust/publish', { body: { revision: 1 } });
  assert.match(JSON.stringify(taken.body), /trust_domain_taken/);
  assert.equal((await ask('/t/other')).status, 404);
});

test('a draft is seen by who may, at an address of its own', async () => {
  const { revision } = await saved((content) => ({ ...content, overview: 'A draft that nobody published.' }));
  assert.ok(revision > 1);
  assert.equal((await ask('/api/trust/preview.html')).status, 401);
  const preview = await fetch(`${url}/api/trust/preview.html?organization=acme`, {
    headers: { cookie: `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}` },
  });
  assert.equal(preview.status, 200);
  assert.match(await preview.text(), /A draft that nobody published/);
  assert.match(String(preview.headers.get('content-security-policy')), /style-src 'sha256-/);
  assert.doesNotMatch((await ask('/t/acme')).text, /nobody published/);
});

test('a copy says after which day it is out of date', async () => {
  const { body } = await browser.send('GET', '/api/trust/export');
  const files = body['files'] as { name: string; text: string }[];
  assert.deepEqual(
    files.map(({ name }) => name),
    ['index.html', 'badge.svg', 'facts.json', 'updates.atom', 'checkpoint', '.well-known/security.txt'],
  );
  assert.match(files[0]?.text ?? '', new RegExp(`data-until="${String(body['until'])}"`));
});

test('what was published, by whom, and what was changed is kept, and agrees with the log', async () => {
  const { body } = await browser.send('GET', '/api/trust/history');
  const history = body['history'] as Content[];
  assert.deepEqual(
    history.map(({ what, edition, person, changed }) => [what, edition, person, changed]),
    [
      ['published', 2, 'ada@acme.example', ['domain']],
      ['published', 1, 'ada@acme.example', []],
    ],
  );
  const first = await browser.send('GET', `/api/trust/history/${history[1]?.['position']}`);
  assert.equal((first.body['content'] as Content)['domain'], '');
  assert.deepEqual((await fsck(attestry, acme, () => undefined)).damages, []);
});

test('what is taken down is gone everywhere, and its domain is free again', async () => {
  const gone = await browser.send('POST', '/api/trust/withdraw', { body: { reason: 'We begin anew.' } });
  assert.equal(gone.status, 200, JSON.stringify(gone.body));
  await until('it is gone', async () => ((await ask('/t/acme')).status === 404 ? true : null));
  assert.equal((await ask('/', { host: 'trust.acme.example' })).status, 403);
  const again = await browser.send('POST', '/api/trust/withdraw', { body: { reason: 'We begin anew.' } });
  assert.match(JSON.stringify(again.body), /trust_unpublished/);
  const freed = await stranger.browser.send('POST', '/api/trust/publish', { body: { revision: 1 } });
  assert.equal(freed.status, 200, JSON.stringify(freed.body));
});

test('a new day is said on the page, and nothing is rendered while nothing changed', async () => {
  const DAY = 86_400_000;
  let ahead = 0;
  const chance = { ...attestry.chance, now: () => attestry.chance.now() + ahead };
  const failures: unknown[] = [];
  const pages = new TrustPages({ ...trustDeps(attestry), chance }, (error) => void failures.push(error));
  await pages.refresh(null);
  const first = pages.file(undefined, '/t/other');
  await pages.refresh([]);
  assert.equal(pages.file(undefined, '/t/other'), first);
  ahead = DAY;
  await pages.refresh([]);
  const next = pages.file(undefined, '/t/other');
  assert.deepEqual(failures, []);
  assert.notEqual(next?.tag, first?.tag);
  const asOf = (file: typeof first): string =>
    /As of (\d+\s\w+\s\d+)/.exec(file?.plain.body.toString('utf8') ?? '')?.[1]?.replaceAll(/\s/g, ' ') ?? '';
  assert.equal(Date.parse(`${asOf(next)} UTC`) - Date.parse(`${asOf(first)} UTC`), DAY);
});
