import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const setting: Mirror = {
  table: 'setting',
  kinds: ['setting-changed'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('setting')
      .select(['position', 'key', 'value', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ key, value, person }) => [{ key, value, person }],
};

const calendar: Mirror = {
  table: 'calendar',
  kinds: ['calendar-set'],
  rows: async (tx) => {
    const rows = await tx.selectFrom('calendar').select(['position', 'spec', 'person']).orderBy('position').execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ spec, person }) => [{ spec, person }],
};

/** What the tables of this slice must say. */
export const organizationMirrors: readonly Mirror[] = [setting, calendar];
