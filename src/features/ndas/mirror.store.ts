import { sql } from 'kysely';
import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';

const text: Mirror = {
  table: 'nda_text',
  kinds: ['nda-published'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('nda_text')
      .select(['position', 'version', 'title', 'body', 'material', 'person'])
      .select(sql<Json>`file`.as('file'))
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  // the first version of the entry knew of no files
  sealed: ({ version, title, body, material, person, file = null }) => [
    { version, title, body, material, person, file },
  ],
};

const nda: Mirror = {
  table: 'nda',
  kinds: ['nda-agreed'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('nda')
      .select(['position', 'id', 'how', 'version', 'artifact', 'sha256', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ id, how, version, artifact, sha256, person }) => [{ id, how, version, artifact, sha256, person }],
};

const end: Mirror = {
  table: 'nda_end',
  kinds: ['nda-ended'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('nda_end')
      .select(['position', 'nda', 'because', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  sealed: ({ nda, because, person }) => [{ nda, because, person }],
};

/** What the tables of this slice must say. */
export const ndasMirrors: readonly Mirror[] = [text, nda, end];
