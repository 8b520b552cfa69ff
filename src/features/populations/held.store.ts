import { sql } from 'kysely';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

/** How much of a population the log holds: its segments, the position of the last, and all their rows. */
interface HeldSegments {
  readonly segments: number;
  readonly last: number;
  readonly rows: number;
}

/** By population; records kept for comparison only are left aside. */
export type HeldByPopulation = ReadonlyMap<PopulationName, HeldSegments>;

/** What the log took before a position. It only ever grows. */
export const heldSegments = async (tx: Tx, asOf: number): Promise<HeldByPopulation> =>
  (await heldSegmentsAt(tx, [asOf])).get(asOf) ?? new Map();

/** The same of several positions, asked for at once. */
export async function heldSegmentsAt(
  tx: Tx,
  positions: Iterable<number>,
): Promise<ReadonlyMap<number, HeldByPopulation>> {
  const { rows } = await sql<HeldSegments & { asked: number; population: PopulationName }>`
    select asked, s.population, count(*) as segments, max(s.position) as last, sum(s.rows)::bigint as rows
      from unnest(${[...new Set(positions)]}::bigint[]) as asked
      join segment s on s.position < asked
      left join source o on o.org = s.org and o.id = s.source
     where not coalesce(o.reference, false)
     group by asked, s.population`.execute(tx);
  const at = Map.groupBy(rows, ({ asked }) => asked);
  return new Map(
    [...at].map(([asked, all]) => [asked, new Map(all.map(({ population, ...held }) => [population, held]))]),
  );
}

/** Which reading sealed segments, by their positions, and when the log received them. */
export async function sealingOf(
  tx: Tx,
  positions: readonly number[],
): Promise<ReadonlyMap<number, { readonly run: string; readonly received: Instant }>> {
  const rows = await tx
    .selectFrom('segment')
    .select(['position', 'run', receivedAt('segment.position').as('received')])
    .where(sql<boolean>`position = any(${positions}::bigint[])`)
    .execute();
  return new Map(rows.map(({ position, ...sealing }) => [position, sealing]));
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
