import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { documentsKnown, readingsSince, timesSince, waitingSince } from '#/features/grants/index.ts';
import { answersTo } from '#/features/trust/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { analyticsContract } from './contract.ts';
import {
  addCounts,
  addSearches,
  countsSince,
  type DayCount,
  dismissSearch,
  forgetCounts,
  type Search,
  searchRows,
} from './store.ts';

export interface AnalyticsDeps {
  readonly db: Database;
  readonly chance: Chance;
  /** The zone in which an organization enters days. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const analytics = (deps: AnalyticsDeps): Handlers<typeof analyticsContract> => ({
  show: ({ org }, { days }) =>
    deps.db.transaction(org, async (tx) => {
      const from = (await todayIn(deps, tx)) - days + 1;
      const since = zoneNamed(await deps.zoneOf(tx)).startOf(from);
      const counts = await countsSince(tx, formatDay(from));
      const known = await documentsKnown(tx);
      const { documents, companies, grants } = await readingsSince(tx, since);
      return {
        from: formatDay(from),
        looks: looksIn(counts),
        others: othersIn(counts),
        documents: documents.map((each) => ({ ...each, title: known(each.id).title })),
        companies: [...companies],
        grants: [...grants],
        waiting: await waitingSince(tx),
        ...(await timesSince(tx, since)),
      };
    }),
  searches: ({ org }, { limit }) =>
    deps.db.transaction(org, async (tx) => ({ searches: (await openSearches(tx)).slice(0, limit) })),
  dismiss: ({ org }, { words }) =>
    deps.db.transaction(org, async (tx) => {
      if (!(await dismissSearch(tx, words))) throw new DomainError('not_found', { what: 'search', id: words });
      return { words };
    }),
});

const todayIn = async ({ zoneOf, chance }: AnalyticsDeps, tx: Tx): Promise<number> =>
  zoneNamed(await zoneOf(tx)).dayOf(chance.now());

/** What is looked for, and what the page as it is published has no answer to. */
export async function openSearches(tx: Tx): Promise<readonly Search[]> {
  const answers = await answersTo(tx);
  return (await searchRows(tx)).filter(({ words }) => answers(words) === 0);
}

/** The page itself, by people and by programs that say so. */
export const PAGE = { people: 'page', programs: 'page by programs' } as const;

function looksIn(counts: readonly DayCount[]) {
  const days = new Map<string, { day: string; people: number; programs: number }>();
  for (const { day, what, count } of counts) {
    const entry = days.get(day) ?? { day, people: 0, programs: 0 };
    if (what === PAGE.people) entry.people += count;
    if (what === PAGE.programs) entry.programs += count;
    if (what === PAGE.people || what === PAGE.programs) days.set(day, entry);
  }
  return [...days.values()];
}

function othersIn(counts: readonly DayCount[]) {
  const sums = new Map<string, number>();
  for (const { what, count } of counts)
    if (what !== PAGE.people && what !== PAGE.programs) sums.set(what, (sums.get(what) ?? 0) + count);
  return [...sums].map(([what, count]) => ({ what, count })).toSorted((a, b) => b.count - a.count);
}

export interface Noted {
  readonly counts: ReadonlyMap<string, number>;
  /** Words that were looked for and not found. */
  readonly searches: ReadonlyMap<string, number>;
}

/** Keeps what a process counted since the last time, on the day that it is now. */
export const noteCounts = (deps: AnalyticsDeps, org: string, { counts, searches }: Noted): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    await addCounts(tx, org, { day: formatDay(await todayIn(deps, tx)), counts });
    await addSearches(tx, org, { at: deps.chance.now(), searches });
  });

const WORDS_KEPT = 400 * DAY;
const DAYS_KEPT = 800;

/** What is too old to say anything. */
export const forgetOldCounts = (deps: AnalyticsDeps, org: string): Promise<void> =>
  deps.db.transaction(org, async (tx) =>
    forgetCounts(tx, deps.chance.now() - WORDS_KEPT, formatDay((await todayIn(deps, tx)) - DAYS_KEPT)),
  );
