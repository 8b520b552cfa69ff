import { sql } from 'kysely';
import { formatInstant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Tx } from '#/platform/db/database.ts';

/** As many different statements are read of a check. */
const MOST = 20;

interface Row {
  readonly check: string;
  readonly words: string;
}

/**
 * By check, what management last said of deviations that may be of a window: what happened, why, and what follows. What
 * was said of several is there once, and what was said first comes first.
 */
export async function statementsOn(
  tx: Tx,
  checks: readonly string[],
  { start, end }: Window,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<Row>`
    with last as (
      select distinct on (check_id, item) check_id, position, happened, cause, follows from deviation_explanation
       where check_id = any(${checks}::text[])
         and (occurred_from is null or occurred_from < ${formatInstant(end)})
         and (occurred_to is null or occurred_to >= ${formatInstant(start)})
       order by check_id, item, position desc),
    each as (
      select check_id, happened || ' ' || cause || ' ' || follows as words, min(position) as first from last group by 1, 2)
    select check_id as check, words
      from (select *, row_number() over (partition by check_id order by first) as place from each) placed
     where place <= ${MOST} order by check_id, place`.execute(tx);
  return new Map(
    [...Map.groupBy(rows, ({ check }) => check)].map(([check, of]) => [check, of.map(({ words }) => words)]),
  );
}
