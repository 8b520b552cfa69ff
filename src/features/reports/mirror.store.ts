import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const facts: Mirror = {
  table: 'report_facts',
  kinds: ['report-recorded'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('report_facts')
      .select(['position', 'document', 'version', 'original', 'facts', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, facts: said, ...row }) => ({ position, says: { ...row, facts: said as Json } }));
  },
  sealed: ({ document, version, original, facts: said, person }) => [
    { document, version, original, facts: said, person },
  ],
};

const DECISIONS = { 'report-confirmed': 'confirmed', 'report-withdrawn': 'withdrawn' } as const;

const decision: Mirror = {
  table: 'report_decision',
  kinds: Object.keys(DECISIONS),
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('report_decision')
      .select(['position', 'document', 'version', 'decision', 'reason', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ document, version, reason, person }, kind) => [
    { document, version, decision: DECISIONS[kind as keyof typeof DECISIONS], reason, person },
  ],
};

const seal: Mirror = {
  table: 'report_seal',
  kinds: ['report-sealed'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('report_seal')
      .select(['position', 'engagement', 'sha256', 'firm', 'person', 'address'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ engagement, sha256, firm, person, address = null }) => [{ engagement, sha256, firm, person, address }],
};

const brief: Mirror = {
  table: 'report_brief',
  kinds: ['report-brief-written'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('report_brief')
      .select(['position', 'document', 'exceptions', 'lines', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, lines, ...row }) => ({ position, says: { ...row, lines: lines as Json } }));
  },
  sealed: ({ document, exceptions, lines, person }) => [{ document, exceptions, lines, person }],
};

/** What the tables of this slice must say. */
export const reportsMirrors: readonly Mirror[] = [facts, decision, seal, brief];
