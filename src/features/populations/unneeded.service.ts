import { DomainError } from '#/core/errors.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Database } from '#/platform/db/database.ts';
import { forgetUnneededFile, isStillSealed, lockLog, unneededFiles } from './unneeded.store.ts';

interface Deps {
  readonly db: Database;
  readonly blobs: (org: string) => BlobStore;
}

/**
 * Destroys the files of which an erasure was sealed, and those that a merged segment took the place of. What was
 * received again meanwhile, with the same bytes, is not erased and stays; the log is locked, so that nobody receives it
 * between the look and the end of the file. A process that is killed in the middle leaves the rest to the next erasure
 * or merge, and fsck names it.
 */
export async function destroyUnneeded({ db, blobs }: Deps, org: string): Promise<void> {
  const files = await db.transaction(org, unneededFiles);
  if (files.length === 0) return;
  await db.transaction(org, async (tx) => {
    await lockLog(tx);
    for (const { area, address } of files) {
      if (!(await isStillSealed(tx, area, address))) await blobs(org).remove(area, address);
      await forgetUnneededFile(tx, area, address);
    }
  });
}

/** The lock under which files are written away: what a merge took the place of is not taken away meanwhile. */
export const BACKUP = 'backup';

/** The same after a merge: a backup that is being written may hold the file, which then goes with the next one. */
export async function destroyReplaced(deps: Deps, org: string): Promise<void> {
  await deps.db
    .alone(BACKUP, () => destroyUnneeded(deps, org))
    .catch((error: unknown) => {
      if (!(error instanceof DomainError && error.code === 'busy')) throw error;
    });
}
