/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, suite } from 'node:test';
import type { Page } from 'playwright-core';
import { buildConsole } from '#/app/console.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { journey } from '#test/kit/journey.ts';
import { wrongInAnyLook } from '#test/kit/looks.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';
import { fromBase32, totp } from '#test/kit/totp.ts';

suite('what somebody types, or sees once, is not lost', async () => {
  const [{ url, ...installation }, browser] = [
    await testInstallation({ console: await buildConsole(new AbortController().signal) }),
    await testBrowser(),
  ];
  const org = await organizationIn({ url, ...installation }, 'acme');
  const ada = await personIn({ url, ...installation }, { org, role: 'owner', email: 'ada@acme.example' });
  const ids = ['mfa-enforced', 'access-termination', 'change-peer-review', 'access-provisioning', 'privileged-access'];
  const adopted = await ada.browser.send('POST', '/api/controls', { body: { controls: ids.map((id) => ({ id })) } });
  assert.equal(adopted.status, 200, JSON.stringify(adopted.body));
  const days = { id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' };
  await ada.browser.send('POST', '/api/engagements', { body: days });
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(PATIENCE);
  after(() => context.close());
  const page: Page = listenedTo(await context.newPage(), complaints);
  const step = journey(() => Promise.resolve());
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const focused = () =>
    page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent);

  step('somebody signs in', async () => {
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill('ada@acme.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading('Home');
    await page.getByText(/ \d+% of the window$/).waitFor();
  });

  step('what is typed before the field of Find has come stands in it, and goes on at its end', async () => {
    const come = Promise.withResolvers<void>();
    await page.route(/\/Finder-[^/]*\.js$/, async (route) => {
      await come.promise;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('set');
    come.resolve();
    const find = page.getByRole('combobox', { name: 'Find anything' });
    await find.waitFor();
    assert.equal(await find.inputValue(), 'set');
    await page.keyboard.type('tings');
    assert.equal(await find.inputValue(), 'settings');
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await find.waitFor();
    await page.keyboard.type('settings');
    await page
      .getByRole('option', { name: /^Settings/ })
      .first()
      .waitFor();
    assert.equal(await find.inputValue(), 'settings');
    await page.keyboard.press('Enter');
    await heading('Settings');
  });

  step('the page stays where it is once a selection is done with', async () => {
    await page.goto(`${url}/controls`);
    await page.getByRole('table', { name: 'Controls' }).locator('tbody').getByRole('checkbox').first().check();
    await page.setViewportSize({ width: 1280, height: 420 });
    const none = page.getByRole('button', { name: 'Select none' });
    await none.waitFor();
    await page.evaluate(() => window.scrollTo({ top: 60, behavior: 'instant' }));
    const placed = () => page.evaluate(() => window.scrollY);
    assert.equal(await placed(), 60);
    await none.evaluate((button: HTMLElement) => button.click()); // a pointer would scroll to it first
    await none.waitFor({ state: 'detached' });
    assert.equal(await placed(), 60);
    assert.match((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '', /^Controls/);
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(`${url}/settings`);
  });

  step(
    'the working days that were set stand where they are set, and the time zone of the programme says that it stays',
    async () => {
      await page.goto(`${url}/settings?part=organization`);
      await page.getByText(/^The time zone cannot be changed: it was sealed when the programme was begun/).waitFor();
      const zone = page.getByRole('combobox', { name: 'Time zone' });
      assert.equal(await zone.inputValue(), 'UTC');
      await zone.fill('Tokyo');
      await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
      await page.getByLabel('Saturday').check();
      const holidays = page.getByLabel('Holidays');
      await holidays.fill('2026-12-25, 2027-13-01');
      await page.getByRole('button', { name: 'Set from now on' }).click();
      await page.getByText('2027-13-01 is no day. One reads 2026-12-25.').first().waitFor();
      await holidays.fill('2026-12-25\n2027-01-01\n');
      await page.getByRole('button', { name: 'Set from now on' }).click();
      await page.getByText('Set, and sealed.').waitFor();
      await page.reload();
      await page.getByLabel('Saturday').waitFor();
      assert.equal(await zone.inputValue(), 'Asia/Tokyo', 'what is in force stands there');
      assert.ok(await page.getByLabel('Saturday').isChecked());
      assert.equal(await holidays.inputValue(), '2026-12-25\n2027-01-01');
      assert.deepEqual(await wrongInAnyLook(page, 'working-days'), []);
      await page.goto(`${url}/settings`);
    },
  );

  step('the six digits are typed without a click, and codes that are shown once do not go unasked', async () => {
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    const toPicture = async (): Promise<void> => {
      await dialog.getByLabel('Password', { exact: true }).waitFor();
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await dialog.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
    };
    const cancelled = async (): Promise<void> => {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    };
    await dialog.getByLabel('Password', { exact: true }).waitFor();
    await cancelled();
    await toPicture();
    assert.deepEqual(await wrongInAnyLook(page, 'authenticator-picture'), []);
    await cancelled();
    await toPicture();
    assert.match((await focused()) ?? '', /^The six digits/);
    const secret = fromBase32((await dialog.locator('[data-secret]').textContent()) ?? '');
    await page.keyboard.type(totp(secret));
    await page.keyboard.press('Enter');
    await dialog.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
    for (const leave of [() => page.keyboard.press('Escape'), () => dialog.getByLabel('Close').click()]) {
      await leave();
      await asked.getByText(/^These codes are shown only now/).waitFor();
      await asked.getByRole('button', { name: 'Stay here' }).click();
      await asked.waitFor({ state: 'detached' });
    }
    await dialog.getByLabel('I have kept them').check();
    await page.keyboard.press('Escape');
    await page.getByText('An authenticator app is set up.').waitFor();
    assert.deepEqual(complaints, []);
  });
});
