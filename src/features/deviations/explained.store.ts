import { sql } from 'kysely';
import { OUTCOMES } from '#/core/verdict.ts';
import { isOutlived } from '#/platform/db/explained.ts';
import type { Deviating } from '#/features/readiness/index.ts';
import type { Tx } from '#/platform/db/database.ts';

const DEVIATION = OUTCOMES.indexOf('deviation');
const EVER = { from: null, to: null };

/** Some deviations, as `wanted` and `besides`. */
export function among(of: readonly Deviating[]) {
  const column = <T>(read: (each: Deviating) => T): readonly T[] => of.map(read);
  const besides = of.flatMap(({ besides: items }, at) => items.map((item) => ({ at, item })));
  return sql`
    wanted as (
      select * from unnest(${of.map((_, at) => at)}::int[], ${column(({ run }) => run.checkId)}::text[],
                           ${column(({ run }) => run.base)}::int[], ${column(({ run }) => run.number)}::int[],
                           ${column(({ minutes }) => (minutes ?? EVER).from)}::bigint[], ${column(({ minutes }) => (minutes ?? EVER).to)}::bigint[])
             as w (at, check_id, base, number, from_minute, to_minute)),
    besides as (
      select * from unnest(${besides.map(({ at }) => at)}::int[], ${besides.map(({ item }) => item)}::text[]) as b (at, item))`;
}

/** Is the item of `e` one of the deviations of `w`? It is looked up in what runs wrote of single items. */
export const IS_AMONG = sql`(
  exists (select from besides b where b.at = w.at and b.item = e.item)
  or exists (select from (select distinct on (look) shown, from_minute, to_minute from finding
                           where check_id = w.check_id and item = e.item and number between w.base and w.number
                           order by look, number desc) f
              where f.shown = ${DEVIATION}
                and (w.from_minute is null or (f.from_minute < w.to_minute and f.to_minute >= w.from_minute))))`;

/** Had something been said before a position of the log, in a row of that name, that is still of what `w` shows? */
export const isStillOf = (said: string, asOf: number) => sql`(
  ${sql.ref(`${said}.check_id`)} = w.check_id and ${sql.ref(`${said}.position`)} < ${asOf}
  and not ${isOutlived(sql.ref(`${said}.run`), {
    checkId: sql.ref('w.check_id'),
    item: sql.ref(`${said}.item`),
    base: sql.ref('w.base'),
    number: sql.ref('w.number'),
  })})`;

/**
 * Of how many of some deviations something had been said before a position of the log that is still of them. As much
 * is read as people said, however many items there are.
 */
export async function explainedAmong(tx: Tx, asOf: number, of: readonly Deviating[]): Promise<readonly number[]> {
  if (of.length === 0) return [];
  const { rows } = await sql<{ at: number; said: number }>`
    with ${among(of)}
    select w.at, count(*)::int as said
      from wanted w
      cross join lateral (select distinct item from deviation_explanation x where ${isStillOf('x', asOf)}) e
     where ${IS_AMONG}
     group by w.at`.execute(tx);
  const said = new Map(rows.map((row) => [row.at, row.said]));
  return of.map((_, at) => said.get(at) ?? 0);
}
