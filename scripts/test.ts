/** All tests: `npm test`, or `npm test -- FILE …` for some of them. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const given = process.argv.slice(2);
const files = given.length > 0 ? given : globSync('{src,test}/**/*.test.ts').sort();
if (files.length === 0) {
  console.error('no test was found');
  process.exit(1);
}
// Files have databases and folders of their own, and most of their time is spent in waiting for PostgreSQL.
const atOnce = `--test-concurrency=${availableParallelism() + 1}`;
const { status } = spawnSync(process.execPath, ['--test', atOnce, ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
