import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { FindingRow } from './finding.ts';

export interface CheckRunRow {
  readonly position: number;
  readonly checkId: string;
  readonly number: number;
  /** The number of the run that last judged everything: findings of earlier ones no longer count. */
  readonly base: number;
  readonly population: string;
  readonly asOfPosition: number;
  readonly asOf: Instant;
  readonly rule: unknown;
  readonly inputs: unknown;
  readonly counts: unknown;
  /** The findings that this run wrote: how many, and a digest of them. */
  readonly findings: unknown;
  readonly outcomes: string;
  readonly root: string;
  readonly judged: number;
  readonly received: Instant;
}

const RUN = [
  'r.position',
  'r.check_id as checkId',
  'r.number',
  'r.base',
  'r.population',
  'r.as_of_position as asOfPosition',
  'r.as_of as asOf',
  'r.rule',
  'r.inputs',
  'r.counts',
  'r.findings',
  'r.outcomes',
  'r.root',
  'r.judged',
  receivedAt('r.position').as('received'),
] as const;

/** The checks that were ever run, each found after the one before it: there may be thousands of runs of each. */
const checksRun = sql<{ id: string }>`(
  with recursive run (id) as (
    (select check_id from check_run order by check_id limit 1)
    union all
    select (select check_id from check_run where check_id > run.id order by check_id limit 1) from run where id is not null
  )
  select id from run where id is not null)`;

/** The last run of each check that was sealed before a position, of all or of those of which something holds. */
export const lastOfEach = (tx: Tx, asOf: number, holds = sql<boolean>`true`) =>
  tx.selectFrom(checksRun.as('each')).innerJoinLateral(
    (build) =>
      build
        .selectFrom('check_run')
        .selectAll()
        .whereRef('check_id', '=', 'each.id')
        .where('position', '<', asOf)
        .where(holds)
        .orderBy('number', 'desc')
        .limit(1)
        .as('r'),
    (join) => join.onTrue(),
  );

/** The last run of each check that was sealed before a position. */
export const latestRuns = (tx: Tx, asOf: number): Promise<readonly CheckRunRow[]> =>
  lastOfEach(tx, asOf).select(RUN).orderBy('r.check_id').execute();

/** How many deviations the last thirty runs of some checks showed. */
export async function lastCounts(
  tx: Tx,
  checks: readonly string[],
): Promise<
  readonly { readonly check: string; readonly number: number; readonly deviations: number; readonly at: Instant }[]
> {
  const { rows } = await sql<{ check: string; number: number; deviations: number; at: Instant }>`
    select c.id as check, r.number, r.deviations, r.as_of as at
      from unnest(${[...checks]}::text[]) as c (id)
     cross join lateral (select number, (counts -> 'shown' ->> 'deviation')::int as deviations, as_of from check_run
                          where check_id = c.id order by number desc limit 30) r`.execute(tx);
  return rows;
}

/** When the first run of any check was sealed. */
export const firstRun = async (tx: Tx): Promise<Instant | null> =>
  (
    await tx
      .selectFrom('check_run as r')
      .select(receivedAt('r.position').as('at'))
      .orderBy('r.position')
      .limit(1)
      .executeTakeFirst()
  )?.at ?? null;

/** Every run that was sealed from a position on. */
export const everyRun = (tx: Tx, from = 0): Promise<readonly CheckRunRow[]> =>
  tx.selectFrom('check_run as r').select(RUN).where('r.position', '>=', from).orderBy('r.position').execute();

/** What one run wrote, by itself. */
export const findingsOfRun = async (tx: Tx, checkId: string, number: number): Promise<readonly FindingRow[]> =>
  (
    await sql<FindingRow>`
      select check_id as "checkId", item, nullif(extract(epoch from look) * 1000, 0)::float8 as look, number, shown, rule,
             from_minute as "fromMinute", to_minute as "toMinute", reason
        from finding where check_id = ${checkId} and number = ${number}`.execute(tx)
  ).rows;

/** Which runs said something of an item. */
export const runsNaming = (
  tx: Tx,
  item: string,
): Promise<readonly { readonly check: string; readonly number: number }[]> =>
  tx
    .selectFrom('finding')
    .select(['check_id as check', 'number'])
    .distinct()
    .where('item', '=', item)
    .orderBy('check_id')
    .orderBy('number')
    .execute();

export const countFindings = async (tx: Tx): Promise<number> =>
  (
    await tx
      .selectFrom('finding')
      .select((build) => build.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;

export async function insertCheckRun(tx: Tx, org: string, { asOf, received: _, ...run }: CheckRunRow): Promise<void> {
  await tx
    .insertInto('check_run')
    .values({
      org,
      position: run.position,
      check_id: run.checkId,
      number: run.number,
      base: run.base,
      population: run.population,
      as_of_position: run.asOfPosition,
      as_of: formatInstant(asOf),
      rule: JSON.stringify(run.rule),
      inputs: JSON.stringify(run.inputs),
      counts: JSON.stringify(run.counts),
      findings: JSON.stringify(run.findings),
      outcomes: run.outcomes,
      root: run.root,
      judged: run.judged,
    })
    .execute();
}

/** Stands for the look of an item that is no observed state. */
const NO_LOOK = 0;

export async function insertFindings(tx: Tx, org: string, rows: readonly FindingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(of: (row: FindingRow) => T): readonly T[] => rows.map(of);
  await sql`
    insert into finding (org, check_id, item, look, number, shown, rule, from_minute, to_minute, reason)
    select ${org}::uuid, check_id, item, to_timestamp(look / 1000.0), number, shown, rule, from_minute, to_minute, reason
      from unnest(${column(({ checkId }) => checkId)}::text[], ${column(({ item }) => item)}::text[], ${column(({ look }) => look ?? NO_LOOK)}::float8[],
                  ${column(({ number }) => number)}::int[], ${column(({ shown }) => shown)}::int2[], ${column(({ rule }) => rule)}::int2[],
                  ${column(({ fromMinute }) => fromMinute)}::bigint[], ${column(({ toMinute }) => toMinute)}::bigint[], ${column(({ reason }) => reason)}::text[])
           as f (check_id, item, look, number, shown, rule, from_minute, to_minute, reason)`.execute(tx);
}

/** Some items as a run left them. */
export interface ItemsOfRun {
  readonly run: Pick<CheckRunRow, 'checkId' | 'number' | 'base'>;
  readonly items: readonly string[];
}

/** The last word of runs on some items of each, all their states included. */
export async function findingsOfItems(tx: Tx, wanted: readonly ItemsOfRun[]): Promise<readonly FindingRow[]> {
  const each = wanted.flatMap(({ run, items }) => [...new Set(items)].map((item) => ({ ...run, item })));
  if (each.length === 0) return [];
  const { rows } = await sql<FindingRow>`
    select distinct on (f.check_id, f.item, f.look) f.check_id as "checkId", f.item,
           nullif(extract(epoch from f.look) * 1000, 0)::float8 as look, f.number, f.shown, f.rule,
           f.from_minute as "fromMinute", f.to_minute as "toMinute", f.reason
      from unnest(${each.map(({ checkId }) => checkId)}::text[], ${each.map(({ base }) => base)}::integer[],
                  ${each.map(({ number }) => number)}::integer[], ${each.map(({ item }) => item)}::text[])
           as w (check_id, base, number, item)
      join finding f on f.check_id = w.check_id and f.item = w.item and f.number between w.base and w.number
     order by f.check_id, f.item, f.look, f.number desc`.execute(tx);
  return rows;
}

/** The last switch of each check before a position. */
export const switchRows = (tx: Tx, asOf: number) =>
  tx
    .selectFrom('check_switch')
    .distinctOn('check_id')
    .select(['check_id as checkId', 'enabled', 'reason', 'person', 'position'])
    .where('position', '<', asOf)
    .orderBy('check_id')
    .orderBy('position', 'desc')
    .execute();

export async function insertSwitch(
  tx: Tx,
  org: string,
  {
    checkId,
    ...row
  }: {
    readonly checkId: string;
    readonly position: number;
    readonly enabled: boolean;
    readonly reason: string;
    readonly person: string;
  },
): Promise<void> {
  await tx
    .insertInto('check_switch')
    .values({ org, check_id: checkId, ...row })
    .execute();
}

/** Where the log says, last, that records of each population were erased: runs from before cannot be followed. */
export async function lastErasures(
  tx: Tx,
  asOf: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('erasure as e')
    .innerJoin('segment as s', (join) =>
      join.onRef('s.org', '=', 'e.org').on(sql<string>`s.position::text`, '=', sql.ref('e.subject')),
    )
    .select((build) => ['s.population', build.fn.max('e.position').as('position')])
    .where('e.subject_kind', '=', 'segment')
    .where('e.position', '<', asOf)
    .groupBy('s.population')
    .execute();
  return new Map(rows.map(({ population, position }) => [population, position]));
}

/** Was anything erased of what the records of this organization were read from? */
export async function wasArtifactErased(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('erasure')
    .select('position')
    .where('subject_kind', '=', 'artifact')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
