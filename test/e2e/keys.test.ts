/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildConsole } from '#/app/console.ts';
import { axeFinds } from '#test/kit/axe.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

test('a key that reads everything and changes nothing is made without naming each of its scopes', async () => {
  const [installation, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const { url } = installation;
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(PATIENCE);
  after(() => context.close());
  const page = listenedTo(await context.newPage(), complaints);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.goto(`${url}/settings?part=keys`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make an API key' });
  await dialog.getByLabel('Name').fill('reading');
  await dialog.getByRole('button', { name: 'All that reads' }).click();
  assert.deepEqual(await axeFinds(page, 'a key that is made'), []);
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await dialog.getByText('Copy it now').waitFor();
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  for (const leave of [() => page.keyboard.press('Escape'), () => dialog.getByLabel('Close').click()]) {
    await leave();
    await asked.getByText(/^This key is shown only now/).waitFor();
    await asked.getByRole('button', { name: 'Stay here' }).click();
    await asked.waitFor({ state: 'detached' });
  }
  assert.deepEqual(await wrongInAnyLook(page, 'key-shown-once'), []);
  assert.ok(await dialog.getByRole('button', { name: 'Done' }).isDisabled());
  await dialog.getByLabel('I have kept it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'reading' }).getByRole('cell', { name: 'read all', exact: true }).waitFor();
  const { body } = await ada.browser.send('GET', '/api/identity/keys');
  const { keys, scopes } = body as {
    readonly keys: readonly { readonly scopes: string[] }[];
    readonly scopes: string[];
  };
  assert.deepEqual(keys[0]?.scopes.toSorted(), scopes.filter((scope) => scope.endsWith(':read')).toSorted());
  assert.ok(keys[0].scopes.length > 20);
  assert.deepEqual(complaints, []);
});
