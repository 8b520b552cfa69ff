import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type CheckRunRow, lastOfEach } from './store.ts';

/** An item of which an earlier run said that it deviates, and the last run does not, or not in the same time any more. */
export interface GoneDeviation {
  readonly item: string;
  /** When it occurred, or began, by that run. */
  readonly fromMinute: number;
  readonly reason: string;
  /** The instant as of which it was last written down; runs that judged it no more than once say it once. */
  readonly asOf: Instant;
  /** What the rule judged then: another version of it may judge something else now. */
  readonly population: string;
  /** What the rule says now, where the last runs tell of it one by one; null where it is clean, or gone. */
  readonly rule: number | null;
}

const DEVIATION = OUTCOMES.indexOf('deviation');

/** By what all runs of a check up to one wrote down: deviations of a time that are none of it now; in the order of their keys. */
export async function goneDeviations(
  tx: Tx,
  { checkId, base, number }: Pick<CheckRunRow, 'checkId' | 'base' | 'number'>,
  { fromMinute, toMinute }: { readonly fromMinute: number; readonly toMinute: number },
): Promise<readonly GoneDeviation[]> {
  const { rows } = await sql<GoneDeviation>`
    with was as (
      select distinct on (item, look) item, look, number, from_minute, to_minute, reason
        from finding
       where check_id = ${checkId} and number <= ${number} and rule = ${DEVIATION}
         and from_minute < ${toMinute} and to_minute >= ${fromMinute}
       order by item, look, number desc
    ), now as (
      select distinct on (item, look) item, look, rule, from_minute, to_minute
        from finding
       where check_id = ${checkId} and number between ${base} and ${number}
       order by item, look, number desc
    )
    select was.item, was.from_minute as "fromMinute", was.reason,
           (extract(epoch from run.as_of) * 1000)::float8 as "asOf", run.population, now.rule
      from was
      join check_run run on run.check_id = ${checkId} and run.number = was.number
      left join now on now.item = was.item and now.look = was.look
     where now.rule is distinct from ${DEVIATION}
        or not (now.from_minute < ${toMinute} and now.to_minute >= ${fromMinute})
     order by was.item, was.look`.execute(tx);
  return rows;
}

/** By check, the number of the last run before a position that wrote anything down of single items. */
export async function lastTelling(tx: Tx, asOf: number): Promise<ReadonlyMap<string, number>> {
  const tells = sql<boolean>`(findings ->> 'rows')::integer > 0`;
  const rows = await lastOfEach(tx, asOf, tells).select(['r.check_id as checkId', 'r.number']).execute();
  return new Map(rows.map(({ checkId, number }) => [checkId, number]));
}
