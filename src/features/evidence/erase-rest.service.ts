import { FindingsDigest, findingsOfRun, runsNaming } from '#/features/checks/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { destroyFindings } from './erase.store.ts';

/** Destroys what runs said of an item, and says what is left of each: fsck compares it from now on. */
export async function findingsLeft(tx: Tx, item: string): Promise<Json> {
  const runs = await runsNaming(tx, item);
  await destroyFindings(tx, item);
  const left: Json[] = [];
  for (const { check, number } of runs) {
    const digest = new FindingsDigest();
    for (const row of await findingsOfRun(tx, check, number)) digest.add(row);
    left.push({ check, number, ...digest.sealed() });
  }
  return left;
}
