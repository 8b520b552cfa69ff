/// <reference lib="dom" />
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite } from 'node:test';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { journey } from '#test/kit/journey.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';

const shots = process.env['SHOTS'];

suite('a newcomer brings in a list of people', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  after(() => context.close());
  const page = listenedTo(await context.newPage(), complaints);
  const shot = async (name: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, `importing-${name}.png`), fullPage: true });
  };
  const step = journey(() => shot('failed'));
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const chooser = page.locator('input[type=file]');
  const hand = (name: string, ...rows: readonly string[]) =>
    chooser.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });

  step('a file of the same name is taken again: the browser holds none that it would take for the same', async () => {
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Sign in').click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await page.goto(`${url}/sources/add?collector=file&population=person`);
    for (const start of ['31.02.2024', '28.02.2024']) {
      await hand('people.csv', 'Work mail,Start', `ada@acme.example,${start}`);
      await page.getByRole('table', { name: 'The first rows' }).getByText(start).waitFor();
      assert.equal(await chooser.evaluate((each: HTMLInputElement) => each.files?.length), 0);
    }
    await page
      .getByText('A guess: no column holds numbers, and an e-mail address tells people apart as well.')
      .waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Employee', exact: true }).inputValue(), 'Work mail');
  });

  step(
    'what was said of a file whose rows cannot come in holds for the corrected one, which is checked at once',
    async () => {
      const rows = (head: string, ...days: readonly string[]): readonly string[] => [
        `Full name,Work mail,Start,${head},Empl. type,Desk`,
        ...days.map((day, at) => `Nora Lind,nora${at}@acme.example,${day},,Freelance,D-${at}`),
      ];
      const choose = async (field: string, option: RegExp): Promise<void> => {
        await page.getByRole('combobox', { name: field, exact: true }).click();
        await page.getByRole('option', { name: option }).click();
      };
      const shown = (field: string) => page.getByRole('combobox', { name: field, exact: true }).inputValue();
      await hand('people.csv', ...rows('Gone', '31.02.2024', '01.02.2024', '13.05.2024'));
      await page.getByRole('table', { name: 'The first rows' }).getByText('31.02.2024').waitFor();
      await page.getByText(/^Its columns are others than those of the file before/).waitFor({ state: 'detached' });
      await button('Check every row').click();
      const employee = (await page.getByRole('combobox', { name: 'Employee', exact: true }).boundingBox())!;
      const missing = (await page.getByText('Choose what tells it: every record needs it.').first().boundingBox())!;
      assert.ok(missing.y - employee.y - employee.height < 20, 'what is wrong stands at its field');
      await choose('Employee', /^Work mail/);
      await choose('Ended on', /^Gone/);
      await button('Check every row').click();
      await page.getByRole('alert').getByText('Still open: Ended on.').waitFor();
      const empties = page.getByLabel('Ended on: 3 cells are empty, which says');
      assert.ok(await empties.evaluate((each) => each === document.activeElement), 'what is asked is gone to');
      assert.equal(await page.getByRole('listbox').count(), 0, 'no list lies over it');
      await shot('asked');
      await empties.selectOption('none');
      await page.getByLabel('Kind: Freelance means').selectOption('contractor');
      await page.getByRole('checkbox', { name: /^It is the whole list/ }).check();
      await page.getByLabel('It has all people since').fill('2026-08-29');
      await button('Check every row').click();
      await page.getByText('2 of 3 rows can come in, 1 cannot.').waitFor();
      await page.getByRole('checkbox', { name: /^Import the 2 rows without the others/ }).check();
      await hand('people.csv', ...rows('Gone', '29.02.2024', '01.02.2024', '13.05.2024'));
      await page.getByText('What was said of the file before holds for this one.').waitFor();
      await page.getByText('All 3 rows can come in.').waitFor();
      assert.deepEqual([await shown('Employee'), await shown('Ended on')], ['Work mail', 'Gone']);
      assert.ok(await page.getByRole('checkbox', { name: /^It is the whole list/ }).isChecked());
      assert.equal(await page.getByLabel('It has all people since').inputValue(), '2026-08-29');
      await shot('carried');
      await hand('people.csv', ...rows('Left', '29.02.2024', '01.02.2024', '13.05.2024'));
      await page.getByText('What was said of the file before holds for this one, except for this:').waitFor();
      await page.getByText('Ended on: the file has no column Gone.').waitFor();
      assert.equal(await shown('Employee'), 'Work mail');
      await shot('carried-in-part');
      await page.getByText(/where there is none, their e-mail address\. Every record needs it\.$/).waitFor();
      await empties.selectOption('none');
      await button('Check every row').click();
      await button('Connect it and read it now').click();
      await page.getByText(/Read to its end/).waitFor();
      await page.goto(`${url}/people`);
      await page.getByRole('columnheader', { name: 'Number or id' }).waitFor();
      await page.getByRole('cell', { name: 'nora0@acme.example' }).first().waitFor();
    },
  );

  step(
    'a repository that is written as in a terminal is said how to write, and JSON is shown by an example',
    async () => {
      await page.goto(`${url}/sources/add?collector=git`);
      await page.getByLabel('Repository', { exact: true }).fill('~/code/main');
      await page.getByText('More settings').click();
      await page.getByText('It is written as JSON, such as {"Signed-off-by":"approval","QA-by":"check"}.').waitFor();
      await button('Test the connection').click();
      await page
        .getByText(/^Write the full path of a folder, such as \/home\/you\/code\/main, or an address/)
        .waitFor();
      await shot('git');
    },
  );

  step('what is wrong with the name of a source, or with where it is, stands at its field', async () => {
    const [name, repository] = [page.getByLabel('Name of the source'), page.getByLabel('Repository', { exact: true })];
    const at = (field: typeof name) => page.locator('.mantine-InputWrapper-root').filter({ has: field });
    const isAt = (field: typeof name) => field.evaluate((each) => each === document.activeElement);
    await name.fill('My code');
    await repository.fill('');
    await button('Test the connection').click();
    await at(name).getByText('Lowercase letters and digits, with dashes between.', { exact: true }).waitFor();
    await at(repository).getByText('Fill this in.').waitFor();
    await name.fill('people');
    await repository.fill('/nowhere/at/all');
    await button('Test the connection').click();
    await at(name).getByText('There is a source "people" already.').waitFor();
    assert.ok(await isAt(name));
    await name.fill('code');
    await button('Test the connection').click();
    await at(repository)
      .getByText(/there is no such folder on the machine of the server\. Correct the settings/)
      .waitFor();
    assert.ok(await isAt(repository));
    assert.equal(await page.locator('.mantine-Alert-root').count(), 0, 'it is said once');
    await shot('git-not-there');
  });

  step('a link that opens on this machine only says so, and which setting changes that', async () => {
    await page.goto(`${url}/people`);
    await button('Invite somebody').click();
    await page.getByRole('dialog').getByLabel('E-mail').fill('bo@acme.example');
    await button('Make the link').click();
    await page
      .getByRole('note')
      .getByText(/^It opens on this machine only, .* ATTESTRY_URL set to the address/)
      .waitFor();
    await shot('invite');
    await button('Done').click();
    await page.goto(`${url}/settings?part=mail`);
    await page
      .getByRole('button', { name: /bo@acme\.example/ })
      .first()
      .click();
    await button('Show it').click();
    await page
      .getByRole('dialog')
      .getByRole('note')
      .getByText(/^It opens on this machine only/)
      .waitFor();
  });

  step(
    'of a long list nobody is done with the first rows alone: all of it is selected, and explained at once',
    async () => {
      const MANY = 240; // more than are read while somebody looks at the first
      const repository = testRepository(testFolder());
      repository.git(['init', '-q', '-b', 'main', '.']);
      for (let at = 0; at < MANY; at += 1) repository.commit(`mend it once more, ${at}`);
      const ask = async (at: string, body: object): Promise<void> => {
        const { status, body: answer } = await ada.browser.send('POST', at, { body });
        assert.ok(status < 300, JSON.stringify(answer));
      };
      await ask('/api/controls', { controls: [{ id: 'change-peer-review' }] });
      await ask('/api/sources', { id: 'code', collector: 'git', settings: { repository: repository.folder } });
      await ask('/api/engagements', { id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
      await ask('/api/jobs/collect', { source: 'code' });
      await page.goto(`${url}/checks/changes.approved-by-another?outcome=deviation`);
      await page.getByText(`${MANY} deviations among ${MANY} items`).waitFor({ timeout: 60_000 });
      const items = page.getByRole('table', { name: 'Items' });
      const why = await items.getByRole('columnheader', { name: 'Why' }).boundingBox();
      assert.ok((why?.width ?? 0) > 200, `${why?.width} pixels leave a reason a word a line`);
      await ask('/api/work/tasks/refresh', {});
      await page.goto(`${url}/work?task=gap:soc2:change-peer-review:deviations-found`);
      const check = 'A change is approved by another person before it is merged';
      await page.getByRole('listitem').getByRole('link', { name: check }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'The check' }).count(), 0, 'each is called by its title');
      const alone = page.getByText(`${MANY} deviations among ${MANY} items`, { exact: true });
      assert.equal(await alone.count(), 0, 'no reason stands there twice, once without the title of its check');
      await shot('task');
      await page.goto(`${url}/work?task=owners:soc2:engineering`);
      await page.getByText('1 of them has no owner').waitFor();
      assert.equal(await page.getByRole('listitem').filter({ hasText: 'of them has no owner' }).count(), 0);
      await page.goto(`${url}/checks/changes.approved-by-another?outcome=deviation`);
      const selected = page.getByRole('group', { name: 'Selected in Items' });
      const explain = async (press: string | RegExp, happened: string): Promise<void> => {
        await page.getByRole('button', { name: press }).first().click();
        const dialog = page.getByRole('dialog', { name: /^Say what happened/ });
        await dialog.getByLabel('What happened').fill(happened);
        await dialog.getByLabel('Why').fill('The rule of the branch did not bind administrators.');
        await dialog.getByLabel('What follows', { exact: true }).fill('The rule of the branch binds everybody.');
        await dialog.getByRole('button', { name: 'Say it', exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
      };
      await explain(/^Explain /, 'Ada merged it on a Friday evening, and nobody had looked at it.');
      await page.getByText(`1 of ${MANY} explained`).waitFor();
      await items.getByText('Ada merged it on a Friday evening').waitFor();
      await page.getByText('not explained', { exact: true }).click();
      await items.getByText('Ada merged it on a Friday evening').waitFor({ state: 'detached' });
      assert.equal(new URL(page.url()).searchParams.get('explained'), 'no');
      await items.getByRole('checkbox').first().check(); // all that are shown
      await selected.getByRole('button', { name: `Select all ${MANY - 1}` }).click();
      await selected.getByText(`${MANY - 1} selected`).waitFor();
      await shot('all-selected');
      await explain(`Explain ${MANY - 1} items`, 'They were merged while nobody was there to review.');
      await page.getByText(`${MANY} of ${MANY} explained.`).waitFor();
      await items.waitFor({ state: 'detached' });
      await page.getByText('not explained', { exact: true }).click();
      await items.getByText('They were merged while nobody was there').first().waitFor();
    },
  );

  step(
    'what the rules warn of moves nothing on the page of a check: what is below is shown once they are known',
    async () => {
      const known = Promise.withResolvers<void>();
      await page.route('**/api/readiness/lint*', async (route) => {
        await known.promise;
        await route.continue();
      });
      const read = page.waitForResponse(/\/api\/checks\/changes\.approved-by-another\?.*limit=100/u);
      await page.goto(`${url}/checks/changes.approved-by-another`);
      await page.getByRole('heading', { name: 'The rule' }).waitFor();
      await read;
      const items = page.getByRole('heading', { name: 'Items' });
      assert.equal(await items.count(), 0, 'nobody sees it move');
      known.resolve();
      await items.waitFor();
      await page.unroute('**/api/readiness/lint*');
      await shot('check');
    },
  );

  step('nobody is called by one name until another comes: the place is kept until all lists are known', async () => {
    const known = Promise.withResolvers<void>();
    await page.route('**/api/identity/members*', async (route) => {
      await known.promise;
      await route.continue();
    });
    const listed = page.waitForResponse(/populations\/person\/records/u);
    await page.goto(`${url}/sources/people`);
    const held = page.getByRole('main').locator('.not-yet').filter({ hasText: /^ada$/u });
    await held.first().waitFor({ state: 'attached' });
    await listed;
    await page.getByRole('heading', { name: 'Readings' }).waitFor();
    const named = page.getByTitle(/ada@acme\.example/u); // who is called by a name is known by the address
    assert.deepEqual([await named.count(), await held.first().isVisible()], [0, false]);
    await shot('unnamed');
    known.resolve();
    await named.first().getByText('owner').waitFor();
    assert.equal(await held.count(), 0);
    await page.unroute('**/api/identity/members*');
    await shot('named');
  });

  step('and nothing was complained of', () => {
    assert.deepEqual(complaints, []);
  });
});
