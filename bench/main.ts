import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { BENCHES, benchNamed } from './benches.ts';
import type { Bench } from './kit/bench.ts';
import { forked } from './kit/fork.ts';
import { growthOf, isMet, type Line, type Measure } from './kit/measure.ts';
import { asMarkdown, asText, circumstances } from './kit/table.ts';
import { clusterOf } from './world/world.ts';

const HELP = `npm run bench -- [BENCH ...] [--sizes 10k,100k,1M] [--rounds N] [--json] [--write] [--keep FOLDER]

  BENCH     ${BENCHES.map(({ name, title }) => `${name.padEnd(9)} ${title}`).join('\n            ')}
            All of them when none is named.
  --sizes   How many items. Default: 10k,100k,1M
  --rounds  Rounds of which the median counts. Default: 5
  --json    One JSON document on standard output, and nothing else there.
  --write   Put the table into docs/performance.md.
  --keep    Keep the made-up companies in this folder, and use those that are there.

Each bench runs in a process of its own, on a PostgreSQL of its own in a temporary folder, beside its reference in the
same run. Ends with 1 when a budget is missed.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '10k,100k,1M' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const DOCUMENT = path.join(import.meta.dirname, '../docs/performance.md');
const MARKS = ['<!-- bench: begin -->', '<!-- bench: end -->'] as const;

const sizeOf = (text: string): number => {
  const [, digits, unit = ''] = /^(\d+)([kM]?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new RangeError(`"${text}" is not a size; a size reads 500, 10k or 1M`);
  return Number(digits) * ({ k: 1_000, M: 1_000_000 }[unit] ?? 1);
};

const say = (text: string): void => console.error(text);

/** Makes a company once, however many benches look at it. */
async function world(root: string, size: number): Promise<string> {
  const folder = path.join(root, `company-${size}`);
  if (existsSync(folder + READY)) return folder;
  rmSync(folder, { recursive: true, force: true });
  say(`making a company of ${size.toLocaleString('en')} …`);
  await forked(['make-world', folder, size]);
  await serverGone(clusterOf(folder));
  writeFileSync(folder + READY, '');
  return folder;
}

const READY = '.ready';

async function measured(bench: Bench, root: string, size: number): Promise<readonly Line[]> {
  const own = bench.needs === 'own';
  const folder = own ? path.join(root, `${bench.name}-${size}`) : await world(root, size);
  if (own) rmSync(folder, { recursive: true, force: true });
  try {
    const measures = (await forked([bench.name, folder, size, values.rounds])) as readonly Measure[];
    return measures.map((measure) => ({ bench: bench.name, size, ...measure }));
  } finally {
    await serverGone(clusterOf(folder));
    if (own) rmSync(folder, { recursive: true, force: true });
  }
}

async function run(root: string): Promise<readonly Line[]> {
  const benches = positionals.length === 0 ? BENCHES : positionals.map(benchNamed);
  const sizes = values.sizes.split(',').map(sizeOf);
  const lines: Line[] = [];
  for (const bench of benches) {
    for (const size of sizes) {
      if (bench.sizes?.(size) === false) continue;
      const found = await measured(bench, root, size);
      for (const line of found) say(asText(line));
      lines.push(...found);
    }
    const grown = growthOf(lines.filter((line) => line.bench === bench.name));
    for (const line of grown) say(asText(line));
    lines.push(...grown);
  }
  return lines;
}

function written(table: string): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = MARKS.map((mark) => text.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin)
    throw new Error(`${DOCUMENT} has no place for the table: ${MARKS.join(' … ')}`);
  writeFileSync(DOCUMENT, `${text.slice(0, begin + MARKS[0].length)}\n${table}\n${text.slice(end)}`);
}

async function main(): Promise<void> {
  const root = path.resolve(values.keep ?? mkdtempSync(path.join(tmpdir(), 'attestry-bench-')));
  mkdirSync(root, { recursive: true });
  try {
    const lines = await run(root);
    const where = circumstances(Number(values.rounds));
    if (values.json)
      console.log(JSON.stringify({ ...where, lines: lines.map((line) => ({ ...line, met: isMet(line) })) }, null, 2));
    if (values.write) written(asMarkdown(lines, where));
    const missed = lines.filter((line) => !isMet(line));
    say(
      missed.length === 0 ? 'Every budget is met.' : `${missed.length} of ${lines.length} figures miss their budget.`,
    );
    process.exitCode = missed.length === 0 ? 0 : 1;
  } finally {
    if (values.keep === undefined) rmSync(root, { recursive: true, force: true });
  }
}

if (values.help) console.log(HELP);
else await main();
