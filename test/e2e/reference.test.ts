/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axeFinds, COLORS } from '#test/kit/axe.ts';
import { listenedTo, PATIENCE, testBrowser } from '#test/kit/browser.ts';
import { wrongByKeyboard } from '#test/kit/keys.ts';
import { testInstallation } from '#test/kit/running.ts';

const [{ url }, browser] = [await testInstallation(), await testBrowser()];
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
context.setDefaultTimeout(PATIENCE);
after(() => context.close());
const complaints: string[] = [];
const page = listenedTo(await context.newPage(), complaints);
const found = page.locator('#found');
const inIndex = page.locator('#index li:visible');

test('a request is found by words, gone to and left again, all by keys', async () => {
  await page.goto(`${url}/api/reference`);
  await page.keyboard.press('/');
  await page.keyboard.type('CONTROLS adopt');
  assert.match(await found.innerText(), /^\d+ requests?$/);
  const first = await inIndex.locator('a').first().getAttribute('href');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, first);
  await page.locator('article:target').waitFor();
  assert.ok(await page.evaluate(() => (document.querySelector(':target')?.getBoundingClientRect().top ?? -1) >= 0));
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate(() => document.activeElement?.closest('article')?.id),
    first?.slice(1),
    'the next stop is in what was gone to',
  );
  await page.keyboard.press('/');
  await page.keyboard.type('no such words');
  assert.equal(await found.innerText(), 'None has all of these words.');
  assert.equal(await inIndex.count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await found.innerText(), '');
  await page.getByRole('navigation').getByRole('link', { name: 'Errors' }).press('Enter');
  assert.equal(new URL(page.url()).hash, '#errors');
});

test('in light and dark, wide and on a phone, with its shapes opened, axe finds nothing, and all of it is used by keys', async () => {
  await page.goto(`${url}/api/reference`);
  assert.deepEqual(await wrongByKeyboard(page, 'closed'), []);
  const shapes = page.locator('article#controls\\.list details, #index details').filter({ visible: true });
  assert.ok((await shapes.count()) > 20);
  for (const each of await shapes.locator('> summary').all()) await each.press('Enter');
  assert.equal(await page.locator('article#controls\\.list details:not([open])').count(), 0);
  const wrong = [...(await axeFinds(page, 'light'))];
  await page.emulateMedia({ colorScheme: 'dark' });
  wrong.push(...(await axeFinds(page, 'dark', COLORS)));
  await page.setViewportSize({ width: 390, height: 860 });
  if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
    wrong.push('it is wider than a phone');
  assert.deepEqual(wrong, []);
});

test('nothing complained', () => assert.deepEqual(complaints, []));
