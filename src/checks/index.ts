import type { Check } from './check.ts';
import approvedByAnother from './changes/approved-by-another.ts';
import leaverAccessRemoved from './people/leaver-access-removed.ts';

/** Every check there is, in the order in which they are listed. */
export const CHECKS: readonly Check[] = [approvedByAnother, leaverAccessRemoved];

const byId = new Map(CHECKS.map((check) => [check.id, check]));

export const checkWithId = (id: string): Check | undefined => byId.get(id);
