import { cedar } from './cedar.ts';
import { checks } from './checks.ts';
import { commands } from './commands.ts';
import { console } from './console.ts';
import { crash } from './crash.ts';
import { git } from './git.ts';
import { ingest } from './ingest.ts';
import type { Bench } from './kit/bench.ts';
import { ledger } from './ledger.ts';
import { marking } from './marking.ts';
import { memory } from './memory.ts';
import { packages } from './package.ts';
import { rerun } from './rerun.ts';
import { server } from './server.ts';
import { trust } from './trust.ts';

/**
 * All benches, in the order of the table. What reads the company as people do comes first: those that run its checks
 * anew take away what was sealed of earlier runs, and of such a folder the product believes nothing that was kept.
 */
export const BENCHES: readonly Bench[] = [
  commands,
  checks,
  cedar,
  rerun,
  memory,
  ingest,
  git,
  ledger,
  packages,
  server,
  console,
  trust,
  marking,
  crash,
];

export function benchNamed(name: string): Bench {
  const bench = BENCHES.find((each) => each.name === name);
  if (bench === undefined)
    throw new RangeError(`there is no bench "${name}"; there are ${BENCHES.map((each) => each.name).join(', ')}`);
  return bench;
}
