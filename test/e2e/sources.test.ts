/// <reference lib="dom" />
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite } from 'node:test';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { hub, refusal } from '#test/kit/github.ts';
import { journey } from '#test/kit/journey.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const shots = process.env['SHOTS'];

suite('a source that is kept going', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const github = await hub({ name: 'acme', repositories: [{ name: 'acme/app' }] });
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  after(() => context.close());
  const page = listenedTo(await context.newPage(), complaints);
  const step = journey(async () => {
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'sources-failed.png') });
  });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const looked = async (name: string): Promise<void> =>
    assert.deepEqual(await wrongInAnyLook(page, `sources-${name}`), []);
  const expired = (): void => {
    github.faults = () => refusal(401, 'Bad credentials');
  };
  const send = async (method: string, route: string, body: unknown): Promise<void> => {
    const answer = await ada.browser.send(method, `/api${route}`, { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };

  step('a token that expired is named where the source is, and leads to the form for a new one', async () => {
    await send('POST', '/sources', {
      id: 'github',
      collector: 'github',
      settings: { organization: 'acme', baseUrl: github.url, reads: ['account'] },
      secrets: { token: 'ghp_first' },
    });
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Sign in').click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    expired();
    await page.goto(`${url}/sources/github`);
    await button('Read now').click();
    await page.getByText('The provider refused the token').waitFor();
    await looked('refused');
  });

  step('a new token that is refused, too, is not kept, and the form says why', async () => {
    await button('Give a new token').first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Token', { exact: true }).fill('ghp_second');
    await form.getByRole('button', { name: 'Test it and read now' }).click();
    await form.getByText(/^GitHub does not take the token: Bad credentials/).waitFor();
    assert.equal(await form.getByRole('alert').getByRole('link').count(), 0, 'the place to give it is this one');
    if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'sources-token-refused.png') });
    github.faults = () => null;
    await form.getByLabel('Token', { exact: true }).fill('ghp_third');
    await form.getByRole('button', { name: 'Test it and read now' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('The provider refused the token').waitFor({ state: 'detached' });
    await page.getByText(/^GitHub\. Its last reading finished/).waitFor();
    await page.getByText(/^Since .* it is read with another token, which owner gave\./).waitFor();
    await looked('read-again');
  });

  step('its settings are corrected in a form that has them, and it stays what it is', async () => {
    await button('Change its settings').click();
    const form = page.getByRole('dialog');
    assert.equal(await form.getByLabel('Organization', { exact: true }).inputValue(), 'acme');
    await looked('settings');
    await form.getByLabel('Organization', { exact: true }).fill('other');
    await form.getByLabel('Token, if it needs one').waitFor({ state: 'attached' });
    await form.getByText('Secrets, where it becomes another source').click();
    await form.getByLabel('Token, if it needs one').fill('ghp_third');
    await form.getByLabel('Why they change').fill('it was mistyped');
    await form.getByRole('button', { name: 'Test it and change' }).click();
    await form.getByText(/its setting organization says what it is/).waitFor();
    await form.getByLabel('Organization', { exact: true }).fill('acme');
    await form.getByLabel('Tickets').fill('ACME-[0-9]+');
    await form.getByRole('button', { name: 'Test it and change' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('ACME-[0-9]+').first().waitFor();
    const changes = page.getByRole('table', { name: 'What was changed' });
    await changes.getByText('Tickets: none became ACME-[0-9]+').waitFor();
    await changes.getByText('it was mistyped').waitFor();
    await changes.getByText('A new token was given').first().waitFor();
    await looked('changed');
    await page.getByRole('table', { name: 'Readings' }).getByRole('link').first().click();
    await page.getByText(/^given by owner on /).waitFor();
    await page.goBack();
  });

  step(
    'a source is disconnected with a reason, which its page and the list say, and connected again with a token',
    async () => {
      await button('Disconnect').click();
      const ending = page.getByRole('dialog');
      await ending.getByLabel('Why it is not read any more').fill('we moved to another one');
      await ending.getByRole('button', { name: 'Disconnect it' }).click();
      await ending.waitFor({ state: 'detached' });
      await page.getByText(/^GitHub, disconnected since .* by .*owner, because: we moved to another one/).waitFor();
      assert.equal(await button('Read now').count(), 0);
      assert.equal(await button('Give a new token').count(), 0);
      await looked('disconnected');
      const refused = await ada.browser.send('POST', '/api/jobs/collect', { body: { source: 'github' } });
      assert.equal((refused.body['error'] as { code: string }).code, 'source_disconnected');
      await page.goto(`${url}/sources`);
      await page.getByText('No source is read any more. 1 source is disconnected.').waitFor();
      await page.getByText(/^disconnected since .* because: we moved to another one/).waitFor();
      await looked('list');
      await page.goto(`${url}/sources/github`);
      await button('Reconnect').click();
      const again = page.getByRole('dialog');
      await again.getByLabel('Token', { exact: true }).fill('ghp_fourth');
      await again.getByRole('button', { name: 'Test it and reconnect' }).click();
      await again.waitFor({ state: 'detached' });
      await button('Read now').waitFor();
    },
  );

  step(
    'what may stand for another setting is asked for with it, and that one of them is needed is said there',
    async () => {
      await page.goto(`${url}/sources/add`);
      await page.getByRole('radio', { name: /^GitHub/ }).click();
      await page.getByLabel('Token', { exact: true }).fill('ghp_first');
      const [organization, repositories] = [
        page.getByLabel('Organization', { exact: true }),
        page.getByLabel('Repositories', { exact: true }),
      ];
      await repositories.waitFor();
      await button('Test the connection').click();
      await page.getByText('Give one of these: Organization, Repositories.').first().waitFor();
      assert.ok(await organization.evaluate((each) => each === document.activeElement), 'the first of them is gone to');
      if (shots !== undefined) await page.screenshot({ path: path.join(shots, 'sources-one-of-missing.png') });
      await repositories.fill('acme/app');
      await page.getByText('Give one of these: Organization, Repositories.').first().waitFor({ state: 'detached' });
      await page.getByText('More settings').click();
      await page.getByLabel('Changes since').fill('yesterday');
      await page.getByText('More settings').click();
      await button('Test the connection').click();
      await page.getByText('Not an instant; one reads 2026-01-01T00:00:00Z.').waitFor();
      assert.ok(await page.getByLabel('Changes since').isVisible(), 'what is folded away is opened where it is wrong');
      await page.getByLabel('Changes since').fill('');
      await page.getByLabel('Address of the server').fill(github.url);
      await button('Test the connection').click();
      const name = page.getByLabel('Name of the source');
      await page.getByText('There is a source "github" already. Choose another name for the new one.').waitFor();
      assert.ok(await name.evaluate((each) => each === document.activeElement), 'any error leads to what it is about');
      await name.fill('github-too');
      await button('Test the connection').press('Enter');
      await page.getByText('It can be read. This is what is seen:').waitFor();
      await button('Test the connection').and(page.locator(':focus')).waitFor();
      const { y, height } = (await button('Connect it and read it now').boundingBox())!;
      assert.ok(y >= 0 && y + height <= 860, 'what comes next is in sight');
    },
  );

  step('a file that was handed in is told by all that came, and by who declared what of it', async () => {
    const csv = (...rows: readonly string[]) => btoa(['id,title,severity,detectedAt', ...rows].join('\n'));
    const first = csv('i-1,Login was down,high,2026-03-01T10:00:00Z');
    const handed = await ada.browser.send('POST', '/api/sources/uploads', {
      body: { name: 'march.csv', bytes: first },
    });
    const { path: file } = handed.body as { path: string };
    const fields = Object.fromEntries(['id', 'title', 'severity'].map((column) => [column, { column }]));
    const detectedAt = { column: 'detectedAt', dates: { format: 'iso' } };
    const mapping = { population: 'incident', fields: { ...fields, detectedAt } };
    const settings = { path: file, mapping, complete: true };
    await send('POST', '/sources', { id: 'incidents', collector: 'file', settings });
    await page.goto(`${url}/sources/incidents`);
    await button('Read now').click();
    await page.getByText(/^File.*Its last reading finished, and brought 1 record\.$/).waitFor();
    await installation.db.admin.query(`update run set unreadable = 2 where source = 'incidents'`);
    await page.reload();
    await page.getByText(/and brought 1 record and 2 items that could not be read\.$/).waitFor();
    assert.match(await page.getByRole('table', { name: 'Readings' }).innerText(), /finished\s+1\s+2\s+0/);
    await page.locator('input[type=file]').setInputFiles({
      name: 'april.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        atob(csv('i-1,Login was down,high,2026-03-01T10:00:00Z', 'i-2,Slow,low,2026-04-01T10:00:00Z')),
      ),
    });
    const files = page.getByRole('table', { name: 'Files handed in' });
    await files.getByText('april.csv').waitFor();
    await files.getByText('march.csv').waitFor();
    await page.getByText(/That it is the whole list rests on the word of owner: a declaration/).waitFor();
    assert.equal(await page.getByText('completeness is not established').count(), 0);
    assert.equal(await page.getByText(/^Path$/).count(), 0);
    await page.getByText('It is the whole list', { exact: true }).waitFor();
    await page
      .getByText(/ by owner$/)
      .first()
      .waitFor();
    await looked('handed-in');
  });

  step('and nothing was complained of', () => {
    assert.deepEqual(complaints, []);
  });
});
