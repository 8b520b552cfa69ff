import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from '#/app/serve.ts';
import { openAttestry } from '#/app/wire.ts';
import { noteCounts } from '#/features/analytics/index.ts';
import { configFrom } from '#/platform/config.ts';
import { freePort } from '#/platform/free-port.ts';
import { fillReaders } from '#bench/world/readers.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { Reader } from '#test/kit/reader.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { attestry, db } = installation;
const [acme, other] = [await organizationIn(installation, 'acme'), await organizationIn(installation, 'other')];
const { browser: inside } = await personIn(installation, { org: acme, role: 'owner', email: 'ada@acme.example' });
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

type Shown = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- what a program would read

const shown = async (): Promise<Shown> => (await inside.send('GET', '/api/analytics?days=30')).body;
const searches = async (): Promise<readonly Shown[]> =>
  (await inside.send('GET', '/api/analytics/searches')).body['searches'] as readonly Shown[];

/** The web part of the product, which notes what it counted when it closes. */
async function whileServing(work: (url: string) => Promise<void>): Promise<void> {
  const environment = { DATABASE_URL: db.url, ATTESTRY_DATA: attestry.config.data, PORT: String(await freePort()) };
  const second = await openAttestry(configFrom(environment, {}));
  const running = await serve(second, { part: 'web', rate: 1e6, logger: false, console: null });
  try {
    for (
      let look = 0;
      look < 200 && (await fetch(`${running.url}/t/acme`, { method: 'HEAD' })).status !== 200;
      look += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
    await work(running.url);
  } finally {
    await running.close();
    await second.close();
  }
}

const get = (url: string, agent: string) => fetch(url, { headers: { 'user-agent': agent } });

test('looks are counted by day without a query and without a name; programs apart', async () => {
  const { revision, content } = (await inside.send('GET', '/api/trust/draft')).body as Shown;
  const faq = [{ topic: 'access', question: 'Do you use passkeys?', answer: 'Yes, all of us.', controls: [] }];
  await inside.send('PUT', '/api/trust/draft', { body: { revision, content: { ...content, faq } } });
  await inside.send('POST', '/api/trust/publish', { body: { revision: revision + 1 } });
  await whileServing(async (url) => {
    for (let look = 0; look < 3; look += 1) await (await get(`${url}/t/acme`, FIREFOX)).text();
    await (await get(`${url}/t/acme`, 'Googlebot/2.1')).text();
    await (await get(`${url}/t/acme/facts.json`, 'curl/8')).text();
    for (const words of ['Bug  BOUNTY', 'bug bounty', 'passkeys', 'zoe@buyer.example', '<b>x</b>']) {
      const page = await get(`${url}/t/acme?q=${encodeURIComponent(words)}`, FIREFOX);
      assert.equal(page.status, 200);
      assert.ok(!(await page.text()).includes('<b>x</b>'));
    }
    const outside = new Reader(url);
    assert.match(
      (await outside.post('/t/acme/missing', { q: 'bug bounty' })).text,
      /sees the words that you looked for/,
    );
    assert.equal((await outside.post('/t/nobody/missing', { q: 'bug bounty' })).status, 404);
  });
  const { looks, others } = await shown();
  assert.deepEqual(
    looks.map(({ people, programs }: Shown) => [people, programs]),
    [[3, 1]],
  );
  assert.deepEqual(others, [
    { what: 'search', count: 5 },
    { what: 'facts as data', count: 1 },
  ]);
  assert.deepEqual(
    (await searches()).map(({ words, count }) => [words, count]),
    [
      ['bug bounty', 3],
      ['<b>x</b>', 1],
    ],
  );
  const { rows } = await db.admin.query('select * from analytics_day');
  assert.deepEqual([...new Set(rows.flatMap((row: object) => Object.keys(row)))].sort(), [
    'count',
    'day',
    'org',
    'what',
  ]);
});

test('what was dismissed or answered is suggested no more, and the rarest of too much goes', async () => {
  const dismissed = await inside.send('POST', '/api/analytics/searches/dismiss', { body: { words: '<b>x</b>' } });
  assert.equal(dismissed.status, 200);
  const unknown = await inside.send('POST', '/api/analytics/searches/dismiss', { body: { words: 'never looked for' } });
  assert.equal(unknown.status, 404);
  const many = new Map(Array.from({ length: 600 }, (_, at) => [`junk word ${at}`, 1]));
  await noteCounts(attestry, acme, {
    counts: new Map(),
    searches: new Map([...many, ['<b>x</b>', 9], ['bug bounty', 2]]),
  });
  const found = await searches();
  assert.deepEqual([found[0]?.['words'], found[0]?.['count']], ['bug bounty', 5]);
  assert.ok(found.every(({ words }) => words !== '<b>x</b>'));
  const { rows } = await db.admin.query('select count(*)::int as count from analytics_search where org = $1', [acme]);
  assert.deepEqual(rows, [{ count: 500 }]);
  const { revision, content } = (await inside.send('GET', '/api/trust/draft')).body as Shown;
  const answer = { topic: 'vulnerabilities', question: 'Is there a bug bounty?', answer: 'No.', controls: [] };
  await inside.send('PUT', '/api/trust/draft', { body: { revision, content: { ...content, faq: [answer] } } });
  await inside.send('POST', '/api/trust/publish', { body: { revision: revision + 1 } });
  assert.ok((await searches()).every(({ words }) => words !== 'bug bounty'));
});

test('readings are counted by document, company and reader, and what waits is known', async () => {
  await fillReaders(attestry.db, acme, 400);
  const { documents, companies, grants, waiting, toReading } = await shown();
  const sum = (rows: readonly Shown[]): number =>
    rows.reduce((all, each) => all + each['views'] + each['downloads'], 0);
  assert.ok(documents.length > 0 && companies.length > 0 && grants.length > 0);
  assert.ok(sum(documents) >= sum(grants) && sum(grants) > 300);
  assert.ok(waiting.count > 0 && waiting.oldest > 0);
  assert.ok(toReading.count > 0, 'somebody read after they asked');
  const stranger = await personIn(installation, { org: other, role: 'owner', email: 'olga@other.example' });
  const theirs = (await stranger.browser.send('GET', '/api/analytics')).body as Shown;
  assert.deepEqual([theirs['documents'], theirs['looks'], theirs['waiting'].count], [[], [], 0]);
});
