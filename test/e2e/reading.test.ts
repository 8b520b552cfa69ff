import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, suite } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { axeFinds } from '#test/kit/axe.ts';
import { localClient } from '#/contract/local-client.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import { grants } from '#/features/grants/index.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { issuedPages } from '#test/kit/issued.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { testPdf, textOfPages, withScan, wordsPdf } from '#test/kit/pdf.ts';
import { organizationIn, PASSWORD, personIn, publishTrust } from '#test/kit/people.ts';
import { briefLine, reportFacts } from '#test/kit/report.ts';
import { linkIn } from '#test/kit/reader.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const shots = process.env['SHOTS'];
const PAGES = 12;

suite('from request to reading', async () => {
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
  await personIn(installation, { org, role: 'admin', email: 'bo@acme.example' });
  const folder = testFolder();
  mkdirSync(folder, { recursive: true });
  const original = await withScan(await testPdf(PAGES, 'the report, page'), 9);
  const report = path.join(folder, 'report.pdf');
  writeFileSync(report, original);
  writeFileSync(path.join(folder, 'no.pdf'), 'no PDF');
  const complaints: string[] = [];

  const opened = async (more: Parameters<typeof browser.newContext>[0] = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      ...more,
    });
    context.setDefaultTimeout(PATIENCE);
    after(() => context.close());
    return context;
  };
  const listen = (page: Page): Page => listenedTo(page, complaints);
  const inside = listen(await (await opened()).newPage());
  /** The buyer’s reviewer: another browser, and no script at all. */
  const outside = listen(await (await opened({ javaScriptEnabled: false })).newPage());

  const step = journey(async () => {
    await shot('reading-failed-inside', inside);
    await shot('reading-failed-outside', outside);
  });
  const shot = async (name: string, page: Page): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  };
  const axe = (page: Page): Promise<readonly string[]> => axeFinds(page, page.url());
  /** A page without a script cannot be asked by one: it is read by a browser that has one. */
  const withScript = listen(await (await opened()).newPage());
  const phone = listen(await (await opened({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })).newPage());
  const looked = async (name: string): Promise<void> => {
    const state = await outside.context().storageState();
    for (const [page, kind] of [
      [withScript, 'laptop'],
      [phone, 'phone'],
    ] as const) {
      await page.context().clearCookies();
      await page.context().addCookies(state.cookies);
      await page.goto(outside.url());
      const own = kind === 'laptop' ? 'light' : 'dark';
      for (const colorScheme of [own === 'light' ? 'dark' : 'light', own] as const) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axe(page), [], `${name}, ${kind}, ${colorScheme}`);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
          `${name} is not too wide`,
        );
        await shot(`reading-${name}-${kind}-${colorScheme}`, page);
      }
    }
  };
  const signIn = async (page: Page, email: string): Promise<void> => {
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
  };
  const asAda = localClient(reportsContract, reports(installation.attestry), { org, person: 'ada@acme.example' });
  const asBo = localClient(reportsContract, reports(installation.attestry), { org, person: 'bo@acme.example' });
  const ofDocuments = localClient(documentsContract, documentsService(installation.attestry), {
    org,
    person: 'ada@acme.example',
  });
  /** The report, once it is there. */
  let reported = '';
  const tab = (name: string) => inside.getByRole('tab', { name: new RegExp(name) }).click();

  step('a document that runs something is refused in words, and a report is taken', async () => {
    await signIn(inside, 'ada@acme.example');
    await inside.goto(`${url}/trust/readers`);
    await inside.getByText('what you give opens once it is published').waitFor();
    await inside.getByText('Nobody waits for an answer').waitFor();
    await shot('readers-empty', inside);
    assert.deepEqual(await axe(inside), []);
    await tab('Documents');
    await inside.getByRole('button', { name: 'Add a document' }).first().click();
    const [choosing] = await Promise.all([
      inside.waitForEvent('filechooser'),
      inside.getByRole('button', { name: 'PDF', exact: true }).click(),
    ]);
    await choosing.setFiles(path.join(folder, 'no.pdf'));
    await inside.getByRole('textbox', { name: 'Title' }).fill('SOC 2 Type II report, 2025');
    await inside.getByLabel('About, from').fill('2025-01-01');
    await inside.getByLabel('to', { exact: true }).fill('2025-12-31');
    await inside.getByRole('button', { name: 'Add it' }).click();
    await inside.getByRole('alert').getByText('it is no PDF').waitFor();
    await shot('readers-refused', inside);
    const [again] = await Promise.all([
      inside.waitForEvent('filechooser'),
      inside.getByRole('button', { name: 'PDF', exact: true }).click(),
    ]);
    await again.setFiles(report);
    await inside.getByRole('button', { name: 'Add it' }).click();
    await inside.getByRole('table', { name: 'Documents' }).getByText('SOC 2 Type II report, 2025').waitFor();
    await shot('readers-documents', inside);
    assert.deepEqual(await axe(inside), []);
    await tab('Agreements');
    await inside.getByRole('button', { name: 'Write the text' }).first().click();
    await inside.getByRole('button', { name: 'Publish it' }).click();
    await inside.getByText(/version 1, published by/).waitFor();
    assert.deepEqual(await axe(inside), []);
    await inside.goto(`${url}/trust/readers?part=readers`);
    await inside.getByRole('button', { name: 'Let somebody read' }).first().click();
    const dialog = inside.getByRole('dialog');
    for (const [label, text] of [
      ['E-mail', 'early@buyer.example'],
      ['Name', 'Early'],
      ['Company', 'Buyer'],
    ] as const)
      await dialog.getByLabel(label).fill(text);
    await dialog.getByLabel('SOC 2 Type II report, 2025', { exact: true }).check();
    await dialog.getByText('holds exceptions is not known here').waitFor();
    const give = dialog.getByRole('button', { name: 'Let them read' });
    const looked = dialog.getByLabel('The account’s owner has looked into the report');
    await give.click();
    await dialog.locator('input[type="checkbox"][aria-invalid="true"]:focus').waitFor(); // nobody knows yet what it says
    assert.equal(await looked.evaluate((box) => box === document.activeElement), true);
    await looked.check();
    assert.equal(await dialog.locator('[aria-invalid="true"]').count(), 0);
    await shot('readers-give-unknown', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.keyboard.press('Escape');
    await inside.getByRole('button', { name: 'Leave without saving' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  step('what the report says is transcribed with its pages, and a second person confirms it', async () => {
    await tab('Documents');
    await inside.getByRole('link', { name: 'Facts of SOC 2 Type II report, 2025' }).click();
    await inside.getByText('Nobody has recorded what it says').waitFor();
    await inside.getByText('Nothing is known yet').waitFor();
    await inside.getByText('The text of this file cannot be read').waitFor();
    await shot('report-facts-empty', inside);
    assert.deepEqual(await axe(inside), []);
    const opinion = inside.locator('section').filter({ has: inside.getByRole('heading', { name: 'Opinion' }) });
    await opinion.getByRole('combobox', { name: 'Kind' }).click();
    await inside.getByRole('option', { name: 'qualified', exact: true }).click();
    await opinion.getByRole('button', { name: 'Save to the draft' }).click();
    await inside.getByText('an opinion that is not unqualified has a basis').waitFor();
    const missing = await inside.getByRole('alert').filter({ hasText: 'to mend before' }).innerText();
    assert.match(missing, /Opinion: Its basis: an opinion/);
    assert.match(missing, /Firm: Name: say which firm signed it/);
    await inside.getByRole('button', { name: 'Add an exception' }).click();
    await inside.getByRole('dialog').getByLabel('Number').fill('1');
    await inside.getByRole('dialog').getByLabel('What the auditor wrote').fill('It was late.');
    await inside.getByRole('dialog').getByRole('button', { name: 'Save to the draft' }).click();
    await inside.getByRole('dialog').waitFor({ state: 'detached' });
    await inside.getByRole('button', { name: 'Edit 1' }).waitFor();
    await shot('report-facts-draft', inside);
    assert.deepEqual(await axe(inside), []);
    reported = inside.url().split('/').at(-1)?.split('?')[0] ?? '';
    const { revision } = await asAda.draft({ document: reported });
    await asAda.save({ document: reported, revision, facts: reportFacts() });
    await inside.reload();
    await inside.getByText('Nothing is missing').waitFor();
    await inside.getByRole('button', { name: 'Record it' }).click();
    await inside.getByText('the database refuses you').waitFor();
    await shot('report-facts-recorded', inside);
    assert.deepEqual(await axe(inside), []);
    const second = listen(
      await (await opened({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })).newPage(),
    );
    await signIn(second, 'bo@acme.example');
    await second.goto(`${url}/trust/reports/${reported}`);
    await second.getByLabel('I compared each fact with the page').check();
    const called = second.locator('td[data-head="Severity, where the report states one"]').first();
    assert.ok(((await called.boundingBox())?.height ?? 0) > 48, 'what a value is called lies over nothing');
    await shot('report-facts-confirm-phone-dark', second);
    assert.deepEqual(await axe(second), []);
    await second.getByRole('button', { name: 'Confirm the facts' }).click();
    await second.getByText('is what readers see').waitFor();
    await second.getByRole('tab', { name: 'History' }).click();
    await second.getByRole('table', { name: 'Who did what' }).getByText('confirmed, version 1').waitFor();
    await inside.goto(`${url}/trust/reports/${reported}?part=brief`);
    await inside.getByText('Nobody wrote it yet').waitFor();
    const { number: _, ...line } = briefLine('1');
    for (const [label, words] of [
      ['1: What happened', line.happened],
      ['1: Why it is bounded', line.bounded],
      ['1: What was done', line.done],
      ['1: What to say', 'We are SOC 2 certified, so never mind.'],
      ['1: What not to say', line.notSay],
    ] as const)
      await inside.getByLabel(label).fill(words);
    await inside.getByRole('button', { name: 'Save the brief' }).click();
    await inside.getByRole('alert').getByText('have people claim too much').waitFor();
    await inside.getByLabel('1: What to say').fill(line.say);
    await inside.getByRole('button', { name: 'Save the brief' }).click();
    await inside.getByText('Whoever gives the report to somebody reads it first').waitFor();
    await shot('report-brief', inside);
    assert.deepEqual(await axe(inside), []);
  });

  step('what the file seems to say is suggested, and only what somebody looked at is saved', async () => {
    const days = { first: '2025-01-01', last: '2025-12-31' } as const;
    const about = { title: 'SOC 2 report, read', kind: 'soc2-report', level: 'nda', ...days, name: 'r.pdf' } as const;
    const { id } = await ofDocuments.add({ ...about, bytes: await wordsPdf(issuedPages()) });
    const { facts: begins } = await asAda.draft({ document: id });
    const known = { ...begins, system: { ...begins.system, name: 'Acme Invoices' } };
    await asAda.save({ document: id, revision: 0, facts: known });
    await inside.goto(`${url}/trust/reports/${id}?part=draft`);
    await inside.getByText('The file was read').waitFor();
    const part = (name: string) =>
      inside.locator('section').filter({ has: inside.getByRole('heading', { name, exact: true }) });
    const opinion = part('Opinion');
    assert.equal(await opinion.getByRole('combobox', { name: 'Kind' }).inputValue(), 'unqualified');
    await opinion.getByText('In our opinion, in all material respects').waitFor();
    assert.equal(await opinion.getByRole('button', { name: 'Save to the draft' }).isDisabled(), true);
    await shot('report-facts-suggested', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.setViewportSize({ width: 390, height: 844 });
    await inside.emulateMedia({ colorScheme: 'dark' });
    await inside.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    assert.deepEqual(await axe(inside), []);
    await shot('report-facts-suggested-phone-dark', inside);
    await inside.emulateMedia({ colorScheme: 'light' });
    await inside.setViewportSize({ width: 1280, height: 860 });
    assert.equal((await asAda.draft({ document: id })).facts.opinion.kind, null, 'nothing is saved by itself');
    await opinion.getByRole('button', { name: /^I looked: page 3 says so: Kind/ }).click();
    await opinion.getByRole('button', { name: 'Save to the draft' }).click();
    await opinion.getByText('page 3 of the file says the same').waitFor();
    const firm = part('Firm');
    await firm.getByRole('button', { name: /^It does not say so: Name/ }).click();
    assert.equal(await firm.getByLabel('Name', { exact: true }).inputValue(), '');
    assert.equal(await opinion.getByRole('button', { name: 'Save to the draft' }).isDisabled(), false);
    await opinion.getByLabel('Page', { exact: true }).fill('3');
    await opinion.getByRole('button', { name: 'Save to the draft' }).click();
    await firm.getByText('Suggested from page 3').waitFor({ state: 'detached' });
    await firm.getByRole('button', { name: 'Save to the draft', disabled: false }).waitFor(); // nor asked again
    const system = part('System and assertion');
    await system.getByText('The file says otherwise, on page 3').waitFor();
    await system.getByText('The draft says: Acme Invoices').waitFor();
    const sections = part('Sections');
    await sections.getByLabel(/INDEPENDENT SERVICE AUDITOR'S REPORT.*begins on page 3/).check();
    await sections.getByRole('button', { name: 'Add what I looked at' }).click();
    await inside.getByRole('button', { name: "Edit INDEPENDENT SERVICE AUDITOR'S REPORT" }).waitFor();
    await part('Exceptions').getByText('Where to look: page 7').click();
    await part('Exceptions')
      .getByText(/Exception noted/)
      .waitFor();
    await shot('report-facts-looked-at', inside);
    assert.deepEqual(await axe(inside), []);
    const { facts } = await asAda.draft({ document: id });
    assert.deepEqual([facts.opinion.kind, facts.opinion.page, facts.firm.name], ['unqualified', 3, '']);
    assert.deepEqual(
      facts.sections.map(({ from, to }) => [from, to]),
      [[3, 3]],
    );
    await ofDocuments.retire({ id, reason: 'It was read to see what is suggested.' });
  });

  step('a reviewer asks, without a script and without a cookie, once it is published', async () => {
    assert.equal((await outside.goto(`${url}/t/acme/request`))?.status(), 404);
    await publishTrust(installation, org);
    await outside.goto(`${url}/t/acme/request`);
    await looked('ask');
    await outside.getByLabel('SOC 2 Type II report').check();
    await outside.getByLabel('Your name').fill('Zoë Müller');
    await outside.getByLabel('Work e-mail').fill('zoe@buyer.example');
    await outside.getByLabel('Company').fill('Buyer & Sons');
    await outside.getByLabel('What for').fill('We judge whether to buy.');
    await outside.getByRole('button', { name: 'Send the request' }).click();
    await outside.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    assert.deepEqual(await outside.context().cookies(), []);
    await shot('reading-asked', outside);
    const { text } = await smtp.next('zoe@buyer.example');
    await outside.goto(linkIn(text));
    assert.deepEqual(await outside.context().cookies(), [], 'a look sets nothing');
    await shot('reading-link', outside);
    await outside.getByRole('button', { name: 'Go on' }).click();
    await outside.getByRole('heading', { name: 'One agreement before you read' }).waitFor();
    const [cookie, ...others] = await outside.context().cookies();
    assert.deepEqual(others, []);
    assert.deepEqual([cookie?.httpOnly, cookie?.sameSite, cookie?.path], [true, 'Lax', '/t/acme']);
    await looked('agree');
  });

  step('the agreement is read in full and signed by a typed name', async () => {
    await outside.getByLabel('Your full name').fill('Zoë Müller');
    await outside.getByLabel('Your position').fill('Head of security');
    await outside.getByLabel('I have read this agreement').check();
    await outside.getByRole('button', { name: 'Sign', exact: true }).click();
    await outside.getByText('Signed. The copy is below').waitFor();
    await looked('waiting');
  });

  step('the company sees who waits, and lets them in', async () => {
    await inside.goto(`${url}/trust/readers`);
    const row = inside.getByRole('row').filter({ hasText: 'zoe@buyer.example' });
    await row.waitFor();
    await shot('readers-waiting', inside);
    assert.deepEqual(await axe(inside), []);
    await row.getByRole('button', { name: 'Let in zoe@buyer.example' }).press('Enter');
    await inside.getByRole('dialog').getByText('is told by mail').waitFor();
    await inside.getByRole('dialog').getByText(briefLine('1').say).waitFor();
    await inside.getByRole('button', { name: 'Let them in' }).click();
    await inside.getByRole('dialog').getByText('Tick it first.').waitFor(); // the brief comes before it
    await inside.getByLabel('The account’s owner has read this brief').check();
    await shot('readers-approve', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.getByRole('button', { name: 'Let them in' }).press('Enter');
    await inside.getByText('Nothing waits').waitFor();
    await inside.getByText(/ is let in\.$/).waitFor();
    // the row has gone with its button, and the keyboard goes on from what stood over it
    await inside.getByRole('heading', { name: 'Requests' }).and(inside.locator(':focus')).waitFor();
    await smtp.next('zoe@buyer.example'); // the signed copy
    assert.match((await smtp.next('zoe@buyer.example')).text, /lets you read, until/);
  });

  const downloads = async (): Promise<Uint8Array> => {
    const [download] = await Promise.all([
      outside.waitForEvent('download'),
      outside.getByRole('link', { name: /^Save the file of/ }).click(),
    ]);
    return readFile(await download.path());
  };

  step('they read and save it, and every page of the copy says whose it is', async () => {
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByRole('heading', { name: 'Your documents' }).waitFor();
    await looked('read');
    const bytes = await downloads();
    const texts = await textOfPages(bytes);
    assert.equal(texts.length, PAGES);
    for (const text of texts)
      assert.match(text, /the report, page.*zoe@buyer\.example.*Buyer & Sons.*Copy for Zoë Müller/s);
    writeFileSync(path.join(folder, 'copy.pdf'), bytes);
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(path.join(folder, 'altered.pdf'), bytes);
    await outside.emulateMedia({ media: 'print' });
    await shot('reading-print', outside);
    await outside.emulateMedia({ media: 'screen' });
  });

  step(
    'they read the report in the order of reviewers, tick, note and take their record, without a script',
    async () => {
      await outside.goto(`${url}/t/acme/access`);
      await outside.getByRole('link', { name: /^Read in the order of reviewers/ }).click();
      await outside.getByRole('heading', { name: 'Exceptions' }).waitFor();
      const shown = await outside.getByRole('heading', { level: 2 }).allTextContents();
      assert.deepEqual(
        shown.map((text) => text.split(/[ ,:]/)[0]),
        [
          'Opinion',
          'System',
          'Management’s',
          'Exceptions',
          'Infrastructure',
          'Controls',
          'Subservice',
          'Incidents',
          'What',
          'Before',
          'Sections',
          'Your',
        ],
      );
      assert.equal(
        await outside.locator('#exceptions a.beside').first().isVisible(),
        true,
        'beside it, where there is room',
      );
      assert.equal(await outside.locator('#exceptions a.alone').first().isVisible(), false);
      const [opens] = await Promise.all([
        outside.waitForEvent('download'), // this browser shows no PDF, and saves it
        outside.locator('#exceptions a.beside').first().click(),
      ]);
      assert.match(opens.url(), /\/documents\/[0-9a-f-]{36}#page=9$/);
      await outside.getByLabel('The product that you are buying').fill('acme ledger');
      await outside.getByRole('group', { name: /^1/ }).getByLabel('in place with us').check();
      await outside.getByRole('group', { name: /^2/ }).getByLabel('we will do it').check();
      await outside.locator('#exceptions summary').click();
      await outside.getByLabel('Your note: exceptions').fill('Ask whether it was within a day since March.');
      await outside.locator('#cuecs').getByRole('button', { name: 'Save' }).last().click();
      await outside.getByText('2 of 2 decided').waitFor();
      await outside.getByText('The report names “Acme Ledger”').waitFor();
      await looked('report');
      await outside.emulateMedia({ media: 'print' });
      for (const gone of ['nav.order', '.pane', 'details'])
        assert.equal(await outside.locator(gone).first().isVisible(), false, `${gone} is not printed`);
      const printed = (await textOfPages(await outside.pdf({ format: 'A4' }))).join(' ').replaceAll(/\s+/g, ' ');
      for (const word of [
        'Exceptions',
        'For 2 of 25 leavers',
        'Removal is automatic since March 2026',
        'p. 9',
        'Acme Ledger',
      ])
        assert.ok(printed.includes(word), `${word} is printed`);
      await shot('reading-report-print', outside);
      await outside.emulateMedia({ media: 'screen' });
      assert.equal(
        await phone.locator('#exceptions a.alone').first().isVisible(),
        true,
        'a page of its own on a phone',
      );
      await outside.getByRole('link', { name: 'The record, to print' }).click();
      await outside.getByText('Ask whether it was within a day').waitFor();
      await looked('record');
      await outside.emulateMedia({ media: 'print' });
      await shot('reading-record-print', outside);
      await outside.emulateMedia({ media: 'screen' });
      const [download] = await Promise.all([
        outside.waitForEvent('download'),
        outside.getByRole('link', { name: 'As data (JSON)' }).click(),
      ]);
      const record = JSON.parse(await readFile(await download.path(), 'utf8'));
      assert.deepEqual(
        record.cuecs.map(({ decision }: { decision: string }) => decision),
        ['in place', 'planned'],
      );
      assert.equal(record.document.pages, PAGES);
    },
  );

  step('where scripts run, the page of their copy is shown beside the report, or over it on a phone', async () => {
    for (const [page, kind] of [
      [withScript, 'laptop'],
      [phone, 'phone-dark'],
    ] as const) {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      const place = `/t/acme/documents/${reported}`;
      const answer = await page.goto(`${url}${place}/report`);
      assert.match(answer?.headers()['content-security-policy'] ?? '', /; script-src 'self'; worker-src 'self'; /);
      assert.ok(
        !asked.some((each) => each === place || each.includes('worker')),
        'nothing is opened before it is chosen',
      );
      const sheet = (number: number) => page.getByRole('group', { name: `Page ${number}`, exact: true });
      const drawn = (number: number) => sheet(number).getByText(`the report, page ${number} of ${PAGES}`).waitFor();
      const link = page.locator('#exceptions .page a').filter({ visible: true }).first();
      await link.click();
      await drawn(9);
      await sheet(9)
        .getByText(/Copy for Zoë Müller/)
        .waitFor();
      assert.equal(await page.getByLabel('Page', { exact: true }).inputValue(), '9');
      const scan = (await sheet(9).locator('canvas').elementHandle()) ?? assert.fail('nothing is drawn');
      // The text is there before the picture is: what was scanned is drawn, too.
      await page.waitForFunction((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return false;
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')?.getImageData((width * 160) / 595, (height * 642) / 842, 1, 1) ?? {};
        return data?.slice(0, 3).join() === '0,0,0';
      }, scan);
      assert.deepEqual(await axe(page), [], kind);
      if (shots !== undefined) await page.screenshot({ path: path.join(shots, `viewer-${kind}.png`) });
      await page.getByRole('region', { name: 'Pages of your copy' }).press('ArrowRight');
      await drawn(10);
      const width = async (): Promise<number> => (await sheet(10).boundingBox())?.width ?? 0;
      const [fitting, paper] = [
        await width(),
        await page.locator('.sheets').evaluate(({ scrollWidth }) => scrollWidth),
      ];
      assert.ok(fitting > 300 && fitting <= paper, 'it fits the width');
      await page.getByRole('button', { name: 'Larger' }).click();
      assert.ok((await width()) > fitting * 1.2);
      await page.getByRole('button', { name: 'Fit the width' }).click();
      assert.equal(await width(), fitting);
      await page.getByLabel('Page', { exact: true }).fill('99');
      await page.getByLabel('Page', { exact: true }).press('Enter');
      await drawn(PAGES);
      assert.equal(await page.getByLabel('Page', { exact: true }).inputValue(), String(PAGES));
      await page.getByLabel('Page', { exact: true }).fill('1');
      await page.getByLabel('Page', { exact: true }).press('Enter');
      await drawn(1);
      assert.ok((await page.locator('.sheet canvas').count()) < PAGES / 2, 'only what is in sight is drawn');
      assert.equal(
        await page
          .locator('.pane')
          .getByText(/save|download/i)
          .count(),
        0,
      );
      assert.equal(asked.filter((each) => each === place).length, 1, 'one copy is made for all of it');
    }
    assert.equal(await phone.locator('main').evaluate((main: HTMLElement) => main.inert), true);
    await phone.getByRole('button', { name: 'Close' }).click();
    assert.equal(await phone.locator('.sheets').isVisible(), false);
    assert.match(await phone.evaluate(() => document.activeElement?.textContent ?? ''), /p\. 9/);
  });

  step('the bridge letter is shown in the same place, at its page, and the report again', async () => {
    const letter = await ofDocuments.add({
      title: 'Bridge letter',
      kind: 'bridge-letter',
      level: 'nda',
      name: 'letter.pdf',
      bytes: await testPdf(3, 'the letter, page'),
    });
    const bridge = { through: '2026-02-28', dated: '2026-03-01', document: letter.id, page: 3 };
    const { version, digest } = await asAda.record({ document: reported, facts: reportFacts({ bridge }) });
    await asBo.confirm({ document: reported, version, digest });
    const briefs = (await asAda.briefs({})).briefs.flatMap(({ position }) => position ?? []);
    await localClient(grantsContract, grants(installation.attestry), {
      org,
      person: 'ada@acme.example',
    }).give({
      email: 'lea@buyer.example',
      name: 'Lea',
      company: 'Buyer & Sons',
      documents: [reported, letter.id],
      briefs,
      reportsRead: [reported],
      days: 30,
    });
    const lea = listen(await (await opened()).newPage());
    await lea.goto(linkIn((await smtp.next('lea@buyer.example')).text));
    await lea.getByRole('button', { name: 'Go on' }).click();
    await lea.getByRole('heading', { name: 'Your documents' }).waitFor();
    await lea.goto(`${url}/t/acme/documents/${reported}/report`);
    const chosen = (part: string) => lea.locator(`${part} .page a`).filter({ visible: true }).first().click();
    const shows = async (page: number, text: string): Promise<void> => {
      const sheet = lea.getByRole('group', { name: `Page ${page}`, exact: true });
      await sheet.getByText(text).waitFor();
      await sheet.getByText(/Copy for Lea/).waitFor();
      assert.equal(await lea.getByLabel('Page', { exact: true }).inputValue(), String(page));
    };
    await chosen('#exceptions');
    await shows(9, `the report, page 9 of ${PAGES}`);
    assert.equal(await lea.getByText('Your copy of “Bridge letter”').isVisible(), false);
    await chosen('#time');
    await shows(3, 'the letter, page 3 of 3');
    await lea.getByText('Your copy of “Bridge letter”').waitFor();
    assert.equal(await lea.locator('.sheet').count(), 3, 'and nothing of the report');
    const own = lea.getByRole('link', { name: 'open it in a page of its own' });
    assert.equal(await own.getAttribute('href'), `/t/acme/documents/${letter.id}`);
    assert.deepEqual(await axe(lea), []);
    if (shots !== undefined) await lea.screenshot({ path: path.join(shots, 'viewer-letter.png') });
    await chosen('#opinion');
    await shows(3, `the report, page 3 of ${PAGES}`);
    assert.equal(await lea.getByText('Your copy of “Bridge letter”').isVisible(), false);
    assert.equal(await lea.locator('.sheet').count(), PAGES);
  });

  step('anybody can compare a file: the original and the copy are known, an altered one is not', async () => {
    const stranger = listen(await (await opened()).newPage());
    for (const [file, says] of [
      ['report.pdf', 'the original, without a mark'],
      ['copy.pdf', 'a copy made for a reader'],
      ['altered.pdf', 'Not known here'],
    ] as const) {
      await stranger.goto(`${url}/t/acme/genuine`);
      await stranger.locator('#choose').getByLabel('The file you hold').setInputFiles(path.join(folder, file));
      await stranger.getByRole('status').getByText(says).waitFor();
      assert.doesNotMatch(await stranger.content(), /zoe|buyer/i);
      assert.deepEqual(await wrongInAnyLook(stranger, `reading-genuine-${file}`), []);
    }
    const { rows } = await installation.db.admin.query('select id from access_grant');
    await stranger.goto(`${url}/t/acme/genuine`);
    await stranger.getByLabel('or the number of the grant').fill(rows[0].id);
    await stranger.getByRole('button', { name: 'Compare', exact: true }).click();
    await stranger.getByRole('status').getByText('1 January 2025 to 31 December 2025').waitFor();
    await stranger.getByRole('status').getByText('yes, this is the one').waitFor();
    assert.doesNotMatch(await stranger.content(), /zoe|buyer/i);
    assert.deepEqual(await wrongInAnyLook(stranger, 'reading-genuine-grant'), []);
  });

  step('without a script the file itself is compared, and kept by nobody', async () => {
    const visitor = listen(await (await opened({ javaScriptEnabled: false })).newPage());
    for (const [file, says] of [
      ['copy.pdf', 'a copy made for a reader'],
      ['altered.pdf', 'Not known here'],
    ] as const) {
      await visitor.goto(`${url}/t/acme/genuine`);
      await visitor.locator('#send').getByLabel('The file you hold').setInputFiles(path.join(folder, file));
      await visitor.getByRole('button', { name: 'Compare the file' }).click();
      await visitor.getByRole('status').getByText(says).waitFor();
      await shot(`reading-genuine-plain-${file}`, visitor);
    }
  });

  step('the firm seals the file from its own account, and whoever compares it is told by whom it was', async () => {
    const email = 'cora@firm.example';
    const window = { type: 'type-2', first: '2025-01-01', last: '2025-12-31' };
    const opening = await ada.browser.send('POST', '/api/engagements', {
      body: { id: 'soc2', name: 'SOC 2', ...window },
    });
    assert.equal(opening.status, 200, JSON.stringify(opening.body));
    const firm = { firm: 'Example CPAs LLP', licence: { number: '12345', state: 'Oregon' } };
    const body = { email, role: 'auditor', engagement: 'soc2', until: '2099-12-31', ...firm };
    const invited = await ada.browser.send('POST', '/api/identity/invitations', { body });
    assert.equal(invited.status, 200, JSON.stringify(invited.body));
    const auditor = listen(await (await opened()).newPage());
    await auditor.goto(/https?:\/\/\S+\/join#\S+/.exec((await smtp.next(email)).text)?.[0] ?? '');
    await auditor.getByLabel('Your name').fill('Cora');
    await auditor.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await auditor.getByRole('button', { name: 'Join' }).click();
    await auditor.getByRole('navigation', { name: 'Rooms' }).waitFor();
    const sealed = await auditor.evaluate(
      async (sha256) => {
        const headers = { 'content-type': 'application/json' };
        const asked = { method: 'POST', headers, body: JSON.stringify({ engagement: 'soc2', sha256 }) };
        return (await fetch('/api/reports/seals', asked)).status;
      },
      hash('sha256', original),
    );
    assert.equal(sealed, 200);
    const stranger = listen(await (await opened()).newPage());
    await stranger.goto(`${url}/t/acme/genuine`);
    await stranger.locator('#choose').getByLabel('The file you hold').setInputFiles(report);
    await stranger
      .getByRole('status')
      .getByText(/^yes, by Example CPAs LLP, on .* mailed to an address at firm\.example$/)
      .waitFor();
    assert.deepEqual(await wrongInAnyLook(stranger, 'reading-genuine-sealed'), []);
  });

  step('the company sees what was read, and takes it back while it is read', async () => {
    await inside.goto(`${url}/trust/readers?part=readers`);
    await inside.getByRole('button', { name: 'Open zoe@buyer.example' }).click();
    await inside.getByRole('table', { name: 'What was read' }).waitFor();
    await shot('readers-one', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.getByRole('button', { name: 'Take it back' }).click();
    await inside.getByLabel('Why').fill('The deal is off.');
    await inside.getByRole('button', { name: 'Take it back' }).click();
    await inside.getByLabel('Why').waitFor({ state: 'detached' });
    await inside.getByText('The deal is off.').first().waitFor();
    await withScript.locator('#exceptions .page a').filter({ visible: true }).first().click();
    await withScript.getByRole('status').getByText('taken back').waitFor();
    assert.equal(await withScript.locator('.sheet').count(), 0, 'no page of it is left on the screen');
    await withScript.locator('#opinion .page a').filter({ visible: true }).first().click();
    await withScript.getByRole('status').getByText('taken back').waitFor();
    assert.deepEqual(await axe(withScript), []);
    if (shots !== undefined) await withScript.screenshot({ path: path.join(shots, 'viewer-taken-back.png') });
    const answer = await outside.goto(`${url}/t/acme/access`);
    assert.equal(answer?.status(), 200);
    await outside.getByText('Your access was taken back.').waitFor();
    assert.equal(await outside.getByRole('link', { name: /^Save/ }).count(), 0);
    await shot('reading-revoked', outside);
  });

  step('a rule lets the next one in at once, and a change that matters has the agreement signed again', async () => {
    await inside.goto(`${url}/trust/readers?part=rules`);
    await inside.getByLabel('Companies with an agreement in force').check();
    await inside.getByLabel(/which holds exceptions: those who own accounts have read the brief/).check();
    await inside.getByRole('button', { name: 'Save the rules' }).click();
    await inside.getByText('Saved.').waitFor();
    await shot('readers-rules', inside);
    assert.deepEqual(await axe(inside), []);
    await outside.context().clearCookies();
    await outside.goto(`${url}/t/acme/request`);
    await outside.getByLabel('SOC 2 Type II report').check();
    await outside.getByLabel('Your name').fill('Carl Colleague');
    await outside.getByLabel('Work e-mail').fill('carl@buyer.example');
    await outside.getByLabel('Company').fill('Buyer & Sons');
    await outside.getByLabel('What for').fill('The same.');
    await outside.getByRole('button', { name: 'Send the request' }).click();
    await outside.goto(linkIn((await smtp.next('carl@buyer.example')).text));
    await outside.getByRole('button', { name: 'Go on' }).click();
    await outside.getByRole('heading', { name: 'Your documents' }).waitFor();
    assert.equal((await textOfPages(await downloads())).length, PAGES);
    await inside.goto(`${url}/trust/readers?part=agreements`);
    await inside.getByRole('button', { name: 'Read or change it' }).click();
    await inside.getByLabel('Text', { exact: true }).press('Control+End');
    await inside.getByLabel('Text', { exact: true }).pressSequentially('And for five years.');
    await inside.getByLabel('It changes something that matters').check();
    await inside.getByRole('button', { name: 'Publish a new version' }).click();
    await inside.getByText('to be signed again').waitFor();
    await shot('readers-agreements', inside);
    assert.deepEqual(await axe(inside), []);
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByText('Your company signed an earlier version').waitFor();
    await looked('again');
    await signedAgain();
    assert.equal((await textOfPages(await downloads())).length, PAGES, 'it opens as before');
  });

  const signedAgain = async (): Promise<void> => {
    await outside.getByLabel('Your full name').fill('Carl Colleague');
    await outside.getByLabel('Your position').fill('Buyer');
    await outside.getByLabel('I have read this agreement').check();
    await outside.getByRole('button', { name: 'Sign', exact: true }).click();
    await outside.getByText('Signed. The copy is below').waitFor();
    assert.equal(await outside.getByText('signed an earlier version').count(), 0);
  };

  step('the text may be a file of the company, which is shown whole and stands in the signed copy', async () => {
    writeFileSync(path.join(folder, 'nda.pdf'), await testPdf(2, 'what our lawyer wrote, page'));
    await inside.getByRole('button', { name: 'Read or change it' }).click();
    await inside.getByLabel('a PDF of our own').check();
    await inside.getByRole('button', { name: 'Publish a new version' }).click();
    await inside.getByRole('alert').getByText('Choose a file.').waitFor();
    const [choosing] = await Promise.all([
      inside.waitForEvent('filechooser'),
      inside.getByRole('button', { name: 'PDF', exact: true }).click(),
    ]);
    await choosing.setFiles(path.join(folder, 'nda.pdf'));
    await inside.getByLabel('It changes something that matters').check();
    await shot('readers-agreement-file', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.getByRole('button', { name: 'Publish a new version' }).click();
    await inside.getByText('nda.pdf, 2 pages', { exact: true }).waitFor();
    await shot('readers-agreement-file-published', inside);
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByText('The agreement has 2 pages').waitFor();
    await outside.getByRole('heading', { name: 'Reports of an independent accountant' }).waitFor();
    assert.match((await outside.locator('iframe').getAttribute('src')) ?? '', /access\/agreement\/text$/);
    await outside.getByText('What is signed is the PDF itself').waitFor();
    await outside.getByText('what our lawyer wrote, page 2 of 2').waitFor();
    await outside.setViewportSize({ width: 390, height: 844 });
    await shot('reading-again-file-no-script-phone', outside);
    await outside.setViewportSize({ width: 1280, height: 860 });
    await shot('reading-again-file-no-script', outside);
    await looked('again-file');
    for (const [page, kind] of [
      [withScript, 'laptop'],
      [phone, 'phone-dark'],
    ] as const) {
      const paper = page.getByRole('region', { name: 'Non-disclosure agreement' });
      await paper.getByText('what our lawyer wrote, page 1 of 2').waitFor();
      assert.equal(await paper.locator('.sheet').count(), 2, 'all of it, where no PDF could be shown otherwise');
      assert.equal(await page.locator('iframe').count(), 0);
      assert.equal(await page.getByText('What is signed is the PDF itself').count(), 0, 'and its words once');
      assert.deepEqual(await axe(page), [], kind);
      await shot(`reading-again-file-shown-${kind}`, page);
    }
    await signedAgain();
    const [download] = await Promise.all([
      outside.waitForEvent('download'),
      outside.getByRole('link', { name: 'The signed copy' }).click(),
    ]);
    const copy = (await textOfPages(await readFile(await download.path()))).join(' ');
    assert.match(copy, /Carl Colleague.*what our lawyer wrote, page 1.*page 2/s);
  });

  step('access that has ended opens nothing, and says that they may ask again', async () => {
    const { admin } = installation.db;
    await admin.query('alter table access_grant disable trigger append_only');
    await admin.query(`update access_grant g set expires = now() - interval '1 second' from visitor v
      where v.org = g.org and v.id = g.visitor and v.email = 'carl@buyer.example'`);
    await admin.query('alter table access_grant enable trigger append_only');
    const answer = await outside.goto(`${url}/t/acme/documents/${reported}/report`);
    assert.equal(answer?.status(), 403);
    await outside.getByText('your access has ended').waitFor();
    await looked('ended-document');
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByText('Your access has ended. Ask again if you still need it.').waitFor();
    assert.equal((await outside.locator('body').innerText()).split('Ask again').length, 2, 'it says so once');
    await outside
      .getByText(/^None of it opens for you now\. Of what you opened before, The acme company keeps/)
      .waitFor();
    assert.equal(await outside.getByText('Each copy is made for you').count(), 0, 'there is nothing to open');
    await outside.getByRole('link', { name: /^Ask again for / }).waitFor();
    assert.equal(await outside.getByRole('link', { name: /^(Save|Read)/ }).count(), 0);
    await looked('ended');
    await inside.goto(`${url}/trust/readers?part=readers`);
    await inside.getByRole('row').filter({ hasText: 'carl@buyer.example' }).getByText('expired').waitFor();
  });

  step('whoever is turned down is told why', async () => {
    await outside.context().clearCookies();
    await outside.goto(`${url}/t/acme/request`);
    await outside.getByLabel('SOC 2 Type II report').check();
    await outside.getByLabel('Your name').fill('Rival');
    await outside.getByLabel('Work e-mail').fill('rival@gmail.com');
    await outside.getByLabel('Company').fill('Rival');
    await outside.getByLabel('What for').fill('Curious.');
    await outside.getByRole('button', { name: 'Send the request' }).click();
    await outside.goto(linkIn((await smtp.next('rival@gmail.com')).text));
    await outside.getByRole('button', { name: 'Go on' }).click();
    await inside.goto(`${url}/trust/readers`);
    await inside.getByText('an address that anybody gets').waitFor();
    await inside.getByRole('button', { name: 'Turn down rival@gmail.com' }).click();
    await inside.getByLabel('Why').fill('Write from your company’s address, please.');
    await inside.getByRole('button', { name: 'Turn it down' }).click();
    await inside.getByText('The request of rival@gmail.com is turned down.').waitFor();
    await inside.getByText('Nothing waits').waitFor();
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByText('Write from your company’s address').waitFor();
    await looked('denied');
  });

  step('somebody is forgotten, and the page that they had says nothing of them', async () => {
    await inside.goto(`${url}/trust/readers?part=data`);
    await inside.getByText('kept until somebody erases it').waitFor();
    await shot('readers-data', inside);
    assert.deepEqual(await axe(inside), []);
    await inside.getByRole('button', { name: 'Forget somebody' }).click();
    await inside.getByLabel('Their address').fill('rival@gmail.com');
    await inside.getByLabel('Why').fill('They asked for it.');
    await inside.getByLabel('Legal basis').fill('Article 17 GDPR');
    assert.deepEqual(await axe(inside), []);
    await inside.getByRole('button', { name: 'Erase', exact: true }).click();
    await inside.getByText('The tombstone is at position').waitFor();
    await shot('readers-forgotten', inside);
    await inside.getByRole('button', { name: 'Done' }).click();
    await inside.getByText('1 reader was forgotten so far').waitFor();
    await outside.goto(`${url}/t/acme/access`);
    await outside.getByRole('heading', { name: 'Get to your documents' }).waitFor();
  });

  step('no page complained on the way', async () => {
    assert.deepEqual(complaints, []);
  });
});
