import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const publication: Mirror = {
  table: 'trust_publication',
  kinds: ['trust-published', 'trust-withdrawn'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('trust_publication')
      .select(['position', 'state', 'says', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, says, ...row }) => ({ position, says: { ...row, says: says as Json } }));
  },
  sealed: ({ content, reason, person }, kind) => [
    kind === 'trust-published'
      ? { state: 'published', says: content, person }
      : { state: 'withdrawn', says: { reason }, person },
  ],
};

/** What the tables of this slice must say. */
export const trustMirrors: readonly Mirror[] = [publication];
