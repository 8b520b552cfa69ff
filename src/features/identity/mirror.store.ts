import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const action: Mirror = {
  table: 'action',
  kinds: ['action'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('action')
      .select(['position', 'person', 'via', 'name', 'subject', 'outcome', 'request', 'address'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ v: _, ...row }) => [row],
};

/** What the tables of this slice must say. */
export const identityMirrors: readonly Mirror[] = [action];
