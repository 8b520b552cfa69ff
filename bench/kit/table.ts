import { cpus, totalmem } from 'node:os';
import { type Budget, isMet, type Line, seconds } from './measure.ts';

/** Where and when something was measured. */
export interface Circumstances {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly rounds: number;
}

export const circumstances = (rounds: number): Circumstances => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`,
  rounds,
});

export function figure({ figure: value, unit }: Pick<Line, 'figure' | 'unit'>): string {
  if (unit === 's') return seconds(value);
  if (unit === 'MB') return `${value.toFixed(0)} MB`;
  return `${value >= 10 ? value.toFixed(1) : value.toPrecision(2)} ×`;
}

const budget = (wanted: Budget | null, unit: Line['unit']): string =>
  wanted === null ? '' : `${wanted.kind} ${wanted.value} ${unit}`;

const verdict = (line: Line): string => (line.budget === null ? '' : isMet(line) ? 'within' : 'MISSED');

export const asText = (line: Line): string =>
  [
    line.bench.padEnd(9),
    line.size.toLocaleString('en').padStart(9),
    figure(line).padStart(9),
    budget(line.budget, line.unit).padEnd(15),
    verdict(line).padEnd(6),
    `${line.what}: ${line.detail}`,
  ].join('  ');

/** The table of docs/performance.md, between its two marks. */
export function asMarkdown(lines: readonly Line[], { date, node, machine, rounds }: Circumstances): string {
  const rows = lines.map((line) =>
    [
      line.bench,
      line.size.toLocaleString('en'),
      line.what,
      figure(line),
      budget(line.budget, line.unit),
      verdict(line),
      line.detail,
    ].join(' | '),
  );
  return [
    `Measured ${date} on ${machine}, Node ${node}, ${rounds === 1 ? 'a single round each' : `medians of ${rounds} rounds`}.`,
    '',
    '| bench | items | what | figure | budget | | made of |',
    '|---|---:|---|---:|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
