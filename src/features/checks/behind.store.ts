import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

/** Where the log, before a position, last took an exclusion of each check, or the end of one. */
export async function lastExclusions(tx: Tx, asOf: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ check_id: string; position: number }>`
    select check_id, max(position) as position from (
      select check_id, position from exclusion where position < ${asOf}
      union all
      select x.check_id, e.position from exclusion_end e
        join exclusion x on x.org = e.org and x.position = e.exclusion
       where e.position < ${asOf}) made
     group by check_id`.execute(tx);
  return new Map(rows.map(({ check_id: check, position }) => [check, position]));
}

/** By position of the log, where before it the log last took an alias; -1 where it had none. */
export async function lastAliases(tx: Tx, positions: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ asked: number; position: number }>`
    select asked, coalesce((select max(position) from alias where position < asked), -1) as position
      from unnest(${[...new Set(positions)]}::bigint[]) as asked`.execute(tx);
  return new Map(rows.map(({ asked, position }) => [asked, position]));
}
