import type { Mirror } from '#/features/ledger/index.ts';

const letter: Mirror = {
  table: 'audit_letter',
  kinds: ['auditor-engaged'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('audit_letter')
      .select(['position', 'engagement', 'firm', 'licence', 'licence_lookup', 'signed', 'artifact', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, licence_lookup: licenceLookup, ...row }) => ({
      position,
      says: { ...row, licenceLookup },
    }));
  },
  sealed: ({ engagement, firm, licence, licenceLookup, signed, artifact, person }) => [
    { engagement, firm, licence, licenceLookup, signed, artifact, person },
  ],
};

/** What the tables of this slice must say. */
export const auditMirrors: readonly Mirror[] = [letter];
