import { spawn } from 'node:child_process';
import path from 'node:path';
import { judgeAnew } from '#/features/readiness/index.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import type { Bench } from './kit/bench.ts';
import { atMost, type Measure, seconds } from './kit/measure.ts';
import { median } from './kit/timing.ts';
import { CHECKS, clusterOf, openWorld, organizationIn } from './world/world.ts';

const ATTESTRY = path.join(import.meta.dirname, '../bin/attestry');
const COMMANDS = [
  ['status'],
  ['check', 'list'],
  ['population', 'list'],
  ['population', 'list', 'change', '--limit', '20'],
] as const;

/** Reading commands on a data folder whose database is not running: from the shell to the answer. */
export const commands: Bench = {
  name: 'commands',
  title: 'Reading commands on an existing data folder, database start included',
  needs: 'world',
  run: async ({ folder, size, rounds }) => {
    const attestry = await openWorld(folder);
    await judgeAnew(attestry, await organizationIn(attestry), [...CHECKS], () => undefined);
    await attestry.close();
    const taken = new Map<string, number[]>(COMMANDS.map((words) => [words.join(' '), []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const words of COMMANDS) {
        await serverGone(clusterOf(folder));
        const start = performance.now();
        await answer(folder, words);
        if (round > 0) taken.get(words.join(' '))?.push((performance.now() - start) / 1000);
      }
    }
    await serverGone(clusterOf(folder));
    return [...taken].map(
      ([words, times]): Measure => ({
        what: `attestry ${words}`,
        figure: median(times),
        unit: 's',
        budget: atMost(0.8),
        detail: `${size.toLocaleString('en')} items in each of five populations; ${rounds} runs, ${seconds(Math.min(...times))} to ${seconds(Math.max(...times))}`,
      }),
    );
  },
};

function answer(folder: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(ATTESTRY, [...words, '--data', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    // 1 means that the command found something to report
    child.once('exit', (code) =>
      code === 0 || code === 1 ? resolve() : reject(new Error(`attestry ${words.join(' ')} ended with ${code}`)),
    );
  });
}
