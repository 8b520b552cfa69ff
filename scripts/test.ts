/** All tests: `npm test`; or some of them, as they are written: `npm test -- FILE …`. */
import { globSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import packageFile from '#package.json' with { type: 'json' };
import { putTogether, ROOT } from './put-together.ts';

/** What takes longest begins first, so that nothing long runs alone at the end. */
const LONG = [
  'test/e2e/console.test.ts',
  'src/app/fsck.test.ts',
  'test/server/hostile.test.ts',
  'test/demo.test.ts',
  'test/e2e/reading.test.ts', // the console was built by the first of all then, and need not be twice
  'test/cli.test.ts',
  'test/e2e/trust.test.ts',
  'test/writes.test.ts',
  'test/server/nodes.test.ts',
  'src/platform/db/storage.test.ts',
  'src/features/readiness/kept-facts.test.ts',
];
const UNFOLLOWED = path.join(ROOT, 'test/kit/unfollowed.ts');
/** Packages that look for files of theirs beside themselves. */
const WITH_FILES = ['pdfjs-dist', 'vite', 'rolldown', '@vitejs/plugin-react'];
/** What is run as it is written: it loads files by their place, and compares them with what it imports. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['src/checks/checks.test.ts']);
const given = process.argv.slice(2);
const all = globSync('{src,test,web}/**/*.test.ts', { cwd: ROOT }).sort();
if (all.length === 0) throw new Error('no test was found');

/** The tests put together with what they test: finding and reading so many modules again for each file takes minutes. */
const together = (): Promise<string> =>
  putTogether({
    programs: Object.fromEntries(
      all.filter((file) => !AS_WRITTEN.has(file)).map((file) => [withoutEnd(file), path.join(ROOT, file)]),
    ),
    folder: path.join(ROOT, 'dist/tests'),
    external: [...Object.keys(packageFile.devDependencies), ...WITH_FILES].map((name) => new RegExp(`^${name}(/|$)`)),
  });
const withoutEnd = (file: string): string => file.slice(0, -'.ts'.length);

const folder = given.length > 0 ? null : await together();
const files =
  folder === null
    ? given
    : [...new Set([...LONG.filter((file) => all.includes(file)), ...all])].map((file) =>
        AS_WRITTEN.has(file) ? file : path.join(folder, `${withoutEnd(file)}.mjs`),
      );
process.once('exit', () => folder !== null && rmSync(folder, { recursive: true, force: true }));

// Each file is a process of its own, and most of them load the same code: what was read of it once is kept.
const NODE_COMPILE_CACHE = path.join(ROOT, 'node_modules/.cache/attestry');
const tests = run({
  files,
  // Files have databases and folders of their own, and much of their time is spent in waiting for others.
  concurrency: availableParallelism() + 2,
  // What tests leave behind is soon garbage: with room for it, it is looked through less often.
  execArgv: ['--max-semi-space-size=64', ...(given.length > 0 ? [] : ['--require', UNFOLLOWED])],
  env: { ...process.env, NODE_COMPILE_CACHE }, // oxlint-disable-line node/no-process-env -- what every program is given
});
process.exitCode = 1; // until all of it was seen to pass
tests.on('test:summary', ({ file, success }) => {
  if (file === undefined && success) process.exitCode = 0;
});
tests.compose(spec).pipe(process.stdout);
