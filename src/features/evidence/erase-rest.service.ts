import { CHECKS } from '#/checks/index.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { FindingsDigest, findingsOfRun, runsNaming } from '#/features/checks/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { destroyFindings } from './erase.store.ts';

/**
 * Destroys what runs said of an item, and says what is left of each: fsck compares it from now on. What is said of an item
 * of another population stays, though it have the same key: no later run would say it again.
 */
export async function findingsLeft(
  tx: Tx,
  { population, key }: { readonly population: PopulationName; readonly key: string },
): Promise<Json> {
  const checks = CHECKS.filter((check) => check.population === population).map(({ id }) => id);
  const runs = (await runsNaming(tx, key)).filter(({ check }) => checks.includes(check));
  await destroyFindings(tx, key, checks);
  const left: Json[] = [];
  for (const { check, number } of runs) {
    const digest = new FindingsDigest();
    for (const row of await findingsOfRun(tx, check, number)) digest.add(row);
    left.push({ check, number, ...digest.sealed() });
  }
  return left;
}
