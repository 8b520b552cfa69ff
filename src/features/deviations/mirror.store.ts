import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Mirror } from '#/features/ledger/index.ts';
import { explanationRows } from './store.ts';

const written = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

const explanation: Mirror = {
  table: 'deviation_explanation',
  kinds: ['deviation-explained'],
  rows: async (tx, from) =>
    (await explanationRows(tx, from)).map(({ position, checkId, occurredFrom, occurredTo, ...row }) => ({
      position,
      says: { ...row, check: checkId, occurredFrom: written(occurredFrom), occurredTo: written(occurredTo) },
    })),
  // which of them is the first is said where several were spoken of at once
  sealed: ({ check, item, run, occurredFrom, occurredTo, happened, cause, follows, person, with: saidWith = null }) => [
    { check, item, run, occurredFrom, occurredTo, happened, cause, follows, person, saidWith },
  ],
};

/** What the tables of this slice must say. */
export const deviationsMirrors: readonly Mirror[] = [explanation];
