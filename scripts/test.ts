/** All tests: `npm test`, or `npm test -- FILE …` for some of them. */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** What takes longest begins first, so that nothing long runs alone at the end. */
const LONG = [
  'test/e2e/console.test.ts',
  'src/app/fsck.test.ts',
  'test/server/hostile.test.ts',
  'test/e2e/reading.test.ts',
  'test/demo.test.ts',
  'test/cli.test.ts',
  'test/e2e/trust.test.ts',
  'test/writes.test.ts',
  'test/server/nodes.test.ts',
  'src/platform/db/storage.test.ts',
  'src/features/readiness/kept-facts.test.ts',
];
const given = process.argv.slice(2);
const all = globSync('{src,test}/**/*.test.ts').sort();
const files = given.length > 0 ? given : [...new Set([...LONG.filter((file) => all.includes(file)), ...all])];
if (files.length === 0) throw new Error('no test was found');

// Each file is a process of its own, and most of them load the same code: it is kept as it was read and stripped of types.
const NODE_COMPILE_CACHE = path.join(import.meta.dirname, '../node_modules/.cache/attestry');
const tests = run({
  files,
  // Files have databases and folders of their own, and some of their time is spent in waiting for others.
  concurrency: availableParallelism() + 1,
  // What tests leave behind is soon garbage: with room for it, it is looked through less often.
  execArgv: ['--max-semi-space-size=64'],
  env: { ...process.env, NODE_COMPILE_CACHE }, // oxlint-disable-line node/no-process-env -- what every program is given
});
process.exitCode = 1; // until all of it was seen to pass
tests.on('test:summary', ({ file, success }) => {
  if (file === undefined && success) process.exitCode = 0;
});
tests.compose(spec).pipe(process.stdout);
