import type { Instant } from '#/core/time/instant.ts';
import type { Database } from '#/platform/db/database.ts';
import type { Exports } from '#/platform/exports.ts';
import { lastErased } from './store.ts';

/**
 * Removes packages that were written before an instant, or before the last erasure: who erases removes them at once, and
 * where that process was killed in between, this does.
 */
export async function forgetPackages(
  { db, exports }: { readonly db: Database; readonly exports: Exports },
  org: string,
  before: Instant,
): Promise<void> {
  const erased = await db.transaction(org, lastErased);
  await exports.forget(org, Math.max(before, erased ?? 0));
}
