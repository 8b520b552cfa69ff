import type { Mirror } from '#/features/ledger/index.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { sealedRun } from './sealed-run.ts';
import { everyRun } from './store.ts';

const exclusion: Mirror = {
  table: 'exclusion',
  kinds: ['exclusion'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('exclusion')
      .select(['position', 'check_id as check', 'item', 'reason', 'expires', 'known_outcome as knownOutcome', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, expires, ...row }) => ({
      position,
      says: { ...row, expires: expires === null ? null : formatInstant(expires) },
    }));
  },
  sealed: ({ check, item, reason, expires, knownOutcome, person }) => [
    { check, item, reason, expires, knownOutcome, person },
  ],
};

const exclusionEnd: Mirror = {
  table: 'exclusion_end',
  kinds: ['exclusion-ended'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('exclusion_end')
      .select(['position', 'exclusion', 'reason', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ exclusion: ended, reason, person }) => [{ exclusion: ended, reason, person }],
};

const checkSwitch: Mirror = {
  table: 'check_switch',
  kinds: ['check-enabled', 'check-disabled'],
  rows: async (tx, from) => {
    const rows = await tx
      .selectFrom('check_switch')
      .select(['position', 'check_id as check', 'enabled', 'reason', 'person'])
      .where('position', '>=', from)
      .orderBy('position')
      .execute();
    return rows.map(({ position, enabled, ...row }) => ({
      position,
      says: { ...row, kind: enabled ? 'check-enabled' : 'check-disabled' },
    }));
  },
  sealed: ({ check, reason, person }, kind) => [{ check, reason, person, kind }],
};

const checkRun: Mirror = {
  table: 'check_run',
  kinds: ['check-run'],
  rows: async (tx, from) =>
    (await everyRun(tx, from)).map(({ position, received: _, ...run }) => ({ position, says: sealedRun(run) })),
  sealed: (payload) => [payload],
};

/** What the tables of this slice must say. */
export const checksMirrors: readonly Mirror[] = [exclusion, exclusionEnd, checkSwitch, checkRun];
