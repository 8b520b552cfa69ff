import type { Check } from '#/checks/check.ts';
import { untold } from '#/core/coverage/coverage.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { toldOf } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { shownRun } from './shown.ts';
import type { CheckRunRow } from './store.ts';

interface Looked {
  readonly check: Pick<Check, 'population'>;
  /** Its last run, if there was one. */
  readonly run: CheckRunRow | undefined;
}

/**
 * By population, that no source tells of it, in words: a run of it judged nothing. Where a run saw items, some source
 * told of them; else it is looked whether any was ever read.
 */
export async function untoldAmong(
  tx: Tx,
  looked: readonly Looked[],
  position: number,
): Promise<ReadonlyMap<PopulationName, string>> {
  const unseen = looked.filter(({ run }) => (shownRun(run)?.population ?? 0) === 0);
  const populations = [...new Set(unseen.map(({ check }) => check.population))];
  const told = await toldOf(tx, populations, position);
  return new Map(populations.filter((each) => !told.has(each)).map((each) => [each, untold(each)]));
}
