import { decodeOutcomes, ruleOutcome } from '#/checks/engine/outcomes.ts';
import { isPopulation, populationNamed } from '#/core/populations/index.ts';
import { rowsOfKey } from '#/core/segment/rows-of-key.ts';
import { tableOf } from '#/core/segment/table.ts';
import type { Outcome } from '#/core/verdict.ts';
import type { OpenedSegment } from '#/features/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { CheckRunRow } from './store.ts';

/** Of several states of one thing the first in this order is what was known of it. */
const WORST_FIRST: readonly Outcome[] = ['deviation', 'unknown', 'pending', 'pass', 'not-applicable'];

/**
 * What the last run of a check had said of an item when somebody excluded it, by the rule alone; null where it had
 * said nothing yet. A pass is known as well: only what came in after the run is not.
 */
export async function knownOf(
  blobs: BlobStore,
  run: CheckRunRow | undefined,
  segments: readonly OpenedSegment[],
  key: string,
): Promise<Outcome | null> {
  if (run === undefined || !isPopulation(run.population)) return null;
  const observed = populationNamed(run.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  const { codes } = decodeOutcomes(await blobs.get('outcomes', run.outcomes));
  const said = new Set<Outcome>();
  rowsOfKey(segments, key, (segment, row) => {
    const item = table.itemOf[segment]?.[row] ?? -1;
    if (item >= 0) said.add(ruleOutcome(codes[item] ?? 0));
  });
  return WORST_FIRST.find((outcome) => said.has(outcome)) ?? null;
}
