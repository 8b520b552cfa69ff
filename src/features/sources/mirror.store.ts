import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const source: Mirror = {
  table: 'source',
  kinds: ['source-added'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('source')
      .select(['position', 'id', 'collector', 'settings', 'reference'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ id, collector, settings, reference }) => [{ id, collector, settings, reference }],
};

/** What the tables of this slice must say. */
export const sourcesMirrors: readonly Mirror[] = [source];
