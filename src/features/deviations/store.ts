import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { CheckRunRow } from '#/features/checks/index.ts';
import { isOutlived } from '#/platform/db/explained.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface ExplanationRow {
  readonly position: number;
  readonly checkId: string;
  readonly item: string;
  readonly run: number;
  /** When the item occurred, as the run placed it; null: nobody knows. */
  readonly occurredFrom: Instant | null;
  readonly occurredTo: Instant | null;
  readonly happened: string;
  readonly cause: string;
  readonly follows: string;
  readonly person: string;
  /** The first of those of which the same was said at once; null: it is the first, or was spoken of alone. */
  readonly saidWith: number | null;
}

const written = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

/** At most as many as are spoken of at once: a statement has 65,535 values. */
export async function insertExplanations(tx: Tx, org: string, rows: readonly ExplanationRow[]): Promise<void> {
  const values = rows.map(({ checkId, occurredFrom, occurredTo, saidWith, ...row }) => ({
    org,
    ...row,
    check_id: checkId,
    occurred_from: written(occurredFrom),
    occurred_to: written(occurredTo),
    said_with: saidWith,
  }));
  await tx.insertInto('deviation_explanation').values(values).execute();
}

const COLUMNS = [
  'e.position',
  'e.check_id as checkId',
  'e.item',
  'e.run',
  'e.occurred_from as occurredFrom',
  'e.occurred_to as occurredTo',
  'e.happened',
  'e.cause',
  'e.follows',
  'e.person',
  'e.said_with as saidWith',
] as const;

/** Everything that was said, from a position of the log on. */
export const explanationRows = (tx: Tx, from: number): Promise<readonly ExplanationRow[]> =>
  tx
    .selectFrom('deviation_explanation as e')
    .select(COLUMNS)
    .where('e.position', '>=', from)
    .orderBy('e.position')
    .execute();

export interface Said {
  readonly checkId: string;
  readonly item: string | null;
  readonly history: boolean;
  /** What was sealed before this position of the log. */
  readonly asOf: number;
  readonly before: number | null;
  readonly limit: number;
  /** The last run of the check; undefined: it was never run. */
  readonly run: Pick<CheckRunRow, 'base' | 'number'> | undefined;
}

/** What was said of deviations of a check, the latest first, with the task that it became. */
export function saidOf(tx: Tx, { checkId, item, history, asOf, before, limit, run }: Said) {
  const of = { checkId: sql.ref('e.check_id'), item: sql.ref('e.item') };
  const outlived = run === undefined ? sql<boolean>`false` : isOutlived(sql.ref('e.run'), { ...of, ...run });
  const later = sql<boolean>`exists (select from deviation_explanation l
    where l.check_id = e.check_id and l.item = e.item and l.position > e.position and l.position < ${asOf})`;
  const first = sql<number>`coalesce(e.said_with, e.position)`;
  const others = sql<number>`(select count(*)::int from deviation_explanation o where o.said_with = ${first})`;
  let query = tx
    .selectFrom('deviation_explanation as e')
    .leftJoin('task_made as m', (join) => join.onRef('m.org', '=', 'e.org').on('m.explanation', '=', first))
    .leftJoin('task as t', (join) =>
      join.onRef('t.org', '=', 'm.org').on('t.key', '=', sql<string>`'own:' || m.position`),
    )
    .select([
      ...COLUMNS,
      receivedAt('e.position').as('received'),
      later.as('corrected'),
      others.as('others'),
      outlived.as('outlived'),
    ])
    .select(['m.position as taskMade', 't.assignee', 't.due', 't.state'])
    .where('e.check_id', '=', checkId)
    .where('e.position', '<', Math.min(asOf, before ?? asOf));
  if (item !== null) query = query.where('e.item', '=', item);
  if (!history) query = query.where(sql<boolean>`not ${later}`);
  return query.orderBy('e.position', 'desc').limit(limit).execute();
}

/** The last that was said of an item. */
export async function lastSaid(tx: Tx, checkId: string, item: string): Promise<ExplanationRow | undefined> {
  return tx
    .selectFrom('deviation_explanation as e')
    .select(COLUMNS)
    .where('e.check_id', '=', checkId)
    .where('e.item', '=', item)
    .orderBy('e.position', 'desc')
    .limit(1)
    .executeTakeFirst();
}
