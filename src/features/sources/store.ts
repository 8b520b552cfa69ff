import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface SourceRow {
  readonly id: string;
  readonly collector: string;
  readonly settings: unknown;
  readonly reference: boolean;
  /** The source that it takes up from, and who said so; both null for none. */
  readonly follows: string | null;
  readonly follows_by: string | null;
  /** Since when it is not read any more; null: it is. */
  readonly disconnected: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
}

const SOURCE = ['id', 'collector', 'reference', 'follows', 'follows_by'] as const;

/** Sources that were connected before a position, each with what was last done of it by then. */
const sourcesBefore = (tx: Tx, before: number) =>
  tx
    .selectFrom('source')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('source_change')
          .select(['what', 'person', 'reason', 'position as since'])
          .whereRef('source_change.source', '=', 'source.id')
          .where('source_change.position', '<', before)
          .orderBy('source_change.position', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('source_settings')
          .select('settings as changed')
          .whereRef('source_settings.source', '=', 'source.id')
          .where('source_settings.position', '<', before)
          .orderBy('source_settings.position', 'desc')
          .limit(1)
          .as('corrected'),
      (join) => join.onTrue(),
    )
    .select(SOURCE)
    .select(({ fn }) => fn.coalesce('corrected.changed', 'source.settings').as('settings'))
    .select(['last.what', 'last.person', 'last.reason', receivedAt('last.since').as('at')])
    .where('source.position', '<', before);

type Changed = Omit<SourceRow, 'disconnected'> & {
  readonly what: string | null;
  readonly person: string | null;
  readonly reason: string | null;
  readonly at: Instant;
};

const asRow = <R extends Changed>({ what, person, reason, at, ...row }: R) => ({
  ...row,
  disconnected: what === 'disconnected' ? { at, by: person ?? '', reason: reason ?? '' } : null,
});

/** Who connected it, as the audit log has it; null of what no person did, as in the demo. */
const CONNECTED_BY = sql<string | null>`(
  select a.person from action a where a.name = 'sources.add' and a.outcome = 'done' and a.subject->>'id' = source.id
   order by a.position limit 1)`;

/** The sources that were connected before a position of the log. */
export const sourceRows = async (
  tx: Tx,
  before: number,
): Promise<readonly (SourceRow & { readonly received: Instant; readonly connected_by: string | null })[]> => {
  const rows = await sourcesBefore(tx, before)
    .select(receivedAt('source.position').as('received'))
    .select(CONNECTED_BY.as('connected_by'))
    .orderBy('created')
    .orderBy('id')
    .execute();
  return rows.map(asRow);
};

export async function sourceRow(tx: Tx, id: string): Promise<SourceRow | undefined> {
  const row = await sourcesBefore(tx, Number.MAX_SAFE_INTEGER).where('source.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : asRow(row);
}

/** The source that follows one already. */
export const followerOf = (tx: Tx, id: string): Promise<{ readonly id: string } | undefined> =>
  tx.selectFrom('source').select('id').where('follows', '=', id).executeTakeFirst();

export async function insertSource(
  tx: Tx,
  org: string,
  {
    settings,
    created,
    ...row
  }: Omit<SourceRow, 'disconnected'> & { readonly position: number; readonly created: Instant },
): Promise<void> {
  await tx
    .insertInto('source')
    .values({ org, ...row, settings: JSON.stringify(settings), created: formatInstant(created) })
    .execute();
}

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
  readonly error: string | null;
}

/** Readings of a source, the latest first. */
export function runRows(tx: Tx, { source, run, after, until, limit }: RunsWanted) {
  let query = tx
    .selectFrom('run')
    .select(['id', 'state', 'started', 'finished', 'records', 'rejected', 'error'])
    .where('source', '=', source)
    .where('started', '<=', sql<Instant>`${formatInstant(until)}::timestamptz`);
  if (run !== null) query = query.where('id', '=', run);
  if (after !== null)
    query = query.where(
      sql<boolean>`(started, id) < (${formatInstant(after.started)}::timestamptz, ${after.id}::uuid)`,
    );
  return query.orderBy('started', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** The latest reading of each source that was read by then. */
export async function latestOfEach(tx: Tx, until: Instant) {
  const rows = await tx
    .selectFrom('source')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('run')
          .select(['state', 'started', 'finished', 'records', 'error', 'cause'])
          .whereRef('run.source', '=', 'source.id')
          .where('started', '<=', sql<Instant>`${formatInstant(until)}::timestamptz`)
          .orderBy('started', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['source.id', 'last.state', 'last.started', 'last.finished', 'last.records', 'last.error', 'last.cause'])
    .execute();
  return new Map(rows.map(({ id, ...run }) => [id, run]));
}

/** Another source follows it, and was read for all that it told of: nobody need read it any more. */
const isReplaced = sql<boolean>`exists (
  select from source f where f.follows = source.id
    and exists (select from coverage c where c.source = f.id)
    and not exists (
      select from coverage c where c.source = source.id
        and not exists (select from coverage d where d.source = f.id and d.population = c.population)))`;

/** It accounted for something, so what it does not tell any more is missing. */
const hasTold = sql<boolean>`exists (select from coverage c where c.source = source.id)`;

/**
 * When each source was last read to its end, whether its latest reading failed, and whether another took its
 * place; without those that were disconnected before they told anything.
 */
export async function lastReadings(tx: Tx): Promise<
  readonly {
    readonly id: string;
    readonly collector: string;
    readonly read: Instant | null;
    readonly failed: boolean;
    readonly replaced: boolean;
    /** Since when nobody reads it. */
    readonly disconnected: Instant | null;
  }[]
> {
  const all = await sourcesBefore(tx, Number.MAX_SAFE_INTEGER)
    .select([isReplaced.as('replaced'), hasTold.as('told')])
    .orderBy('id')
    .execute();
  const rows = all.map(asRow).filter(({ disconnected, told }) => disconnected === null || told);
  const runs = await tx
    .selectFrom('run')
    .select(['source', 'state', 'finished'])
    .distinctOn(['source', 'state'])
    .orderBy('source')
    .orderBy('state')
    .orderBy('started', 'desc')
    .execute();
  return rows.map(({ id, collector, replaced, disconnected }) => {
    const own = runs.filter(({ source }) => source === id);
    const read = own.find(({ state }) => state === 'finished')?.finished ?? null;
    const failed = own.find(({ state }) => state === 'failed')?.finished ?? null;
    return {
      id,
      collector,
      read,
      failed: failed !== null && failed > (read ?? 0),
      replaced,
      disconnected: disconnected?.at ?? null,
    };
  });
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
