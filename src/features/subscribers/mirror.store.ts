import type { Mirror } from '#/features/ledger/index.ts';

const objection: Mirror = {
  table: 'objection',
  kinds: ['subprocessor-objected'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('objection')
      .select(['position', 'id', 'news', 'subprocessor', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ id, news, subprocessor, person }) => [{ id, news, subprocessor, person }],
};

/** What the tables of this slice must say. */
export const subscribersMirrors: readonly Mirror[] = [objection];
