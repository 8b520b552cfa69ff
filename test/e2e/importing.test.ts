/// <reference lib="dom" />
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, suite } from 'node:test';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, testBrowser } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
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
  context.setDefaultTimeout(15_000);
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
  });

  step('and nothing was complained of', () => {
    assert.deepEqual(complaints, []);
  });
});
