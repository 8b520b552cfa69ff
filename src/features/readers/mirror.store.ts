import type { Mirror } from '#/features/ledger/index.ts';

const forgotten: Mirror = {
  table: 'reader_forgotten',
  kinds: ['reader-forgotten'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('reader_forgotten')
      .select(['position', 'reader', 'reason', 'basis', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ reader, reason, basis, person }) => [{ reader, reason, basis, person }],
};

/** What the tables of this slice must say. */
export const readersMirrors: readonly Mirror[] = [forgotten];
