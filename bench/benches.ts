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

/** All benches, in the order of the table. */
export const BENCHES: readonly Bench[] = [
  checks,
  cedar,
  rerun,
  memory,
  ingest,
  git,
  ledger,
  packages,
  commands,
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
