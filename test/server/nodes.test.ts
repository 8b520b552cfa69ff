import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildConsole } from '#/app/console.ts';
import { PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { type Program, program } from '#test/kit/program.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testServer } from '#test/kit/server.ts';

const console = await buildConsole(new AbortController().signal);
const installation = await testInstallation({ part: 'web', console });
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

const repository = testRepository(testFolder());
repository.commit('begin');
repository.git(['update-server-info']);

/** What is asked while this is on hears nothing until whoever asks is gone. */
let holds = true;
let asking = 0;
const remote = await testServer((request, response) => {
  const file = path.join(
    repository.folder,
    '.git',
    decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname),
  );
  if (holds) {
    asking += 1;
    return;
  }
  if (existsSync(file)) createReadStream(file).pipe(response);
  else response.writeHead(404).end();
});

/** A process of its own that takes work, on the same database and data folder. */
function worker(): Program {
  const { config } = installation.attestry;
  const node = program('src/app/main.ts', ['serve', '--role', 'worker'], {
    environment: { DATABASE_URL: installation.db.url, ATTESTRY_DATA: config.data, ATTESTRY_LOGS: '0' },
  });
  after(() => node.kill());
  return node;
}

interface Shown {
  readonly state: string;
  readonly error: string | null;
  readonly result: Record<string, unknown> | null;
}

const shown = async (job: string): Promise<Shown> =>
  (await browser.send('GET', `/api/jobs/${job}`)).body['job'] as Shown;

async function until(what: string, seconds: number, is: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < seconds * 4; look += 1) {
    if (await is()) return;
    await sleep(250);
  }
  assert.fail(`${what}: not within ${seconds} seconds`);
}

/** A page of the console in a real browser, where the person is signed in. */
async function page(address: string) {
  const chromium = await testBrowser();
  const context = await chromium.newContext({ reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const name = 'attestry.session_token';
  await context.addCookies([{ name, value: browser.cookie(name) ?? '', url: installation.url }]);
  const opened = await context.newPage();
  await opened.goto(installation.url + address);
  return opened;
}

test('what a node was at when it was killed is taken up by another, and done once, before the eyes of a person', async () => {
  const settings = { repository: remote.url };
  const added = await browser.send('POST', '/api/sources', {
    body: { id: 'repo', collector: 'git', settings, untried: true },
  });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const looked = await page('/sources/repo');
  const work = looked.getByRole('status').filter({ hasText: /It begins|Read to its end|failed|Waiting/ });
  const first = worker();
  assert.match(await first.line(), /works/);
  await looked.getByRole('button', { name: 'Read now' }).click();
  await work.getByText('It begins.').waitFor();
  await work.getByRole('progressbar', { name: 'How far it is' }).waitFor();
  const { jobs } = (await browser.send('GET', '/api/jobs?kind=collect')).body as { readonly jobs: { id: string }[] };
  const job = jobs[0]?.id ?? '';
  await until('the first node reads', 60, () => asking > 0);
  assert.equal((await shown(job)).state, 'running');

  const second = worker();
  assert.match(await second.line(), /works/);
  first.kill();
  assert.equal(await first.ended, 'SIGKILL');
  holds = false;
  await until('the second node has done it', 150, async () => ['done', 'dead'].includes((await shown(job)).state));
  const done = await shown(job);
  assert.equal(done.state, 'done', JSON.stringify(done));
  assert.equal(done.result?.['state'], 'finished');
  await work.getByText('Read to its end').waitFor(); // nobody read the page again
  assert.equal(await work.getByRole('progressbar').count(), 0);
  await looked.getByRole('table', { name: 'Readings' }).getByText('finished').first().waitFor();

  const { body } = await browser.send('GET', '/api/populations/change/records');
  assert.equal(body['items'], 1, JSON.stringify(body).slice(0, 300));
  const { ledger } = installation.attestry;
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});
