/// <reference lib="dom" />
import path from 'node:path';
import type { Page } from 'playwright-core';
import { axeFinds } from './axe.ts';

const SHOTS = process.env['SHOTS']; // oxlint-disable-line node/no-process-env -- where whoever runs the tests wants pictures
const WIDTHS = { wide: 1280, phone: 390 };

/**
 * Waits until a page stands still, with all that was asked for in it: of what is fading in, axe says that nobody can
 * read it. What turns for ever, because somebody waits, is not waited for by itself.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
  );
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy="true"]') === null &&
      document
        .getAnimations()
        .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
}

/**
 * What is wrong with a page in light and dark, wide and on a phone: what axe finds, an alert, and what is cut at the right.
 * Afterwards it is light and wide.
 */
export async function wrongInAnyLook(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [kind, width] of Object.entries(WIDTHS)) {
      const look = `${name}-${colorScheme}-${kind}`;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 860 });
      await settled(page);
      found.push(...(await axeFinds(page, look)));
      for (const alert of await page.getByRole('alert').allTextContents()) found.push(`${look}: ${alert}`);
      const fits = (): boolean => document.documentElement.scrollWidth <= window.innerWidth;
      if ((await page.waitForFunction(fits, null, { timeout: 2_000 }).catch(() => null)) === null)
        found.push(`${look}: it is wider than the window`);
      if (SHOTS !== undefined) await page.screenshot({ path: path.join(SHOTS, `${look}.png`), fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: WIDTHS.wide, height: 860 });
  return found;
}
