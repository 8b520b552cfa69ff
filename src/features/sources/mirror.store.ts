import type { KeyedMirror, Mirror } from '#/features/ledger/index.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { Json } from '#/ledger/canonical.ts';

const source: Mirror = {
  table: 'source',
  kinds: ['source-added'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('source')
      .select(['position', 'id', 'collector', 'settings', 'reference', 'follows', 'follows_by'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row as Json }));
  },
  // version 1 followed nothing
  sealed: ({ id, collector, settings, reference, person = null, follows = null }) => [
    { id, collector, settings, reference, follows, follows_by: follows === null ? null : person },
  ],
};

const sourceChange: Mirror = {
  table: 'source_change',
  kinds: ['source-disconnected', 'source-reconnected'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('source_change')
      .select(['position', 'source', 'what', 'person', 'reason'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...says }) => ({ position, says }));
  },
  sealed: ({ id, person, reason }, kind) => [{ source: id, what: kind.replace('source-', ''), person, reason }],
};

const sourceSettings: Mirror = {
  table: 'source_settings',
  kinds: ['source-changed'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('source_settings')
      .select(['position', 'source', 'settings', 'person', 'reason'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...says }) => ({ position, says: says as Json }));
  },
  sealed: ({ id, settings, person, reason }) => [{ source: id, settings, person, reason }],
};

/** How runs ended. One that still runs, or whose process was killed, is not sealed yet, or never. */
const run: KeyedMirror = {
  table: 'run',
  kind: 'run-finished',
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('run')
      .select(['id', 'source', 'state', 'started', 'finished', 'records', 'unreadable', 'rejected', 'error'])
      .where('state', 'not in', ['running', 'interrupted'])
      .orderBy('id')
      .execute();
    return rows.map(({ id, started, finished, ...row }) => ({
      key: id,
      says: { ...row, started: formatInstant(started), finished: finished === null ? null : formatInstant(finished) },
    }));
  },
  sealed: ({ run: id, source: from, state, started, finished, records, unreadable, rejected, error }) => ({
    key: typeof id === 'string' ? id : JSON.stringify(id),
    says: { source: from, state, started, finished, records, unreadable, rejected, error },
  }),
};

export const sourcesKeyedMirrors: readonly KeyedMirror[] = [run];

/** What the tables of this slice must say. */
export const sourcesMirrors: readonly Mirror[] = [source, sourceSettings, sourceChange];
