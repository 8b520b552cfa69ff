import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

interface Read {
  readonly views: number;
  readonly downloads: number;
  readonly last: Instant;
}

export interface Readings {
  readonly documents: readonly (Read & { readonly id: string; readonly readers: number })[];
  readonly companies: readonly (Read & {
    readonly party: string;
    readonly company: string;
    readonly readers: number;
  })[];
  readonly grants: readonly (Read & { readonly id: string; readonly name: string; readonly company: string })[];
}

/** Those that were read most. */
const MOST = 50;

/** A time, without its end. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What was read in a time: by document, by company and by grant, each with what was read most first. */
export async function readingsBetween(tx: Tx, { from, to }: Span): Promise<Readings> {
  // Grouped once by document and grant: what follows groups some thousands of rows instead of a million.
  const { rows } = await sql<Readings>`
    with w as materialized (
      select document, grant_id, count(*) filter (where not download)::int as views,
        count(*) filter (where download)::int as downloads, max(at) as last
      from access_view where at >= ${instant(from)} and at < ${instant(to)} group by document, grant_id
    ), r as materialized (
      select w.*, g.visitor, v.name, v.company, v.party from w
      join access_grant g on g.id = w.grant_id join visitor v on v.id = g.visitor
    )
    select
      coalesce((select jsonb_agg(d) from (
        select document as id, count(distinct visitor)::int as readers, sum(views)::int as views,
          sum(downloads)::int as downloads, (extract(epoch from max(last)) * 1000)::bigint as last
        from r group by document order by sum(views) + sum(downloads) desc, document limit ${MOST}) d), '[]') as documents,
      coalesce((select jsonb_agg(c) from (
        select party, max(company) as company, count(distinct visitor)::int as readers, sum(views)::int as views,
          sum(downloads)::int as downloads, (extract(epoch from max(last)) * 1000)::bigint as last
        from r group by party order by sum(views) + sum(downloads) desc, party limit ${MOST}) c), '[]') as companies,
      coalesce((select jsonb_agg(g) from (
        select grant_id as id, max(name) as name, max(company) as company, sum(views)::int as views,
          sum(downloads)::int as downloads, (extract(epoch from max(last)) * 1000)::bigint as last
        from r group by grant_id order by sum(views) + sum(downloads) desc, grant_id limit ${MOST}) g), '[]') as grants`.execute(
    tx,
  );
  return rows[0] ?? { documents: [], companies: [], grants: [] };
}

/** How many requests of people who confirmed their address were made in a time. */
export async function askedBetween(tx: Tx, { from, to }: Span): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from access_request
    where state <> 'unconfirmed' and made >= ${instant(from)} and made < ${instant(to)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** How many requests wait, and since when the oldest of them. */
export async function waitingSince(tx: Tx): Promise<{ readonly count: number; readonly oldest: Instant | null }> {
  const { rows } = await sql<{ count: number; oldest: Instant | null }>`
    select count(*)::int as count, min(made) as oldest from access_request where state = 'waiting'`.execute(tx);
  return rows[0] ?? { count: 0, oldest: null };
}

/** Of how many it is known, and what half and nine of ten of them took at most. */
export interface Lasting {
  readonly count: number;
  readonly half: number | null;
  readonly most: number | null;
}

/** How long requests that were made since an instant took to be decided by a person, and to be read for the first time. */
export async function timesSince(
  tx: Tx,
  since: Instant,
): Promise<{ readonly toDecision: Lasting; readonly toReading: Lasting }> {
  const { rows } = await sql<{ what: 'toDecision' | 'toReading' } & Lasting>`
    with t as (
      select extract(epoch from r.decided - r.made) * 1000 as decision, extract(epoch from v.at - r.made) * 1000 as reading
      from access_request r
      left join lateral (
        select at from access_view where grant_id = r.grant_id and at >= r.made order by at limit 1
      ) v on true
      where r.made >= ${instant(since)} and r.state in ('granted', 'denied')
    )
    select 'toDecision' as what, count(decision)::int as count,
      round(percentile_cont(0.5) within group (order by decision))::bigint as half,
      round(percentile_cont(0.9) within group (order by decision))::bigint as most from t
    union all
    select 'toReading', count(reading)::int, round(percentile_cont(0.5) within group (order by reading))::bigint,
      round(percentile_cont(0.9) within group (order by reading))::bigint from t`.execute(tx);
  const found = (what: string): Lasting => {
    const row = rows.find((each) => each.what === what);
    return { count: row?.count ?? 0, half: row?.half ?? null, most: row?.most ?? null };
  };
  return { toDecision: found('toDecision'), toReading: found('toReading') };
}
