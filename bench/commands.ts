import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { judgeAnew } from '#/features/readiness/index.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import type { Bench } from './kit/bench.ts';
import { atMost, type Measure, seconds } from './kit/measure.ts';
import { alternating, several, type Timings } from './kit/timing.ts';
import { CHECKS, clusterOf, openWorld, organizationIn } from './world/world.ts';

const ATTESTRY = path.join(import.meta.dirname, '../bin/attestry');
const PLAIN = path.join(import.meta.dirname, 'world/plain-command.ts');
/** Both begin with what was read and stripped of its types once. */
const CACHE = path.join(import.meta.dirname, '../node_modules/.cache/attestry');
const SMALLEST = 10_000;
type Words = readonly string[];

/** What is asked of any company. */
const ASKED: readonly Words[] = [
  ['status'],
  ['check', 'list'],
  ['control', 'list'],
  ['source', 'list'],
  ['ledger', 'status'],
  ['population', 'list'],
  ['apart', 'open-before-window'],
  ['apart', 'due-after-window'],
  ['apart', 'late-arrivals'],
];
const IN_THE_WORLD: readonly Words[] = [...ASKED, ['population', 'list', 'change', '--limit', '20']];
/** Every control is adopted there, every kind of record came in, and its window is over: much has to be said of it. */
const IN_THE_DEMO: readonly Words[] = [
  ...ASKED,
  ['explain', 'CC6.1'],
  ['explain', 'change-peer-review'],
  ['population', 'list', 'alert', '--limit', '20'],
];

interface Company {
  readonly name: string;
  readonly folder: string;
  readonly asked: readonly Words[];
}

/** Reading commands on a data folder whose database is not running: from the shell to the answer. */
export const commands: Bench = {
  name: 'commands',
  title: 'Reading commands on an existing data folder, database start included',
  needs: 'world',
  run: async ({ folder, size, rounds }) => {
    const attestry = await openWorld(folder);
    await judgeAnew(attestry, await organizationIn(attestry), [...CHECKS], () => undefined);
    await attestry.close();
    const name = `${size.toLocaleString('en')} items in each of five populations`;
    const world = { name, folder, asked: IN_THE_WORLD };
    const measures = await measured(world, rounds, (words) => words);
    if (size > SMALLEST) return measures; // the demo company is as large beside each
    return [...measures, ...(await measured(await demoIn(folder), rounds, (words) => `${words} of the demo company`))];
  },
};

/** The demo company, made once beside the world. */
async function demoIn(world: string): Promise<Company> {
  const folder = path.join(world, 'demo-company');
  if (!existsSync(folder)) await answer(folder, ['demo']);
  return { name: 'fourteen months of 68 people, whose window is over', folder, asked: IN_THE_DEMO };
}

async function measured(
  { name, folder, asked }: Company,
  rounds: number,
  called: (words: string) => string,
): Promise<readonly Measure[]> {
  const ready = () => serverGone(clusterOf(folder));
  const times = several(rounds);
  const taken: Timings<string> = await alternating(times, {
    [PLAIN]: { ready, turn: () => ended(process.execPath, [PLAIN, clusterOf(folder)]) },
    ...Object.fromEntries(asked.map((words) => [words.join(' '), { ready, turn: () => answer(folder, words) }])),
  });
  await ready();
  const plain = taken[PLAIN] ?? Number.NaN;
  return asked.map((words): Measure => {
    const ours = taken[words.join(' ')] ?? Number.NaN;
    return {
      what: called(`attestry ${words.join(' ')}`),
      figure: ours / plain,
      unit: '×',
      budget: atMost(4),
      detail: `${name}: ours ${seconds(ours)}, the database alone ${seconds(plain)}; ${times} turns`,
    };
  });
}

const answer = (folder: string, words: Words): Promise<void> => ended(ATTESTRY, [...words, '--data', folder]);

function ended(program: string, words: Words): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: CACHE };
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'], env });
    child.once('error', reject);
    // 1 means that the command found something to report
    child.once('exit', (code) =>
      code === 0 || code === 1 ? resolve() : reject(new Error(`${program} ${words.join(' ')} ended with ${code}`)),
    );
  });
}
