import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { run } from '#/platform/process.ts';
import { environment } from '#/platform/config.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** Each build stands in a folder that is named by what it was built from, so that none is ever changed. */
const BUILDS = path.join(ROOT, 'dist/console');
/** All that a build is made from: the console, what it may import of ours, and the packages by the lock file. */
const FOLDERS: readonly (readonly [string, RegExp])[] = [
  ['web', /\./],
  ['src/core', /\.ts$/],
  ['src/contract', /\.ts$/],
  ['src/features', /^src\/features\/[^/]+\/[^/]*contract\.ts$/],
];
const LOCK = 'package-lock.json';
/** The end of the name of a file that is another one, packed by Brotli. */
export const PACKED = '.br';
const KEPT = 3;
const LIMITS = { milliseconds: 5 * 60_000, bytes: 2 ** 20 };

interface Console {
  /** Where its files are. */
  readonly folder: string;
  /** It is as its sources are; otherwise it has to be built. */
  readonly built: boolean;
}

/** Where the console of these sources is, or would be. */
function consoleHere(): Console {
  const files = [
    ...FOLDERS.flatMap(([folder, name]) => filesIn(folder).filter((file) => name.test(file))),
    LOCK,
  ].sort();
  const lines = files.map((file) => `${hash('sha256', readFileSync(path.join(ROOT, file)))}  ${file}\n`);
  const folder = path.join(BUILDS, hash('sha256', lines.join('')).slice(0, 20));
  return { folder, built: existsSync(path.join(folder, 'index.html')) };
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && !entry.name.includes('.test.')
      ? [path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')]
      : [],
  );

/** Builds the console if its sources changed since; returns the folder of its files. Several may ask at once. */
export async function buildConsole(signal: AbortSignal, begins: () => void = () => undefined): Promise<string> {
  const { folder, built } = consoleHere();
  if (built) return folder;
  begins();
  const making = `${folder}.${process.pid}.tmp`;
  mkdirSync(making, { recursive: true });
  try {
    const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
    const config = path.join(ROOT, 'web/vite.config.ts');
    for await (const _ of run({
      program: process.execPath,
      args: [vite, 'build', '--config', config, '--outDir', making, '--logLevel', 'error'],
      environment: { PATH: environment()['PATH'] ?? '', NODE_ENV: 'production' },
      limits: LIMITS,
      signal,
      name: 'vite build',
    }));
    await packFirst(making);
    moveInto(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  forgetOld();
  return folder;
}

const packed = promisify(brotliCompress);

/** The scripts that the first page loads are packed as well as can be, once, beside themselves: that takes seconds. */
async function packFirst(folder: string): Promise<void> {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/"\/(assets\/[^"]+\.js)"/gu)].map(([, name = '']) => path.join(folder, name));
  await Promise.all(scripts.map(async (file) => writeFileSync(`${file}${PACKED}`, await packed(readFileSync(file)))));
}

/** Another process may have built the same meanwhile: then that one stays. */
function moveInto(making: string, folder: string): void {
  if (consoleHere().built) return;
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!consoleHere().built) throw error;
  }
}

/** The last few stay: a server that runs may still be reading one. */
function forgetOld(): void {
  const all = readdirSync(BUILDS).map((name) => path.join(BUILDS, name));
  const byAge = all.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of byAge.slice(KEPT))
    if (!folder.endsWith('.tmp')) rmSync(folder, { recursive: true, force: true });
}
