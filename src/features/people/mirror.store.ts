import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

interface Declared {
  readonly handle: string;
  readonly is: string | null;
}

const alias: Mirror = {
  table: 'alias',
  kinds: ['aliases-declared'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('alias')
      .select(['position', 'handle', 'actor', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .orderBy('handle')
      .execute();
    return rows.map(({ position, handle, actor, person }) => ({ position, says: { handle, is: actor, person } }));
  },
  sealed: ({ aliases, person }) =>
    (aliases as unknown as readonly Declared[])
      .toSorted((a, b) => (a.handle < b.handle ? -1 : 1))
      .map(({ handle, is }): Json => ({ handle, is, person })),
};

/** What the tables of this slice must say. */
export const peopleMirrors: readonly Mirror[] = [alias];
