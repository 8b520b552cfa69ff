import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import type { Tx } from '#/platform/db/database.ts';
import { isExplained } from '#/platform/db/explained.ts';
import type { FindingRow } from './finding.ts';
import type { CheckRunRow } from './store.ts';

/** Minutes of a window, half-open; null: everything, also what has not happened and is in none. */
type Minutes = { readonly from: number; readonly to: number } | null;

export interface FindingQuery {
  readonly checkId: string;
  /** The run as of which the findings are wanted. */
  readonly run: Pick<CheckRunRow, 'number' | 'base'>;
  /** The code of one outcome. */
  readonly shown: number;
  readonly minutes: Minutes;
  /** Of what is looked at from time to time each thing once: the state as which it counts. */
  readonly counted: boolean;
  /** Only those of which management had said something by a position of the log, or nothing yet; null: all. */
  readonly explained: { readonly isSaid: boolean; readonly asOf: number } | null;
  readonly after: { readonly minute: number; readonly item: string; readonly look: Instant } | null;
  readonly limit: number;
}

/** It stands for a time that has not come. */
const NO_MINUTE = 0xffff_ffff;
/** Of several states of a thing the one counts whose outcome is last here, and of those the last. */
const WORST_LAST = ['excluded', 'unknown', 'deviation'].map((each) => OUTCOMES.indexOf(each as 'excluded'));
const rankOf = (shown: RawBuilder<unknown>) => sql`array_position(${WORST_LAST}::int2[], ${shown})`;

const isWithin = (of: 'f' | 'g', minutes: Minutes) =>
  minutes === null
    ? sql`true`
    : sql`${sql.ref(`${of}.from_minute`)} < ${minutes.to} and ${sql.ref(`${of}.to_minute`)} >= ${minutes.from}
          and ${sql.ref(`${of}.from_minute`)} <> ${NO_MINUTE}`;

/**
 * What a check last said, up to a run, of the items that are of one outcome by it, the newest first. A page reads what
 * it shows, and of each item what else was said of it; never all that was found.
 */
export async function findingRows(
  tx: Tx,
  { checkId, run, shown, minutes, counted, explained, after, limit }: FindingQuery,
): Promise<readonly FindingRow[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`f.from_minute <= ${after.minute} and (f.from_minute < ${after.minute}
             or (f.item, f.look) > (${after.item}, to_timestamp(${after.look / 1000})))`;
  const isCounted = counted
    ? sql`not exists (
        select from (select distinct on (look) look, shown, from_minute, to_minute from finding
                      where check_id = f.check_id and item = f.item and number between ${run.base} and ${run.number}
                      order by look, number desc) g
         where ${isWithin('g', minutes)} and (${rankOf(sql`g.shown`)}, g.look) > (${rankOf(sql`f.shown`)}, f.look))`
    : sql`true`;
  const of = { checkId, item: sql.ref('f.item'), ...run };
  const isSaid = explained === null ? null : isExplained(of, explained.asOf);
  const { rows } = await sql<FindingRow>`
    select f.check_id as "checkId", f.item, nullif(extract(epoch from f.look) * 1000, 0)::float8 as look, f.number, f.shown,
           f.rule, f.from_minute as "fromMinute", f.to_minute as "toMinute", f.reason
      from finding f
     where f.check_id = ${checkId} and f.shown = ${shown} and f.number between ${run.base} and ${run.number}
       and ${behind} and ${isWithin('f', minutes)}
       and not exists (select from finding n where n.check_id = f.check_id and n.item = f.item and n.look = f.look
                                               and n.number > f.number and n.number <= ${run.number})
       and ${isCounted} and ${isSaid === null ? sql`true` : explained?.isSaid === true ? isSaid : sql`not ${isSaid}`}
     order by f.from_minute desc, f.item, f.look
     limit ${limit}`.execute(tx);
  return rows;
}
