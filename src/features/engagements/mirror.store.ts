import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const engagement: Mirror = {
  table: 'engagement',
  kinds: ['engagement-opened', 'engagement-changed'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('engagement')
      .select(['position', 'id', 'definition', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, id, definition, person }) => ({
      position,
      says: { id, engagement: definition as Json, person },
    }));
  },
  sealed: ({ id, engagement: sealed, person }) => [{ id, engagement: sealed, person }],
};

/** What the tables of this slice must say. */
export const engagementsMirrors: readonly Mirror[] = [engagement];
