import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite, test } from 'node:test';
import { noteCounts, PAGE } from '#/features/analytics/index.ts';
import type { Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { axeFinds, COLORS } from '#test/kit/axe.ts';
import { PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { linkIn } from '#test/kit/reader.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const shots = process.env['SHOTS'];
const PARTS = [
  'overview',
  'controls',
  'questions',
  'asked',
  'subprocessors',
  'certifications',
  'updates',
  'contact',
  'history',
];
/** How strangers look at a page. */
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 } },
} as const;
const HOSTILE = '<script>document.title="taken"</script><img src=x onerror="document.title=1">';

suite('the trust center', async () => {
  const smtp = await testSmtp();
  const installation = await testInstallation({
    console: await buildConsole(new AbortController().signal),
    environment: { ATTESTRY_SMTP: smtp.address },
  });
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const { browser: program } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  await program.send('POST', '/api/controls', {
    body: { controls: ['mfa-enforced', 'backups', 'change-peer-review'].map((id) => ({ id })) },
  });
  const browser = await testBrowser();
  const complaints: string[] = [];
  const contextOf = async (options: Parameters<typeof browser.newContext>[0] = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    context.on('page', (opened) => {
      opened.on('pageerror', (error) => complaints.push(error.message));
      opened.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
    });
    after(() => context.close());
    return context;
  };
  const context = await contextOf();
  const token = program.cookie('attestry.session_token') ?? assert.fail('nobody is signed in');
  await context.addCookies([{ name: 'attestry.session_token', value: token, url }]);
  const page = await context.newPage();

  const axe = (what: string, of: Page, only: readonly string[] = []): Promise<readonly string[]> =>
    axeFinds(of, what, only);
  const shot = async (name: string, of: Page = page): Promise<void> => {
    if (shots !== undefined) await of.screenshot({ path: path.join(shots, `trust-${name}.png`) });
  };
  const fits = (of: Page): Promise<boolean> =>
    of
      .waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, null, { timeout: 2_000 })
      .then(() => true)
      .catch(() => false);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const tab = async (name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

  /** Does something that saves the draft, and waits until the editor has read it again: who is quicker is refused. */
  const readAgain = async (save: () => Promise<void>): Promise<void> => {
    const read = page.waitForResponse(
      (answer) => answer.request().method() === 'GET' && new URL(answer.url()).pathname === '/api/trust/draft',
    );
    await save();
    await (await read).finished();
  };

  const step = journey(() => shot('failed'));

  step('before any report there is a page to publish, proposed from the programme', async () => {
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Trust' }).click();
    await page.getByText('Nothing is public yet').waitFor();
    await page.getByText('no report is recorded').first().waitFor();
    await shot('beginning');
    assert.equal((await fetch(`${url}/t/acme`)).status, 404);
  });

  step('a text that claims too much is not published, and says what to write instead', async () => {
    const overview = page.getByRole('textbox', { name: 'Overview' });
    await overview.fill('We are SOC 2 certified, and we keep books.');
    await button('Save to the draft').click();
    await page.getByText('Nobody is certified by it').first().waitFor();
    await page.locator('button:disabled', { hasText: /^Publish$/ }).waitFor();
    await page.getByText('1 place must change before the draft can be published, in Overview.').waitFor();
    await shot('claims');
    assert.deepEqual(await axe('claims', page), []);
    await overview.fill(`We keep books for bakers.\n\n${HOSTILE}`);
    await button('Save to the draft').click();
    await page.getByText('This cannot be published yet').waitFor({ state: 'hidden' });
    await page.locator('button:enabled', { hasText: /^Publish$/ }).waitFor();
  });

  step('questions are answered, controls are chosen, and whoever edits sees the draft', async () => {
    await tab('Questions');
    await button('Answer Is customer data used to train models?').click();
    await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('No, by nobody.');
    await page.getByRole('dialog').getByRole('button', { name: 'Save to the draft' }).click();
    await page.getByRole('cell', { name: 'No, by nobody.' }).waitFor();
    await tab('Controls');
    await page.getByRole('checkbox', { name: 'Changes reviewed and approved before production' }).check();
    await readAgain(() => page.getByRole('button', { name: /^Save \d+ controls? to the draft$/ }).click());
    await tab('Contact and domain');
    await page.getByLabel('Security contact').fill('security@acme.example');
    await readAgain(() => button('Save to the draft').click());
    await tab('Subprocessors');
    await button('Add a subprocessor').click();
    await page.getByLabel('Name', { exact: true }).fill('Nimbus <b>Cloud</b>');
    await page.getByLabel('Role').fill('Hosting');
    await page.getByRole('dialog').getByRole('button', { name: 'Save to the draft' }).click();
    await page.getByRole('cell', { name: 'Hosting' }).waitFor();
    const [preview] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Preview' }).click(),
    ]);
    await preview.getByText('Only who may edit the trust center sees this draft').waitFor();
    await preview.getByText('We keep books for bakers').waitFor();
    assert.equal(await preview.title(), 'The acme company: trust center');
    await preview.close();
  });

  step('it is published, and one click away, from Home, too', async () => {
    const home = await context.newPage();
    await home.goto(url);
    await home.getByText('Buyers see nothing yet').waitFor();
    await button('Publish').click();
    await page.getByText('Edition 1 is public at').waitFor();
    await shot('published');
    await home.reload();
    const there = home.getByRole('link', { name: /\/t\/acme$/ });
    assert.equal(await there.getAttribute('href'), `${url}/t/acme`);
    await shot('home', home);
    assert.deepEqual(await axe('home', home), []);
    await home.close();
    const [shown] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'See the page' }).click(),
    ]);
    await shown.waitForFunction(() => document.title !== '');
    for (let look = 0; (await shown.title()).startsWith('There is no page here') && look < 20; look += 1) {
      await shown.waitForTimeout(250);
      await shown.reload();
    }
    await shown.getByText('We keep books for bakers').waitFor();
    await shown.close();
  });

  step('every part of the editor is whole on a laptop and a phone, and axe finds nothing', async () => {
    const found: string[] = [];
    for (const part of PARTS) {
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(`${url}/trust?part=${part}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await axe(`${part}, ${colorScheme}`, page, colorScheme === 'dark' ? COLORS : [])));
        await shot(`${part}-${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 390, height: 860 });
      if (!(await fits(page))) found.push(`${part}: it is wider than a phone`);
      await shot(`${part}-phone`);
      const [says, acts] = [page.locator('.page-head .lead'), page.getByRole('link', { name: 'Audience' })];
      if (((await says.boundingBox())?.y ?? 0) > ((await acts.boundingBox())?.y ?? 0))
        found.push(`${part}: what can be done stands before what is so`);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
    assert.deepEqual(found, []);
  });

  step(
    'a stranger reads it by day, by night and on a phone, asks for nothing else, and finds an answer as they type',
    async () => {
      const found: string[] = [];
      for (const [name, options] of Object.entries(LOOKS)) {
        const visitor = await contextOf(options);
        const opened = await visitor.newPage();
        const asked: string[] = [];
        opened.on('request', (request) => void asked.push(new URL(request.url()).pathname));
        await opened.goto(`${url}/t/acme`);
        found.push(...(await axe(`public, ${name}`, opened)));
        if (!(await fits(opened))) found.push(`public, ${name}: it is wider than the window`);
        const own = asked.filter((each) => !each.startsWith('image/svg+xml'));
        assert.deepEqual([own.length, own[0]], [2, '/t/acme']);
        assert.match(own[1] ?? '', /^\/trust-[0-9a-f]{16}\.js$/);
        assert.deepEqual(await visitor.cookies(), []);
        assert.equal(await opened.title(), 'The acme company: trust center');
        await shot(`public-${name}`, opened);
        await opened.getByLabel('Find an answer').fill('MODELS');
        assert.equal(await opened.locator('.answer:visible').count(), 1);
        await opened.getByText(/^1 of \d+ answers$/).waitFor();
        await opened.getByLabel('Find an answer').fill('unicorns');
        await opened.getByText('No answer has these words').waitFor();
        await opened.getByText('is told of these words, and nothing of you').waitFor();
        if (name === 'light') {
          const passed = await opened.waitForRequest((request) => request.method() === 'POST');
          assert.deepEqual([new URL(passed.url()).pathname, passed.postData()], ['/t/acme/missing', 'q=unicorns']);
          assert.equal((await passed.response())?.status(), 200);
          assert.deepEqual(await visitor.cookies(), []);
        }
        if (name === 'light') found.push(...(await axe('nothing found', opened)));
        await shot(`public-none-${name}`, opened);
        await visitor.close();
      }
      assert.deepEqual(found, []);
    },
  );

  step(
    'an address that leads nowhere says so in the style of the others, and where there is a page, the way to it',
    async () => {
      const found: string[] = [];
      for (const [name, options] of Object.entries(LOOKS)) {
        const opened = await (await contextOf(options)).newPage();
        for (const [what, address] of [
          ['nobody', '/t/nobody'],
          ['no-page', '/t/acme/nothing'],
        ] as const) {
          assert.equal((await opened.goto(`${url}${address}`))?.status(), 404);
          await opened.getByRole('heading', { name: 'There is no page here' }).waitFor();
          found.push(...(await axe(`${what}, ${name}`, opened)));
          await shot(`public-${what}-${name}`, opened);
        }
        await opened.getByRole('link', { name: 'To the trust center' }).click();
        await opened.getByText('We keep books for bakers').waitFor();
      }
      assert.deepEqual(found, []);
    },
  );

  step('without a script the same is found, and hostile text is text', async () => {
    const visitor = await contextOf({ javaScriptEnabled: false });
    const opened = await visitor.newPage();
    await opened.goto(`${url}/t/acme`);
    await opened.getByText('<script>document.title="taken"</script>').waitFor();
    await opened.getByText('Nimbus <b>Cloud</b>').waitFor();
    await opened.getByLabel('Find an answer').fill('models');
    await opened.getByRole('button', { name: 'Find' }).click();
    await opened.getByText(/^1 of \d+ answers$/).waitFor();
    assert.equal(await opened.locator('.answer').count(), 1);
    await opened.getByRole('link', { name: 'All answers' }).click();
    assert.ok((await opened.locator('.answer').count()) > 1);
  });

  step('somebody asks to hear of changes without a script, confirms, and is told once of an update', async () => {
    for (const [address, first] of [
      ['/trust?part=nothing', 'Overview'],
      ['/trust/readers?part=nothing', 'Requests'],
      ['/trust/audience?part=nothing', 'Looks and reading'],
      ['/settings?part=nothing', 'You'],
    ] as const) {
      await page.goto(`${url}${address}`);
      await page.getByRole('tab', { name: first, exact: true, selected: true }).waitFor();
    }
    await page.goto(`${url}/trust/audience?part=subscribers`);
    await page.getByText('Nobody asked to hear of changes yet').first().waitFor();
    await shot('audience-empty');
    const visitor = await contextOf({ javaScriptEnabled: false });
    const opened = await visitor.newPage();
    await opened.goto(`${url}/t/acme`);
    await opened.getByRole('checkbox', { name: 'Updates' }).check();
    await opened.getByRole('checkbox', { name: /^Changes of subprocessors/ }).check();
    await opened.getByLabel('E-mail').fill('zoe@buyer.example');
    await opened.getByRole('button', { name: 'Send me a link' }).click();
    await opened.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await opened.goto(linkIn((await smtp.next('zoe@buyer.example')).text));
    await shot('subscribe-confirm', opened);
    await opened.getByRole('button', { name: 'Yes, write to me' }).click();
    await opened.getByRole('heading', { name: 'You will hear of it' }).waitFor();
    assert.deepEqual(await visitor.cookies(), []);
    const draft = (await program.send('GET', '/api/trust/draft')).body as { content: object; revision: number };
    const content = {
      ...draft.content,
      updates: [{ id: 'mfa', day: '2026-03-03', title: 'Passkeys for everybody', text: 'Passwords are gone.' }],
    };
    await program.send('PUT', '/api/trust/draft', { body: { revision: draft.revision, content } });
    await program.send('POST', '/api/trust/publish', { body: { revision: draft.revision + 1 } });
    const { text } = await smtp.next('zoe@buyer.example');
    assert.match(text, /Passwords are gone/);
    await opened.goto(/https?:\/\/\S+\/leave\/\S+/.exec(text)?.[0] ?? '');
    await opened.getByRole('button', { name: /^Leave/ }).waitFor();
    const looking = await (await contextOf()).newPage();
    await looking.goto(opened.url());
    assert.deepEqual(await wrongInAnyLook(looking, 'trust-leave'), []);
    await looking.close();
  });

  step('the company sees who hears of changes, what they were told, and who objected', async () => {
    const found: string[] = [];
    const words = new Map([['bug bounty', 3]]);
    await noteCounts(installation.attestry, org, { counts: new Map([[PAGE.people, 41]]), searches: words });
    for (const [part, row] of [
      ['looks', 'bug bounty'],
      ['subscribers', 'zoe@buyer.example'],
      ['news', 'Passkeys for everybody'],
      ['objections', 'Nobody objected'],
    ] as const) {
      await page.goto(`${url}/trust/audience?part=${part}`);
      await page.getByText(row).first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.reload(); // what fades from one color to the other has neither on the way
        await page.getByText(row).first().waitFor();
        found.push(...(await axe(`${part}, ${colorScheme}`, page, colorScheme === 'dark' ? COLORS : [])));
        await shot(`audience-${part}-${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 390, height: 860 });
      if (!(await fits(page))) found.push(`${part}: it is wider than a phone`);
      await shot(`audience-${part}-phone`);
      await page.setViewportSize({ width: 1280, height: 860 });
    }
    assert.deepEqual(found, []);
    await page.goto(`${url}/trust/audience`);
    await page.getByRole('switch', { name: 'Send me a summary on Mondays' }).click();
    await page.getByRole('switch', { name: 'Send me a summary on Mondays', checked: true }).waitFor();
    await page.getByText('Each week by mail').scrollIntoViewIfNeeded();
    await shot('audience-summary');
    await page.getByRole('link', { name: 'Answer bug bounty' }).click();
    const question = page.getByRole('dialog').getByLabel('Question');
    await question.waitFor();
    assert.equal(await question.inputValue(), 'bug bounty');
    await shot('audience-answer');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto(`${url}/trust/audience?part=subscribers`);
    await button('Take off zoe@buyer.example').click();
    await page.getByRole('cell', { name: 'zoe@buyer.example', exact: true }).waitFor({ state: 'detached' });
  });

  step('on paper it is a document: all of it, and nothing to click', async () => {
    const visitor = await contextOf();
    const opened = await visitor.newPage();
    await opened.goto(`${url}/t/acme`);
    const paper = await opened.pdf({ format: 'A4' });
    assert.ok(paper.length > 10_000 && (paper.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0) >= 2);
    await opened.emulateMedia({ media: 'print' });
    assert.equal(await opened.locator('nav:visible, form:visible').count(), 0);
    assert.equal(await opened.getByText('We keep books for bakers').isVisible(), true);
    await shot('print', opened);
  });

  step('an own domain is checked until it leads here, and shows the page and nothing else', async () => {
    const names = new Map<string, readonly string[]>([['localhost', ['127.0.0.1']]]);
    const { attestry } = installation as { attestry: { resolve: typeof installation.attestry.resolve } };
    attestry.resolve = (host) => Promise.resolve(names.get(host) ?? []);
    await page.goto(`${url}/trust?part=contact`);
    await page.getByLabel('Own domain').fill('trust.acme.example');
    await button('Save to the draft').click();
    const check = button('Check trust.acme.example');
    await check.click();
    await page.getByText('has no address yet. Have a CNAME record of').waitFor();
    names.set('trust.acme.example', ['203.0.113.9']);
    await check.click();
    await page.getByText('leads to 203.0.113.9, and this installation is at 127.0.0.1').waitFor();
    await shot('domain-elsewhere');
    assert.deepEqual(await axe('domain', page), []);
    names.set('trust.acme.example', ['127.0.0.1']);
    await check.click();
    await page.getByText('It leads here').waitFor();
    await shot('domain-here');
    await button('Publish the changes').click();
    await page.getByRole('link', { name: 'https://trust.acme.example' }).waitFor();
    const there = `http://trust.acme.example:${new URL(url).port}`;
    const visitor = await (await contextOf()).newPage();
    // the page is made anew a moment after it is published, and may be answered as it was until then
    const isThere = async (): Promise<boolean> =>
      (await visitor.goto(there))?.status() === 200 &&
      (await visitor.locator('link[rel=canonical]').getAttribute('href')) === 'https://trust.acme.example';
    for (let look = 0; look < 40 && !(await isThere()); look += 1) await visitor.waitForTimeout(100);
    await visitor.getByText('We keep books for bakers').waitFor();
    assert.equal(await visitor.getByRole('link', { name: 'security@acme.example' }).count(), 1);
    assert.equal(await visitor.title(), 'The acme company: trust center');
    assert.equal(await visitor.locator('link[rel=canonical]').getAttribute('href'), 'https://trust.acme.example');
    await visitor.getByLabel('Find an answer').fill('MODELS');
    await visitor.getByText(/^1 of \d+ answers$/).waitFor();
    await shot('own-domain', visitor);
    assert.deepEqual(await axe('own domain', visitor), []);
    assert.equal((await visitor.goto(`${there}/sign-in`))?.status(), 404, 'nothing of the console is there');
    await visitor.getByRole('heading', { name: 'There is no page here' }).waitFor();
    assert.deepEqual(await wrongInAnyLook(visitor, 'trust-own-domain-nowhere'), []);
    await visitor.getByRole('link', { name: 'To the trust center' }).click();
    await visitor.getByText('We keep books for bakers').waitFor();
    await visitor.close();
  });

  step('what is taken down is gone, and the history says who did', async () => {
    await page.goto(`${url}/trust?part=history`);
    await button('Take it down').click();
    await page.getByLabel('Why').fill('We write it anew.');
    await page.getByRole('dialog').getByRole('button', { name: 'Take it down' }).click();
    await page.getByRole('cell', { name: 'withdrawn: We write it anew.' }).waitFor();
    for (let look = 0; look < 40 && (await fetch(`${url}/t/acme`)).status !== 404; look += 1)
      await page.waitForTimeout(100);
    assert.equal((await fetch(`${url}/t/acme`)).status, 404);
  });

  test('no page complained on the way', () => assert.deepEqual(complaints, []));
});
