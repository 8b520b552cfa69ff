import { sql } from 'kysely';
import type { Deviating } from '#/features/readiness/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { among, IS_AMONG, isStillOf } from './explained.store.ts';

/** As many different statements are read of a check. */
const MOST = 20;

/**
 * Of each of some deviations, what management last said of them before a position of the log that no later run outlived:
 * what happened, why, and what follows. What was said of several is there once, and what was said first comes first.
 */
export async function statementsOn(
  tx: Tx,
  asOf: number,
  of: readonly Deviating[],
): Promise<readonly (readonly string[])[]> {
  if (of.length === 0) return [];
  const { rows } = await sql<{ at: number; words: string }>`
    with ${among(of)},
    last as (
      select distinct on (w.at, e.item) w.at, e.position, e.happened, e.cause, e.follows
        from wanted w join deviation_explanation e on ${isStillOf('e', asOf)}
       where ${IS_AMONG}
       order by w.at, e.item, e.position desc),
    each as (
      select at, happened || ' ' || cause || ' ' || follows as words, min(position) as first from last group by 1, 2)
    select at, words from (select *, row_number() over (partition by at order by first) as place from each) placed
     where place <= ${MOST} order by at, place`.execute(tx);
  const said = Map.groupBy(rows, ({ at }) => at);
  return of.map((_, at) => (said.get(at) ?? []).map(({ words }) => words));
}
