import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { formatInstant } from '#/core/time/instant.ts';

const control: Mirror = {
  table: 'control',
  kinds: ['control-adopted', 'control-edited'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('control')
      .select(['position', 'id', 'effective_from', 'definition', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, id, effective_from: from, definition, person }) => ({
      position,
      says: { id, effectiveFrom: formatInstant(from), definition: definition as Json, person },
    }));
  },
  sealed: ({ id, effectiveFrom, definition, person }) => [{ id, effectiveFrom, definition, person }],
};

/** What the tables of this slice must say. */
export const controlsMirrors: readonly Mirror[] = [control];
