import type { Mirror } from '#/features/ledger/index.ts';
import { comparisonsIn } from '#/core/coverage/confirmed.ts';
import type { Json } from '#/ledger/canonical.ts';
import { formatInstant } from '#/core/time/instant.ts';

const artifact: Mirror = {
  table: 'artifact',
  kinds: ['artifact-received'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('artifact')
      .select(['position', 'id', 'sha256', 'bytes', 'media', 'name', 'source', 'grade', 'collected'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, collected, ...row }) => ({
      position,
      says: { ...row, collected: formatInstant(collected) },
    }));
  },
  sealed: ({ id, sha256, bytes, media, name, source, grade, collected }) => [
    { id, sha256, bytes, media, name, source, grade, collected },
  ],
};

const segment: Mirror = {
  table: 'segment',
  kinds: ['segment'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('segment')
      .select(['position', 'population', 'schema', 'rows', 'digest', 'bytes', 'source', 'run'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ population, schema, rows, digest, bytes, source, run }) => [
    { population, schema, rows, digest, bytes, source, run },
  ],
};

const coverage: Mirror = {
  table: 'coverage',
  kinds: ['coverage'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('coverage')
      .selectAll()
      .where('position', '>=', from)
      .orderBy('position')
      .orderBy('part')
      .execute();
    return rows.map((row) => ({
      position: row.position,
      says: {
        source: row.source,
        run: row.run,
        population: row.population,
        kind: row.kind,
        from: row.covered_from === null ? null : formatInstant(row.covered_from),
        to: row.covered_to === null ? null : formatInstant(row.covered_to),
        query: row.query as Json,
        sourceCount: row.source_count,
        ourCount: row.our_count,
        rejected: row.rejected,
        note: row.note,
      },
    }));
  },
  sealed: ({ source, run, parts }) =>
    (parts as readonly Readonly<Record<string, Json>>[]).map((part): Json => ({ source, run, ...part })),
};

const reconciliation: Mirror = {
  table: 'reconciliation',
  kinds: ['reconciliation'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('reconciliation')
      .select(['position', 'kind', 'definition', 'result'])
      .where('position', '>=', from)
      .orderBy('position')
      .orderBy('part')
      .execute();
    return rows.map(({ position, kind, definition, result }) => ({
      position,
      says: { kind, definition: definition as Json, result: result as Json },
    }));
  },
  sealed: (payload) => comparisonsIn(payload).map((each) => each as unknown as Json),
};

const merged: Mirror = {
  table: 'merged_segment',
  kinds: ['segments-merged'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('merged_segment')
      .select(['position', 'population', 'upto', 'rows', 'digest', 'bytes'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ population, upto, rows, digest, bytes }) => [{ population, upto, rows, digest, bytes }],
};

/** What the tables of this slice must say. */
export const populationsMirrors: readonly Mirror[] = [artifact, segment, coverage, reconciliation];

/** Which of its rows must be there says `mergedThere`. */
export const mergedMirror: Mirror = merged;
