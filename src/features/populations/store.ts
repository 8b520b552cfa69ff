import { sql } from 'kysely';
import type { PopulationName } from '#/core/populations/index.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import { type Confirmation, confirmationsOf, type SealedComparison } from '#/core/coverage/confirmed.ts';
import type { SegmentRef } from './segments.service.ts';

/** Which segments are wanted. */
export interface SegmentQuery {
  readonly population: PopulationName;
  /** Only what was sealed before this position. */
  readonly asOf?: number;
  /** Sources that are kept for comparison only are left out, unless they are asked for. */
  readonly reference?: boolean;
}

/** A segment, and the first position behind all that it holds. */
interface HeldRef extends SegmentRef {
  readonly until: number;
}

/** The segments that hold a population: what was merged last, and what came after it. */
export const segmentRefs = async (tx: Tx, query: SegmentQuery): Promise<readonly HeldRef[]> =>
  (await segmentRefsOf(tx, query)).get(query.population) ?? [];

/** The same of every population, or of the one that is asked for, read at once. */
export async function segmentRefsOf(
  tx: Tx,
  { population, asOf = Number.MAX_SAFE_INTEGER, reference = false }: Partial<SegmentQuery>,
): Promise<ReadonlyMap<PopulationName, readonly HeldRef[]>> {
  const one = population ?? null;
  const { rows } = await sql<HeldRef & { population: PopulationName }>`
    with merged as (
      select distinct on (population) population, digest, position, upto
        from merged_segment
       where not ${reference} and (${one}::text is null or population = ${one})
       order by population, upto desc
    ), later as (
      select distinct on (s.position) s.population, coalesce(e.successor, s.digest) as digest, s.position
        from segment s
        left join merged m on m.population = s.population
        left join source o on o.org = s.org and o.id = s.source
        left join erasure e on e.org = s.org and e.subject_kind = 'segment' and e.subject = s.position::text
       where (${one}::text is null or s.population = ${one})
         and s.position >= coalesce(m.upto, 0) and s.position < ${asOf}
         and (${reference} or not coalesce(o.reference, false))
       order by s.position, e.position desc
    )
    select population, digest, position, upto as until, true as merged from merged
    union all
    select population, digest, position, position + 1, false from later
     order by merged desc, position`.execute(tx);
  return Map.groupBy(rows, (row) => row.population);
}

/** Segments as they were sealed, those that were erased replaced by their successors; in order of position. */
export const sealedSegments = async (
  tx: Tx,
  { population, asOf = Number.MAX_SAFE_INTEGER, reference = false }: SegmentQuery,
  from = 0,
): Promise<readonly { readonly position: number; readonly digest: string; readonly rows: number }[]> =>
  (
    await sql<{ position: number; digest: string; rows: number }>`
      select distinct on (s.position) s.position, coalesce(e.successor, s.digest) as digest, s.rows
        from segment s
        left join source o on o.org = s.org and o.id = s.source
        left join erasure e on e.org = s.org and e.subject_kind = 'segment' and e.subject = s.position::text
       where s.population = ${population} and s.position >= ${from} and s.position < ${asOf}
         and (${reference} or not coalesce(o.reference, false))
       order by s.position, e.position desc`.execute(tx)
  ).rows;

/** Segments of sources that are kept for comparison only, as they were sealed before a position, or what replaced them. */
export const comparedSegments = async (
  tx: Tx,
  asOf: number,
): Promise<readonly { readonly position: number; readonly digest: string; readonly merged: false }[]> =>
  (
    await sql<{ position: number; digest: string; merged: false }>`
      select distinct on (s.position) s.position, coalesce(e.successor, s.digest) as digest, false as merged
        from segment s
        join source o on o.org = s.org and o.id = s.source and o.reference
        left join erasure e on e.org = s.org and e.subject_kind = 'segment' and e.subject = s.position::text
       where s.position < ${asOf}
       order by s.position, e.position desc`.execute(tx)
  ).rows;

export interface SegmentRow {
  readonly org: string;
  readonly position: number;
  readonly population: string;
  readonly schema: number;
  readonly rows: number;
  readonly digest: string;
  readonly bytes: number;
  readonly source: string;
  readonly run: string;
}

export async function insertSegments(tx: Tx, rows: readonly SegmentRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('segment')
      .values([...rows])
      .execute();
}

export interface ArtifactRow {
  readonly org: string;
  readonly id: string;
  readonly position: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly media: string;
  readonly name: string;
  readonly source: string | null;
  readonly grade: string;
  readonly collected: Instant;
}

export async function insertArtifacts(tx: Tx, rows: readonly ArtifactRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('artifact')
    .values(rows.map((row) => ({ ...row, collected: formatInstant(row.collected) })))
    .execute();
}

/** When each scope of a population was last looked at as a whole. */
export const looksOf = (tx: Tx, source: string) =>
  tx.selectFrom('source_look').select(['population', 'scope', 'looked']).where('source', '=', source).execute();

export async function saveLook(
  tx: Tx,
  look: {
    readonly org: string;
    readonly source: string;
    readonly population: string;
    readonly scope: string;
    readonly looked: Instant;
  },
): Promise<void> {
  const looked = formatInstant(look.looked);
  await tx
    .insertInto('source_look')
    .values({ ...look, looked })
    .onConflict((conflict) => conflict.columns(['org', 'source', 'population', 'scope']).doUpdateSet({ looked }))
    .execute();
}

export async function cursorOf(tx: Tx, source: string): Promise<unknown> {
  const row = await tx.selectFrom('source_cursor').select('cursor').where('source', '=', source).executeTakeFirst();
  return row?.cursor ?? null;
}

export async function saveCursor(tx: Tx, org: string, source: string, cursor: unknown): Promise<void> {
  const text = JSON.stringify(cursor);
  await tx
    .insertInto('source_cursor')
    .values({ org, source, cursor: text })
    .onConflict((conflict) => conflict.columns(['org', 'source']).doUpdateSet({ cursor: text }))
    .execute();
}

/** What comparisons of two sources, or with a count that a person saw, confirm. */
export const confirmedSources = async (tx: Tx, asOf: number): Promise<ReadonlyMap<string, readonly Confirmation[]>> =>
  confirmationsOf(await comparisonsBefore(tx, asOf).orderBy('position').orderBy('part').execute());

/** The last comparisons of a population, the oldest of them first. */
export const comparisonRows = async (
  tx: Tx,
  population: PopulationName,
  asOf: number,
): Promise<readonly SealedComparison[]> =>
  (
    await comparisonsBefore(tx, asOf)
      .where(sql<boolean>`definition ->> 'population' = ${population}`)
      .orderBy('position', 'desc')
      .orderBy('part')
      .limit(MOST_COMPARISONS)
      .execute()
  ).toReversed();

const MOST_COMPARISONS = 200;

const comparisonsBefore = (tx: Tx, asOf: number) =>
  tx
    .selectFrom('reconciliation')
    .select(['position', receivedAt('position').as('received'), 'kind', 'definition', 'result'])
    .where('position', '<', asOf);

export async function insertReconciliation(
  tx: Tx,
  {
    definition,
    result,
    ...row
  }: {
    readonly org: string;
    readonly position: number;
    readonly part: number;
    readonly kind: string;
    readonly definition: unknown;
    readonly result: unknown;
  },
): Promise<void> {
  await tx
    .insertInto('reconciliation')
    .values({ ...row, definition: JSON.stringify(definition), result: JSON.stringify(result) })
    .execute();
}

/** Which sources brought records of each population. */
export async function sourcesBringing(
  tx: Tx,
  asOf = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('segment')
    .select(['population', 'source'])
    .distinct()
    .where('position', '<', asOf)
    .orderBy('source')
    .execute();
  const bringing = Map.groupBy(rows, ({ population }) => population);
  return new Map([...bringing].map(([population, sources]) => [population, sources.map(({ source }) => source)]));
}

/** When the log received what stands at these positions. */
export async function receivedDates(tx: Tx, positions: readonly number[]): Promise<ReadonlyMap<number, Instant>> {
  if (positions.length === 0) return new Map();
  const { rows } = await sql<{ position: number; received: Instant }>`
    select position, ${receivedAt('position')} as received
      from unnest(${positions}::bigint[]) as asked (position)`.execute(tx);
  return new Map(rows.map(({ position, received }) => [position, received]));
}

/** Artifacts by id; those that were erased are missing. */
export async function artifactRows(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ArtifactRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('artifact')
    .select(['org', 'id', 'position', 'sha256', 'bytes', 'media', 'name', 'source', 'grade', 'collected'])
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
