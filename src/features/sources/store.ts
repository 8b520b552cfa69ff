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

/** The latest reading of each source that was read by then. */
export async function latestOfEach(tx: Tx, until: Instant) {
  const rows = await tx
    .selectFrom('source')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('run')
          .select(['state', 'started', 'finished', 'records', 'unreadable', 'rejected', 'error', 'cause'])
          .whereRef('run.source', '=', 'source.id')
          .where('started', '<=', sql<Instant>`${formatInstant(until)}::timestamptz`)
          .orderBy('started', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'source.id',
      'last.state',
      'last.started',
      'last.finished',
      'last.records',
      'last.unreadable',
      'last.rejected',
      'last.error',
      'last.cause',
    ])
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
