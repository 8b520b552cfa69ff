import { type Follows, followsIn } from '#/core/coverage/chains.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface CoverageRow {
  readonly org: string;
  readonly position: number;
  readonly part: number;
  readonly run: string;
  readonly source: string;
  readonly population: string;
  readonly kind: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly query: unknown;
  readonly sourceCount: number | null;
  readonly ourCount: number;
  readonly rejected: number;
  readonly note: string;
}

export async function insertCoverage(tx: Tx, rows: readonly CoverageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ from, to, query, sourceCount, ourCount, ...row }) => ({
    ...row,
    covered_from: from === null ? null : formatInstant(from),
    covered_to: to === null ? null : formatInstant(to),
    query: JSON.stringify(query),
    source_count: sourceCount,
    our_count: ourCount,
  }));
  await tx.insertInto('coverage').values(values).execute();
}

/** What the runs of all sources account for in a population, before a position of the log. */
export const coverageOf = (tx: Tx, population: PopulationName, asOf: number) =>
  coverageBefore(tx, asOf).where('population', '=', population).execute();

/** The same, by population, of sources whose records are judged: what is kept for comparison only accounts for none. */
export const judgedCoverage = async (tx: Tx, asOf: number) =>
  Map.groupBy(
    linked(await judgedBefore(tx, asOf).execute(), await linksBefore(tx, asOf)),
    ({ population }) => population as PopulationName,
  );

/** The same of one population. */
export const judgedCoverageOf = async (tx: Tx, population: PopulationName, asOf: number) =>
  linked(await judgedBefore(tx, asOf).where('population', '=', population).execute(), await linksBefore(tx, asOf));

/** Of which of these populations some source told whose records are judged. */
export async function toldOf(
  tx: Tx,
  populations: readonly PopulationName[],
  asOf: number,
): Promise<ReadonlySet<string>> {
  if (populations.length === 0) return new Set();
  const rows = await judgedBefore(tx, asOf)
    .clearSelect()
    .clearOrderBy()
    .select('population')
    .distinct()
    .where('population', 'in', populations)
    .execute();
  return new Set(rows.map(({ population }) => population));
}

/** By source, what it follows, of those that were connected before a position of the log. */
export async function followsBefore(tx: Tx, asOf: number): Promise<ReadonlyMap<string, Follows>> {
  const rows = await tx
    .selectFrom('source')
    .select(['id', 'reference', 'follows', 'follows_by as by', receivedAt('source.position').as('at')])
    .where('position', '<', asOf)
    .orderBy('position')
    .execute();
  return followsIn(
    rows.map(({ id, reference, follows, by, at }) => ({
      id,
      reference,
      follows: follows === null || by === null ? null : { source: follows, by, at },
    })),
  );
}

/** By source, since when nobody reads it, of those that were disconnected before a position and not connected again. */
async function disconnectedBefore(tx: Tx, asOf: number): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx
    .selectFrom('source_change')
    .select(['source', 'what', receivedAt('source_change.position').as('at')])
    .distinctOn('source')
    .where('position', '<', asOf)
    .orderBy('source')
    .orderBy('position', 'desc')
    .execute();
  return new Map(rows.flatMap(({ source, what, at }) => (what === 'disconnected' ? [[source, at] as const] : [])));
}

interface Links {
  readonly follows: ReadonlyMap<string, Follows>;
  readonly disconnected: ReadonlyMap<string, Instant>;
}

const linksBefore = async (tx: Tx, asOf: number): Promise<Links> => ({
  follows: await followsBefore(tx, asOf),
  disconnected: await disconnectedBefore(tx, asOf),
});

const linked = <Row extends { readonly source: string }>(rows: readonly Row[], { follows, disconnected }: Links) =>
  rows.map((row) => ({
    ...row,
    follows: follows.get(row.source) ?? null,
    disconnected: disconnected.get(row.source) ?? null,
  }));

const judgedBefore = (tx: Tx, asOf: number) =>
  coverageBefore(tx, asOf).where((build) =>
    build.not(
      build.exists(
        build
          .selectFrom('source')
          .select('source.id')
          .whereRef('source.org', '=', 'coverage.org')
          .whereRef('source.id', '=', 'coverage.source')
          .where('source.reference', '=', true),
      ),
    ),
  );

const coverageBefore = (tx: Tx, asOf: number) =>
  tx
    .selectFrom('coverage')
    .select([
      'population',
      'source',
      'kind',
      'covered_from as from',
      'covered_to as to',
      'query',
      'source_count as sourceCount',
      'our_count as ourCount',
      'rejected',
      'note',
      'position',
      'run',
    ])
    .where('position', '<', asOf)
    .orderBy('position')
    .orderBy('part');
