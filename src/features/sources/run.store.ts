import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

export async function insertRun(
  tx: Tx,
  row: { readonly org: string; readonly id: string; readonly source: string; readonly started: Instant },
): Promise<void> {
  await tx
    .insertInto('run')
    .values({
      ...row,
      started: formatInstant(row.started),
      state: 'running',
      records: 0,
      unreadable: null,
      rejected: 0,
      finished: null,
      error: null,
      cause: null,
    })
    .execute();
}

/** Runs that a process left behind when it was killed. */
export async function endAbandonedRuns(tx: Tx, source: string, now: Instant): Promise<void> {
  await tx
    .updateTable('run')
    .set({ state: 'interrupted', finished: formatInstant(now), error: 'the process that read it ended' })
    .where('source', '=', source)
    .where('state', '=', 'running')
    .execute();
}

export interface RunEnd {
  readonly state: 'finished' | 'failed' | 'cancelled';
  readonly finished: Instant;
  readonly records: number;
  readonly unreadable: number;
  readonly rejected: number;
  readonly error: string | null;
  /** The code of the error; null where it has none. */
  readonly cause: string | null;
}

export async function updateRun(tx: Tx, id: string, { finished, ...end }: RunEnd): Promise<void> {
  await tx
    .updateTable('run')
    .set({ ...end, finished: formatInstant(finished) })
    .where('id', '=', id)
    .execute();
}

export interface RunsWanted {
  readonly source: string;
  /** Null: any of them. */
  readonly run: string | null;
  /** The last one of the page before. */
  readonly after: { readonly started: Instant; readonly id: string } | null;
  /** Those that began by then. */
  readonly until: Instant;
  readonly limit: number;
}

/** How a reading stands. */
export interface RunRow {
  readonly state: string;
  readonly started: Instant;
  readonly finished: Instant | null;
  readonly records: number;
  /** Null: not known. */
  readonly unreadable: number | null;
  readonly error: string | null;
}

/** Readings of a source, the latest first. */
export function runRows(tx: Tx, { source, run, after, until, limit }: RunsWanted) {
  let query = tx
    .selectFrom('run')
    .select(['id', 'state', 'started', 'finished', 'records', 'unreadable', 'rejected', 'error'])
    .where('source', '=', source)
    .where('started', '<=', sql<Instant>`${formatInstant(until)}::timestamptz`);
  if (run !== null) query = query.where('id', '=', run);
  if (after !== null)
    query = query.where(
      sql<boolean>`(started, id) < (${formatInstant(after.started)}::timestamptz, ${after.id}::uuid)`,
    );
  return query.orderBy('started', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export interface LogLine {
  readonly line: number;
  readonly at: Instant;
  readonly level: string;
  readonly message: string;
}

export async function insertLog(tx: Tx, org: string, run: string, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .insertInto('run_log')
    .values(lines.map(({ at, ...line }) => ({ org, run, logged: formatInstant(at), ...line })))
    .execute();
}

/** Nothing of it stands in the way of the next reading any more. */
export async function forgetCauses(tx: Tx, source: string): Promise<void> {
  await tx
    .updateTable('run')
    .set({ cause: null })
    .where('source', '=', source)
    .where('cause', 'is not', null)
    .execute();
}

/** What a reading had said by then. */
export const logRows = (tx: Tx, run: string, until: Instant) =>
  tx
    .selectFrom('run_log')
    .select(['logged as at', 'level', 'message'])
    .where('run', '=', run)
    .where('logged', '<=', sql<Instant>`${formatInstant(until)}::timestamptz`)
    .orderBy('line')
    .limit(1_000)
    .execute();
