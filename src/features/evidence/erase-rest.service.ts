import { FindingsDigest, findingsOfRun, runsNaming } from '#/features/checks/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { destroyFindings, erasedFiles, forgetErasedFile, isStillSealed, lockLog } from './erase.store.ts';
import type { EvidenceDeps } from './service.ts';

/**
 * Destroys the files of which an erasure was sealed. What was received again meanwhile, with the same bytes, is not
 * erased and stays; the log is locked, so that nobody receives it between the look and the end of the file. A process
 * that is killed in the middle leaves the rest to the next erasure, and fsck names it.
 */
export async function finishErasures({ db, blobs }: Pick<EvidenceDeps, 'db' | 'blobs'>, org: string): Promise<void> {
  const files = await db.transaction(org, erasedFiles);
  if (files.length === 0) return;
  await db.transaction(org, async (tx) => {
    await lockLog(tx);
    for (const { area, address } of files) {
      if (!(await isStillSealed(tx, area, address))) await blobs(org).remove(area, address);
      await forgetErasedFile(tx, area, address);
    }
  });
}

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
