import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';
import type { DayCount } from './looks.ts';

/** Adds what was counted since the last time. */
export async function addCounts(
  tx: Tx,
  org: string,
  { day, counts }: { readonly day: string; readonly counts: ReadonlyMap<string, number> },
): Promise<void> {
  if (counts.size === 0) return;
  await sql`insert into analytics_day (org, day, what, count)
    select ${org}::uuid, ${day}, what, count from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) as given(what, count)
    on conflict (org, day, what) do update set count = analytics_day.count + excluded.count`.execute(tx);
}

/** From a day on, in the order of days. */
export const countsSince = (tx: Tx, day: string): Promise<readonly DayCount[]> =>
  tx
    .selectFrom('analytics_day')
    .select(['day', 'what', 'count'])
    .where('day', '>=', day)
    .orderBy('day')
    .limit(10_000)
    .execute();

/** Takes the one summary of a week; false: it was made. Of two who try, one waits for the other. */
export async function takeWeek(
  tx: Tx,
  org: string,
  row: { readonly week: string; readonly people: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('analytics_week')
    .values({ org, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The Monday of the last summary, and how many got it. */
export const lastWeek = (tx: Tx): Promise<{ readonly week: string; readonly people: number } | undefined> =>
  tx.selectFrom('analytics_week').select(['week', 'people']).orderBy('week', 'desc').limit(1).executeTakeFirst();

/** Of so many different words it is known how often they were looked for; the rarest go first. */
const MOST_WORDS = 500;

export async function addSearches(
  tx: Tx,
  org: string,
  { at, searches }: { readonly at: Instant; readonly searches: ReadonlyMap<string, number> },
): Promise<void> {
  if (searches.size === 0) return;
  await sql`insert into analytics_search (org, words, count, first, last)
    select ${org}::uuid, words, count, ${instant(at)}, ${instant(at)}
    from unnest(${[...searches.keys()]}::text[], ${[...searches.values()]}::int[]) as given(words, count)
    on conflict (org, words) do update set count = analytics_search.count + excluded.count, last = excluded.last
    where not analytics_search.dismissed`.execute(tx);
  await sql`delete from analytics_search where org = ${org}::uuid and words in (
    select words from analytics_search order by dismissed desc, count desc, last desc, words offset ${MOST_WORDS})`.execute(
    tx,
  );
}

export interface Search {
  readonly words: string;
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** The most frequent first. */
export const searchRows = (tx: Tx): Promise<readonly Search[]> =>
  tx
    .selectFrom('analytics_search')
    .select(['words', 'count', 'first', 'last'])
    .where('dismissed', '=', false)
    .orderBy('count', 'desc')
    .orderBy('last', 'desc')
    .orderBy('words')
    .limit(MOST_WORDS)
    .execute();

/** False: nobody looked for it. */
export async function dismissSearch(tx: Tx, words: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('analytics_search')
    .set({ dismissed: true })
    .where('words', '=', words)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Words that nobody looked for since an instant, and days before a day. */
export async function forgetCounts(tx: Tx, before: Instant, day: string): Promise<void> {
  await tx.deleteFrom('analytics_search').where('last', '<', instant(before)).execute();
  await tx.deleteFrom('analytics_day').where('day', '<', day).execute();
}
