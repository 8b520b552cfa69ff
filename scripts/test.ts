/** All tests: `npm test`, or `npm test -- FILE …` for some of them. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const given = process.argv.slice(2);
const files = given.length > 0 ? given : globSync('{src,test}/**/*.test.ts').sort();
if (files.length === 0) {
  console.error('no test was found');
  process.exit(1);
}
// Files have databases and folders of their own, and most of their time is spent in waiting for PostgreSQL.
const atOnce = `--test-concurrency=${availableParallelism() + 1}`;
// Each file is a process of its own, and most of them load the same code: it is kept as it was read and stripped of types.
const NODE_COMPILE_CACHE = path.join(import.meta.dirname, '../node_modules/.cache/attestry');
const { status } = spawnSync(process.execPath, ['--test', atOnce, ...files], {
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE }, // oxlint-disable-line node/no-process-env -- what every program is given
});
process.exit(status ?? 1);
