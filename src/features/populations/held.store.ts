import { sql } from 'kysely';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';

/** How much of a population the log holds: its segments, the position of the last, and all their rows. */
interface HeldSegments {
  readonly segments: number;
  readonly last: number;
  readonly rows: number;
}

/** By population, what the log took before a position; records kept for comparison only aside. It only ever grows. */
export async function heldSegments(tx: Tx, asOf: number): Promise<ReadonlyMap<PopulationName, HeldSegments>> {
  const { rows } = await sql<HeldSegments & { population: PopulationName }>`
    select s.population, count(*) as segments, max(s.position) as last, sum(s.rows)::bigint as rows
      from segment s
      left join source o on o.org = s.org and o.id = s.source
     where s.position < ${asOf} and not coalesce(o.reference, false)
     group by s.population`.execute(tx);
  return new Map(rows.map(({ population, ...held }) => [population, held]));
}

/** By source, the grades that the bytes which came from it have. */
export async function gradesOfSources(
  tx: Tx,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('artifact')
    .select(['source', 'grade'])
    .distinct()
    .where('source', 'in', sources)
    .execute();
  const grades = Map.groupBy(rows, ({ source }) => source ?? '');
  return new Map([...grades].map(([source, all]) => [source, all.map(({ grade }) => grade)]));
}
