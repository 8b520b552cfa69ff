/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildConsole } from '#/app/console.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { axeFinds } from '#test/kit/axe.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

test('whoever claims an installation goes on with the company that was made on the command line', async (t) => {
  const installation = await testInstallation({ console: await buildConsole(new AbortController().signal) });
  const { setup } = installation;
  const demo = { slug: 'lark', name: 'Lark', zone: 'UTC', demo: true };
  await createOrganization(installation.attestry, demo, 'a test');
  await organizationIn(installation, 'acme');
  const context = await (await testBrowser()).newContext({
    viewport: { width: 1280, height: 860 },
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  t.after(() => context.close());
  context.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  const page = listenedTo(await context.newPage(), complaints);
  const begin = (name: string) => page.getByRole('radio', { name });

  await page.goto(setup ?? '');
  await begin('Go on with The acme company').waitFor();
  await page.locator('[name="name"]:focus').waitFor(); // whoever comes types their name at once
  assert.ok(await begin('Go on with The acme company').isChecked());
  assert.equal(await page.getByLabel('Company', { exact: true }).count(), 0, 'what is there is not asked for');
  await begin('Start another programme').check();
  await page.getByLabel('Company', { exact: true }).fill('Zwölf GmbH');
  assert.equal(await page.getByLabel('Short name').inputValue(), 'zwolf-gmbh');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  assert.equal(await zone.inputValue(), 'Europe/Berlin', 'that of the browser is proposed');
  await zone.click();
  await page.keyboard.type('Berlinx');
  assert.equal(await zone.inputValue(), 'Berlinx', 'what is typed takes the place of what stands there');
  await page.getByLabel('Short name').focus();
  await page.getByText('No time zone is called Berlinx. Take one of the list').waitFor();
  assert.equal(await zone.inputValue(), 'Berlinx', 'nothing is dropped without a word');
  await page.getByRole('button', { name: 'Start the programme' }).click();
  await zone.fill('lisbon');
  await page.getByLabel('Short name').focus();
  assert.equal(await zone.inputValue(), 'Europe/Lisbon', 'a city is enough');
  assert.equal(await page.getByText(/^No time zone is called/).count(), 0);
  await zone.fill('Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  assert.equal(await page.getByRole('combobox', { name: 'Time zone' }).inputValue(), 'Asia/Tokyo');
  assert.deepEqual(await wrongInAnyLook(page, 'setup-beside'), []);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Short name').fill('Zwölf');
  await page.getByRole('button', { name: 'Start the programme' }).click();
  const told = await page.getByRole('alert').allTextContents();
  const all = [
    'This is no e-mail address.',
    'At least 8 characters.',
    'Lowercase letters and digits, with dashes between.',
  ];
  assert.deepEqual(told, all, 'all that is wrong is told at once');
  await page.getByLabel('Password', { exact: true }).fill('password1234');
  await page.getByLabel('Short name').fill('lark');
  await page.getByRole('button', { name: 'Start the programme' }).click();
  await page.getByText('There is an organization "lark" already.').waitFor();
  const judged = await page.getByRole('alert').allTextContents();
  assert.deepEqual(
    judged.map((line) => line.split(':')[0]?.split('.')[0]),
    ['This is no e-mail address', 'This password cannot be taken', 'There is an organization "lark" already'],
  );
  await page.getByLabel('E-mail').fill('ada@acme.example');
  await page.getByRole('button', { name: 'Start the programme' }).click();
  await page.getByText('There is an organization "lark" already.').waitFor();
  assert.equal(await page.getByRole('alert').count(), 2, 'a whole form is answered with all that is wrong, too');
  const looked = await wrongInAnyLook(page, 'setup-wrong');
  assert.deepEqual(
    looked.filter((line) => !line.includes('This password cannot be taken') && !line.includes('organization "lark"')),
    [],
  );
  await begin('Go on with The acme company').check();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada@acme.example');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.match(page.url(), /organization=acme/);
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  for (const name of ['The acme company', 'Lark']) await page.getByRole('menuitem', { name }).waitFor();
  assert.deepEqual(await axeFinds(page, 'the menu of an account'), []);
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  assert.deepEqual(await wrongInAnyLook(page, 'turn-to-another'), []);
  await page.getByRole('button', { name: 'The acme company', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Lark' }).waitFor();
  assert.deepEqual(await axeFinds(page, 'the menu of organizations'), []);
  await page.getByRole('menuitem', { name: 'Lark' }).click();
  await page.waitForURL(/organization=lark/);
  await page.getByRole('button', { name: 'Lark', exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});
