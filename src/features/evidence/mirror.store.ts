import type { Mirror } from '#/features/ledger/index.ts';

const evidence: Mirror = {
  table: 'evidence',
  kinds: ['evidence-attached'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('evidence')
      .select(['position', 'id', 'control', 'purpose', 'artifact', 'occurred', 'period', 'item', 'person', 'note'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ id, control, purpose, artifact, occurred, period, item, person, note }) => [
    { id, control, purpose, artifact, occurred, period: period ?? null, item: item ?? null, person, note },
  ],
};

const erasure: Mirror = {
  table: 'erasure',
  kinds: ['erasure'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('erasure')
      .select(['position', 'subject_kind as kind', 'subject', 'successor', 'reason', 'basis', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ subject: kind, artifact, segment, successor, reason, basis, person }) => [
    { kind, subject: kind === 'artifact' ? artifact : JSON.stringify(segment), successor, reason, basis, person },
  ],
};

/** What the tables of this slice must say. */
export const evidenceMirrors: readonly Mirror[] = [evidence, erasure];
