import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';

const VERSION = '153.0.0';
const UNPACKED = path.join(import.meta.dirname, `../../.cache/chromium-${VERSION}`);
/** What the package suggests runs everything in one process, which ends with the first page that is closed. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP trust.acme.example 127.0.0.1', // an own domain of a company leads to this machine
];

/** How long what must come is waited for: a busy machine is several times as slow, and what comes is never waited for longer. */
export const PATIENCE = 30_000;

/** The browser that comes as a package, unpacked once; it brings its libraries and fonts, so pages look alike anywhere. */
function unpacked(): string {
  if (existsSync(path.join(UNPACKED, 'chromium'))) return UNPACKED;
  const door = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packed = path.join(door.slice(0, door.indexOf('@sparticuz')), '@sparticuz/chromium/bin');
  const open = (name: string): Buffer => brotliDecompressSync(readFileSync(path.join(packed, name)));
  const making = `${UNPACKED}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const name of ['al2023', 'fonts', 'swiftshader'])
    execFileSync('tar', ['x', '-C', making], { input: open(`${name}.tar.br`) });
  writeFileSync(path.join(making, 'chromium'), open('chromium.br'), { mode: 0o755 });
  try {
    renameSync(making, UNPACKED);
  } catch {
    rmSync(making, { recursive: true, force: true }); // another process was faster
  }
  return UNPACKED;
}

/**
 * A real browser. The packaged one runs on Linux on x64; elsewhere ATTESTRY_TEST_BROWSER names an installed Chromium.
 */
export function launchedBrowser(): Promise<Browser> {
  const installed = process.env['ATTESTRY_TEST_BROWSER'];
  const folder = installed === undefined ? unpacked() : null;
  return chromium.launch({
    executablePath: installed ?? path.join(folder ?? '', 'chromium'),
    args: ARGS,
    ...(folder === null
      ? {}
      : {
          env: {
            ...process.env, // oxlint-disable-line node/no-process-env -- what every program is given
            LD_LIBRARY_PATH: path.join(folder, 'lib'),
            FONTCONFIG_PATH: path.join(folder, 'fonts'),
          },
        }),
  });
}

/** The same, gone after the tests of the file. */
export async function testBrowser(): Promise<Browser> {
  const browser = await launchedBrowser();
  after(() => browser.close());
  return browser;
}

/** The same page; what its scripts complain of is added to `complaints`. That an answer was no good one is for the page to say. */
export function listenedTo(page: Page, complaints: string[]): Page {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
  });
  return page;
}

const AGAIN = 50;

/** Waits until something is so in a page, asked as often as it takes; `waitForFunction` takes any promise for a yes. */
export async function until<A>(page: Page, is: (arg: A) => Promise<boolean>, arg: A): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  const ask = is as (arg: unknown) => Promise<boolean>;
  while (!(await page.evaluate(ask, arg as unknown))) {
    if (performance.now() > deadline) throw new Error(`not so within ${PATIENCE / 1_000} seconds: ${is.toString()}`);
    await page.waitForTimeout(AGAIN);
  }
}
