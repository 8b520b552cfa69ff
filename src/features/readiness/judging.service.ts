import { CHECKS } from '#/checks/index.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { type RunReport, runChecks } from '#/features/checks/index.ts';
import { openedEngagements } from '#/features/engagements/index.ts';
import { APART_LISTS } from './apart.contract.ts';
import { apartOf } from './apart.service.ts';
import type { Ground } from './facts.service.ts';
import { forgetDerived } from './derived.store.ts';
import { itemsOf } from './items.service.ts';
import { markMirrors } from './mirrors.service.ts';
import { movieOf } from './movie.service.ts';
import { programmeOf } from './programme.service.ts';
import { type ReadinessDeps, standing, type Standing } from './standing.service.ts';

/** How many of what was worked out of one thing stay, for readings as of a past day. */
const KEPT = 4;

/**
 * Runs checks, all that apply or those that are named, and works out what readings will ask for: no reading waits for
 * whole populations to be judged.
 */
export async function judgeAnew(
  deps: ReadinessDeps,
  org: string,
  only: readonly string[] | null,
  progress: (population: PopulationName, reports: readonly RunReport[]) => void,
): Promise<readonly RunReport[]> {
  const reports = await runChecks(deps, org, only, progress);
  await workOutLists(deps, org);
  return reports;
}

/** Works out, for every engagement, what its readings show and what stands apart from its window, as far as that was not done. */
export async function workOutLists(deps: ReadinessDeps, org: string): Promise<void> {
  await markMirrors(deps, org, { patient: true });
  const opened = await deps.db.transaction(org, (tx) => openedEngagements(tx, Number.MAX_SAFE_INTEGER));
  for (const { id } of opened)
    await standing(deps, org, { engagement: id }, async (stood, ground) => {
      await workOutAll(deps, stood, ground);
      await forgetDerived(ground.tx, { kept: KEPT, erased: ground.erased });
    });
}

/** Asks for everything that readings keep. */
export async function workOutAll(
  { ledger }: Pick<ReadinessDeps, 'ledger'>,
  stood: Standing,
  ground: Ground,
): Promise<void> {
  const { facts, ranked } = stood;
  const asking = { ground, facts, ledger, patient: true };
  for (const list of APART_LISTS) await apartOf(asking, { list, after: null, limit: 1 });
  await itemsOf(ground, facts, { checks: CHECKS, limit: 0 });
  await movieOf(stood, ground);
  await programmeOf(ground, facts, ranked);
}
