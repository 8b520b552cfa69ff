/** Everything that can be said of a change without a database: `npm run check`. Stops at the first thing that fails. */
import { spawnSync } from 'node:child_process';

const UNIT = ['src/{core,ledger,library,checks,contract}/**/*.test.ts', 'test/{architecture,sizes}.test.ts'];

const STEPS: readonly (readonly [what: string, command: readonly string[]])[] = [
  ['format', ['biome', 'ci', '.']],
  ['types', ['tsc', '--noEmit']],
  ['types of the console', ['tsc', '--noEmit', '-p', 'web']],
  ['lint', ['oxlint', '--deny-warnings']],
  ['dead code', ['knip']],
  ['architecture, sizes and unit tests', ['node', '--test', '--test-isolation=none', '--test-reporter=dot', ...UNIT]],
];

for (const [what, [command = '', ...args]] of STEPS) {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  if (status === 0) {
    console.log(`✔ ${what} (${seconds} s)`);
    continue;
  }
  console.log(stdout);
  console.error(stderr);
  console.error(`✖ ${what}: "${[command, ...args].join(' ')}" failed after ${seconds} s`);
  process.exit(status ?? 1);
}
