import type { Fact } from '#/core/populations/index.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';

/** A pull request of one person that another approved before it was merged, and what is different about it. */
export const approvedChange = (
  number: number,
  { merged, approved }: { readonly merged: Instant; readonly approved: Instant },
  fact: Partial<Fact<'change'>> = {},
): Fact<'change'> => ({
  repository: 'acme/app',
  revision: `merge-${number}`,
  headRevision: `head-${number}`,
  form: 'pull-request',
  mergedAt: formatInstant(merged),
  author: 'employee:1',
  mergedBy: 'employee:2',
  emergency: false,
  coauthors: [],
  approvals: [
    { by: 'employee:2', state: 'approved', at: formatInstant(approved), revision: `head-${number}`, grade: 'platform' },
  ],
  ...fact,
});
