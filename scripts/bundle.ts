/**
 * Puts the program together into a few files under dist/program, with which `bin/attestry` starts in half the time: most
 * of what a short command takes is finding and reading some seven hundred modules. `npm ci` runs it. Nothing depends on
 * it: where it was not made, or any source is newer, `bin/attestry` runs the sources as they are.
 */
import { readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { forgetOld, putTogether, ROOT } from './put-together.ts';

const BUNDLES = path.join(ROOT, 'dist/program');
/** Two lines: where it was made, and there the file to run. It is as old as the beginning of the build, so that what changed meanwhile is newer. */
const ENTRY = path.join(BUNDLES, 'entry');
const KEPT = 3;

const begun = new Date();
const folder = await putTogether({
  programs: { main: path.join(ROOT, 'src/app/main.ts') },
  folder: BUNDLES,
  dense: true,
});
writeFileSync(`${ENTRY}.tmp`, `${ROOT}\n${path.relative(ROOT, path.join(folder, 'main.mjs'))}\n`);
utimesSync(`${ENTRY}.tmp`, begun, begun);
renameSync(`${ENTRY}.tmp`, ENTRY);
forgetOld(BUNDLES, KEPT, (name) => readFileSync(ENTRY, 'utf8').includes(name));
