import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const policy: Mirror = {
  table: 'policy',
  kinds: ['policy-drafted', 'policy-edited'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('policy')
      .select(['position', 'id', 'version', 'definition', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, definition, ...row }) => ({
      position,
      says: { ...row, definition: definition as Json },
    }));
  },
  sealed: ({ id, version, definition, person }) => [{ id, version, definition, person }],
};

const DECISIONS = { 'policy-approved': 'approved', 'policy-retired': 'retired' } as const;

const decision: Mirror = {
  table: 'policy_decision',
  kinds: Object.keys(DECISIONS),
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('policy_decision')
      .select(['position', 'id', 'version', 'decision', 'details', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, details, ...row }) => ({ position, says: { ...row, details: details as Json } }));
  },
  sealed: ({ id, version, details, person }, kind) => [
    { id, version, decision: DECISIONS[kind as keyof typeof DECISIONS], details, person },
  ],
};

/** What the tables of this slice must say. */
export const policiesMirrors: readonly Mirror[] = [policy, decision];
