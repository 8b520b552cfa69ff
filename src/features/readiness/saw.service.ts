import { type CheckRunRow, lastAliases } from '#/features/checks/index.ts';
import { type HeldByPopulation, heldSegmentsAt } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';

/** What runs of checks saw, and what is there by now. */
export interface Saw {
  /** The last alias that the log had at the position of a run; -1 where it had none. */
  readonly alias: (position: number) => number;
  /** What it held then. */
  readonly held: (position: number) => HeldByPopulation;
  readonly heldNow: HeldByPopulation;
}

const NOW = Number.MAX_SAFE_INTEGER;
const NOTHING: HeldByPopulation = new Map();

/** Read when somebody asks, and once for everybody who does. */
export function readSaw(tx: Tx, runs: ReadonlyMap<string, CheckRunRow>): () => Promise<Saw> {
  let saw: Promise<Saw> | undefined;
  return () => (saw ??= sawBy(tx, runs));
}

async function sawBy(tx: Tx, runs: ReadonlyMap<string, CheckRunRow>): Promise<Saw> {
  const positions = [...runs.values()].map(({ asOfPosition }) => asOfPosition);
  const aliases = await lastAliases(tx, positions);
  const held = await heldSegmentsAt(tx, [...positions, NOW]);
  const heldAt = (position: number): HeldByPopulation => held.get(position) ?? NOTHING;
  return { alias: (position) => aliases.get(position) ?? -1, held: heldAt, heldNow: heldAt(NOW) };
}
