import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const document: Mirror = {
  table: 'document',
  kinds: ['document-added', 'document-changed', 'document-retired'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('document')
      .select(['position', 'id', 'definition', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ id, definition, person }) => [{ id, definition, person }],
};

/** What the tables of this slice must say. */
export const documentsMirrors: readonly Mirror[] = [document];
