import { boundedFor } from '#/checks/bounded.ts';
import type { Check } from '#/checks/check.ts';
import type { RunInput } from '#/checks/engine/input.ts';
import type { Accounted } from '#/core/coverage/coverage.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { judgedCoverageOf } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';

/** What was read before a position, of populations in which these checks look for something in a time. */
export async function readingsBefore(
  tx: Tx,
  checks: readonly Pick<Check, 'companions'>[],
  position: number,
): Promise<RunInput['readings']> {
  const readings = new Map<PopulationName, readonly Accounted[]>();
  for (const population of boundedFor(checks))
    readings.set(population, await judgedCoverageOf(tx, population, position));
  return (population) => readings.get(population) ?? [];
}
