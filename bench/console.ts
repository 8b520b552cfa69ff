/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { launchedBrowser } from '#test/kit/browser.ts';
import type { Bench } from './kit/bench.ts';
import { atMost, type Measure } from './kit/measure.ts';
import { begun, over } from './kit/program.ts';
import { median, several } from './kit/timing.ts';
import type { Served } from './world/served.ts';
import { clusterOf } from './world/world.ts';

const ATTESTRY = path.join(import.meta.dirname, '../bin/attestry');

/** Home of the demo company in a real browser that was never there before: nothing is cached, neither files nor answers. */
export const console: Bench = {
  name: 'console',
  title: 'Home of the demo company in a browser that has nothing of it yet',
  needs: 'own',
  sizes: (size) => size <= 10_000,
  run: async ({ folder, ...given }) => {
    const rounds = several(given.rounds);
    await demoIn(folder);
    const [product, served] = await begun<Served>('served.ts', [folder, 'console']);
    const browser = await launchedBrowser();
    const seen: Seen[] = [];
    try {
      for (let round = 0; round <= rounds; round += 1) {
        const each = await opened(browser, served);
        if (round > 0) seen.push(each);
      }
    } finally {
      await browser.close();
      await over(product);
      await serverGone(clusterOf(folder));
    }
    return [
      measure('first content on the screen', seen, ({ painted }) => painted),
      measure('its first line, which says where the programme stands', seen, ({ told }) => told),
    ];
  },
};

const demoIn = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(ATTESTRY, ['demo', '--data', folder], { stdio: 'ignore' });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the demo company ended with ${code}`))));
  });

/** In seconds from the beginning of the navigation, by the browser's own clock. */
interface Seen {
  readonly painted: number;
  readonly told: number;
}

async function opened(browser: Browser, { url, cookie }: Served): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const cookies = cookie.split('; ').map((each) => {
      const at = each.indexOf('=');
      return { name: each.slice(0, at), value: each.slice(at + 1), url };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.addInitScript(noteFirstLine);
    await page.goto(url, { waitUntil: 'commit' });
    const handle = await page.waitForFunction(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const [line] = performance.getEntriesByName('first line');
      return paint === undefined || line === undefined ? null : [paint.startTime, line.startTime];
    });
    const [painted = Number.NaN, told = Number.NaN] = (await handle.jsonValue()) ?? [];
    const text = await page.locator('.lead').first().textContent();
    assert.match(text ?? '', /\d+ of \d+ controls/u, 'the first line says how many controls show no deviation');
    return { painted: painted / 1000, told: told / 1000 };
  } finally {
    await context.close();
  }
}

/** Runs in the page: marks when the line stands there. */
function noteFirstLine(): void {
  const look = (): void => {
    const line = document.querySelector('.lead')?.textContent ?? '';
    if (!/\d+ of \d+ controls/u.test(line)) return;
    watching.disconnect();
    requestAnimationFrame(() => performance.mark('first line'));
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { subtree: true, childList: true, characterData: true });
}

const measure = (what: string, seen: readonly Seen[], of: (each: Seen) => number): Measure => {
  const times = seen.map(of);
  return {
    what: `Home of the demo company in a real browser, nothing cached: ${what}`,
    figure: median(times),
    unit: 's',
    budget: atMost(1),
    detail: `${times.length} browsers, ${Math.round(Math.min(...times) * 1000)} to ${Math.round(Math.max(...times) * 1000)} ms`,
  };
};
