import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, suite } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { attestry } from '#test/kit/bin.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const shots = process.env['SHOTS'];
const AUDITOR = 'cora@firm.example';

/** Twice, for what the first frame tells is drawn in the next. */
const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** What is heard with a field. */
const describedBy = (field: Locator): Promise<string> =>
  field.evaluate((of) =>
    (of.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => of.ownerDocument.getElementById(id)?.textContent)
      .join(' '),
  );

suite('what an auditor sees', async () => {
  const smtp = await testSmtp();
  const [installation, browser] = [
    await testInstallation({
      console: await buildConsole(new AbortController().signal),
      environment: { ATTESTRY_SMTP: smtp.address },
    }),
    await testBrowser(),
  ];
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const post = async (route: string, body: object): Promise<void> => {
    const answer = await ada.browser.send('POST', `/api${route}`, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await post('/controls', {
    controls: ['backups', 'vulnerability-scanning', 'access-review-quarterly'].map((id) => ({ id })),
  });
  await post('/engagements', { id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  const folder = testFolder();
  const complaints: string[] = [];

  const opened = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE);
    after(() => context.close());
    return listenedTo(await context.newPage(), complaints);
  };
  const [owner, auditor] = [await opened(), await opened()];
  const token = ada.browser.cookie('attestry.session_token') ?? assert.fail('nobody is signed in');
  await owner.context().addCookies([{ name: 'attestry.session_token', value: token, url }]);
  const step = journey(async () => {
    for (const [name, page] of Object.entries({ owner, auditor }))
      if (shots !== undefined) await page.screenshot({ path: path.join(shots, `auditor-failed-${name}.png`) });
  });
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const offered = (within: Page | Locator) => within.getByRole('link', { name: 'Download the package of soc2' });
  /** The file that a link of a page leads to, and where it was saved. */
  const downloaded = async (page: Page, name: string, link = offered(page).first()): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), 'soc2.tar');
    const file = path.join(folder, name);
    await download.saveAs(file);
    return file;
  };

  step('by a link that was mailed to them they come in, and are told what is open and not what to repair', async () => {
    const firm = { firm: 'Example CPAs LLP', licence: { number: '12345', state: 'Oregon' } };
    await post('/identity/invitations', {
      email: AUDITOR,
      role: 'auditor',
      engagement: 'soc2',
      until: '2099-12-31',
      ...firm,
    });
    await auditor.goto(/https?:\/\/\S+\/join#\S+/.exec((await smtp.next(AUDITOR)).text)?.[0] ?? '');
    const first = auditor.locator('[name="name"]:focus'); // it can be typed at once, and the lead is heard with it
    await first.waitFor();
    assert.match(await describedBy(first), /^You are invited as auditor of /);
    await auditor.keyboard.type('Cora');
    await auditor.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(auditor, 'Join').click();
    await heading(auditor, 'Home');
    await auditor.getByText(/In management’s view 3 are open: /).waitFor();
    const open = auditor.getByRole('table', { name: 'What management’s view leaves open' });
    await open.getByRole('link', { name: 'Backups performed and monitored' }).waitFor();
    const heads = (await open.getByRole('columnheader').allTextContents()).filter((head) => head !== '');
    assert.deepEqual(heads, ['Status', 'Control', 'Why', 'Who']);
    const said = await auditor.getByRole('main').innerText();
    assert.doesNotMatch(said, /threatens|between here and ready|Collect|Connect|Attach/);
    assert.deepEqual(await wrongInAnyLook(auditor, 'auditor-home'), []);
    await owner.goto(url);
    await owner.getByRole('columnheader', { name: 'Next' }).waitFor();
    await owner.getByText(/3 stand between here and ready: /).waitFor();
  });

  step('who examines chooses no auditor', async () => {
    for (const address of ['/scope', '/scope/auditor']) {
      await auditor.goto(url + address);
      await auditor.getByText(/whose engagement letter is not here yet\.$/).waitFor();
      assert.doesNotMatch(await auditor.getByRole('main').innerText(), /Choose your auditor|when you have chosen/);
    }
  });

  step('who may change nothing sees no column of changes', async () => {
    const change = { cuecs: [{ text: 'User entities remove accounts of people who leave.', criteria: ['CC6.2'] }] };
    const hosting = { name: 'Hetzner', service: 'Hosting', method: 'carve-out', controls: [], expected: ['Locks'] };
    const { status, body } = await ada.browser.send('PUT', '/api/engagements/soc2', {
      body: { ...change, subservice: [hosting] },
    });
    assert.equal(status, 200, JSON.stringify(body));
    for (const [page, count] of [
      [owner, 2],
      [auditor, 0],
    ] as const) {
      await page.goto(`${url}/scope`);
      await page.getByText('Hetzner').waitFor();
      await page.getByText('User entities remove accounts').waitFor();
      assert.equal(await page.getByRole('columnheader', { name: 'Change it' }).count(), count);
    }
    assert.deepEqual(await wrongInAnyLook(auditor, 'auditor-scope'), []);
  });

  step('a page of management says that it is, and sends nobody for another role', async () => {
    for (const address of ['/work', '/policies', '/trust', '/notifications']) {
      await auditor.goto(url + address);
      await heading(auditor, 'This page is management’s own');
      await auditor.getByText('Ask management for what you need of it, as for any other evidence').waitFor();
      assert.doesNotMatch(await auditor.getByRole('main').innerText(), /another role|owner/);
    }
    assert.deepEqual(await wrongInAnyLook(auditor, 'auditor-of-management'), []);
  });

  step('where no package is there, management may write one, and an auditor asks for it', async () => {
    await auditor.goto(`${url}/ledger`);
    await auditor.getByRole('link', { name: 'Packages', exact: true }).click();
    await heading(auditor, 'Packages');
    await auditor.getByText('Management writes one when you ask for it').waitFor();
    assert.equal(await button(auditor, 'Write a package').count(), 0);
    assert.deepEqual(await wrongInAnyLook(auditor, 'packages-none-auditor'), []);
    await owner.goto(`${url}/ledger/packages`);
    await owner.getByText('None is there.').waitFor();
    assert.deepEqual(await wrongInAnyLook(owner, 'packages-none'), []);
  });

  step('a package is written, comes whole, and the verifier finds in it what was sealed', async () => {
    await button(owner, 'Write a package').click();
    await owner
      .getByRole('status')
      .getByText(/^Written: it is below/)
      .waitFor({ timeout: 60_000 });
    const row = owner.getByRole('table', { name: 'Packages' }).getByRole('row').nth(1);
    await row.getByTitle('ada@acme.example').waitFor(); // who is called by name
    const file = await downloaded(owner, 'soc2.tar');
    const bytes = await readFile(file);
    await row.getByText(hash('sha256', bytes), { exact: true }).waitFor();
    assert.deepEqual(await wrongInAnyLook(owner, 'packages'), []);
    const lines = (await owner.locator('pre').textContent()) ?? '';
    const key = /attestry package verify soc2\.tar --key '([^']+)'/.exec(lines)?.[1] ?? assert.fail(lines);
    const run = (words: readonly string[]) => attestry(words, { folder, data: '/nowhere' });
    const verified = await run(['package', 'verify', file, '--key', key]);
    assert.equal(verified.code, 0, verified.out + verified.err);
    assert.equal((await run(['package', 'reperform', file])).code, 0);
    assert.equal((await run(['package', 'verify', file])).code, 1, 'without the key anybody could have made it');
  });

  step('the auditor takes the same file, is told that it holds more than they are shown, and it is noted', async () => {
    await auditor.goto(`${url}/ledger/packages`);
    await auditor.getByText(/^1 package is there to download/).waitFor();
    await auditor.getByText('It holds more than this console shows an auditor').waitFor();
    await auditor.getByText('Management hands it to you with that').waitFor();
    await auditor
      .getByText('Compare the key below with the one that you have from the company by another way')
      .waitFor();
    assert.deepEqual(await wrongInAnyLook(auditor, 'packages-auditor'), []);
    const taken = await readFile(await downloaded(auditor, 'taken.tar'));
    assert.ok(taken.equals(await readFile(path.join(folder, 'soc2.tar'))));
    const noted = await ada.browser.send('GET', '/api/identity/actions?name=jobs.packageFile');
    const people = (noted.body['actions'] as readonly { readonly person: string }[]).map(({ person }) => person);
    assert.deepEqual(people.toSorted(), ['ada@acme.example', AUDITOR]);
  });

  step('when an erasure took the file away, nothing says that it is there', async () => {
    await installation.attestry.exports.forgetWhole(org);
    await owner.goto(`${url}/ledger/packages`);
    await owner.getByText('Nothing to download').waitFor();
    const status = await owner.getByRole('status').filter({ hasText: 'Written' }).innerText();
    assert.doesNotMatch(status, /below/);
  });

  step('background work leads to the file of each job, and to no other', async () => {
    await owner.goto(`${url}/ledger/packages`);
    for (const there of ['1 package is there', '2 packages are there']) {
      await button(owner, 'Write a package').click();
      await owner.getByText(`${there} to download`).waitFor({ timeout: 60_000 });
    }
    const { body } = await ada.browser.send('GET', '/api/jobs/packages');
    const packages = body['packages'] as readonly { readonly sha256: string }[];
    assert.notEqual(packages[0]?.sha256, packages[1]?.sha256);
    await owner.goto(`${url}/settings?part=jobs`);
    const rows = owner.getByRole('row').filter({ hasText: 'Write the package of the examination' });
    await offered(rows.nth(1)).waitFor();
    assert.deepEqual(await wrongInAnyLook(owner, 'packages-jobs'), []);
    await painted(owner); // it was narrow a moment ago, and is told of a width that it had when it was painted last
    await owner.setViewportSize({ width: 390, height: 860 }); // as a window that is made narrow, or a phone that is turned
    const isInSight = (tab: Element): boolean => {
      const [open, list] = [tab, tab.parentElement ?? tab].map((each) => each.getBoundingClientRect());
      return open !== undefined && list !== undefined && open.left >= list.left && open.right <= list.right;
    };
    const tab = await owner.getByRole('tab', { name: 'Background work' }).elementHandle();
    await owner.waitForFunction(isInSight, tab as never, { timeout: 2_000 });
    await owner.setViewportSize({ width: 1280, height: 860 });
    assert.equal(await offered(rows).count(), 2, 'the file of the first one is gone');
    for (const [place, { sha256 }] of packages.entries()) {
      const file = await downloaded(owner, `job-${place}.tar`, offered(rows.nth(place)));
      assert.equal(hash('sha256', await readFile(file)), sha256, `job ${place}, the newest first`);
    }
  });

  step('a package that is being written is stopped: no file is left, and all say that it was stopped', async () => {
    const { config, ledger } = installation.attestry;
    const exports = path.join(config.data, 'exports', org);
    const before = await readdir(exports);
    const { tile } = ledger;
    const [isAtTile, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const waits = async (...asked: Parameters<typeof tile>): ReturnType<typeof tile> => {
      isAtTile.resolve();
      await goOn.promise;
      return tile(...asked);
    };
    Object.assign(ledger, { tile: waits }); // in the middle of its members it waits for one
    await owner.goto(`${url}/ledger/packages`);
    await button(owner, 'Write a package').click();
    await isAtTile.promise;
    const written = owner.getByRole('status').filter({ hasText: /member|stop/i });
    await written.getByText(/^members: [1-9]\d* of \d+$/).waitFor();
    const drafts = (await readdir(exports)).filter((name) => !before.includes(name));
    assert.match(drafts.join(), /^[\w-]+\.tar\.[\w-]+\.draft$/);
    await button(owner, 'Stop').click();
    await written.getByText('Being stopped; what was sealed stays.').waitFor();
    assert.deepEqual(await wrongInAnyLook(owner, 'packages-being-stopped'), []);
    await sleep(2_000); // whoever is at work on it looks each second
    Object.assign(ledger, { tile });
    goOn.resolve();
    await written.getByText(/^Stopped; what was sealed stays/).waitFor();
    assert.deepEqual(await wrongInAnyLook(owner, 'packages-stopped'), []);
    assert.deepEqual(await readdir(exports), before);
    const job = drafts[0]?.split('.')[0] ?? '';
    const answer = await ada.browser.send('GET', `/api/jobs/${job}/package`);
    assert.match(JSON.stringify(answer.body), /package_missing.*the job is cancelled/);
    const { body: log } = await ada.browser.send('GET', '/api/ledger/entries');
    const kinds = (log['entries'] as readonly { readonly kind: string }[]).map(({ kind }) => kind);
    assert.ok(kinds.indexOf('package-unwritten') < kinds.indexOf('package-created'), kinds.join(' '));
    assert.ok(kinds.includes('package-unwritten'));
    await owner.goto(`${url}/settings?part=jobs`);
    const stopped = owner.getByRole('row').filter({ hasText: 'Write the package of the examination' }).first();
    await stopped.getByRole('cell', { name: 'stopped', exact: true }).waitFor();
    await offered(owner).nth(1).waitFor();
    assert.equal(await offered(stopped).count(), 0);
  });

  step('nothing complained: no script failed, and no style or address was refused', () => {
    assert.deepEqual(complaints, []);
  });
});
