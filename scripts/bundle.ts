/**
 * Puts the program together into a few files under dist/program, with which `bin/attestry` starts in half the time: most
 * of what a short command takes is finding and reading some seven hundred modules. `npm ci` runs it. Nothing depends on
 * it: where it was not made, or any source is newer, `bin/attestry` runs the sources as they are.
 */
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'rolldown';

const ROOT = path.join(import.meta.dirname, '..');
const BUNDLES = path.join(ROOT, 'dist/program');
/** Two lines: where it was made, and there the file to run. It is as old as the beginning of the build, so that what changed meanwhile is newer. */
const ENTRY = path.join(BUNDLES, 'entry');
const KEPT = 3;

const begun = new Date();
mkdirSync(BUNDLES, { recursive: true });
const folder = mkdtempSync(path.join(BUNDLES, 'made-'));
await build({
  input: path.join(ROOT, 'src/app/main.ts'),
  cwd: ROOT,
  platform: 'node',
  external: ['pg-native'], // a driver that is asked for and may be missing
  plugins: [placed()],
  output: { dir: folder, format: 'esm', entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' },
});
writeFileSync(`${ENTRY}.tmp`, `${ROOT}\n${path.relative(ROOT, path.join(folder, 'main.mjs'))}\n`);
utimesSync(`${ENTRY}.tmp`, begun, begun);
renameSync(`${ENTRY}.tmp`, ENTRY);
forgetOld();

/** Code that looks for files beside itself finds them where it was written. */
function placed(): Plugin {
  return {
    name: 'placed',
    transform(code, id) {
      if (!code.includes('import.meta.') || !id.startsWith(path.join(ROOT, 'src'))) return null;
      return code
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
    },
  };
}

/** The last few stay: a program that runs may still be reading one. */
function forgetOld(): void {
  const all = globSync('made-*', { cwd: BUNDLES }).map((name) => path.join(BUNDLES, name));
  const byAge = all.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(KEPT)) {
    if (!readFileSync(ENTRY, 'utf8').includes(path.basename(old))) rmSync(old, { recursive: true, force: true });
  }
}
