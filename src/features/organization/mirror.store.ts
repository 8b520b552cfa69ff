import type { KeyedMirror, Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const setting: Mirror = {
  table: 'setting',
  kinds: ['setting-changed'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('setting')
      .select(['position', 'key', 'value', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ key, value, person }) => [{ key, value, person }],
};

const calendar: Mirror = {
  table: 'calendar',
  kinds: ['calendar-set'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('calendar')
      .select(['position', 'spec', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ spec, person }) => [{ spec, person }],
};

const organization: KeyedMirror = {
  table: 'organization',
  kind: 'organization-created',
  rows: async (tx) => {
    const rows = await tx.selectFrom('organization').select(['slug', 'name', 'zone', 'demo']).execute();
    return rows.map((row) => ({ key: '', says: row }));
  },
  sealed: ({ slug, name, zone, demo }) => ({ key: '', says: { slug, name, zone, demo } }),
};

/** What the tables of this slice must say. */
export const organizationMirrors: readonly Mirror[] = [setting, calendar];
export const organizationKeyedMirrors: readonly KeyedMirror[] = [organization];
