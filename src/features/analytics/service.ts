import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { documentsKnown, readingsBetween, timesSince, waitingSince } from '#/features/grants/index.ts';
import { dayNow } from '#/features/organization/index.ts';
import type { analyticsContract } from './contract.ts';
import type { AnalyticsDeps } from './ground.ts';
import { looksIn, othersIn } from './looks.ts';
import { addCounts, addSearches, countsSince, dismissSearch, forgetCounts } from './store.ts';
import { openSearches } from './suggest.service.ts';
import { ownSummary } from './summary.service.ts';

export const analytics = (deps: AnalyticsDeps): Handlers<typeof analyticsContract> => ({
  show: ({ org }, { days }) =>
    deps.db.transaction(org, async (tx) => {
      const from = (await dayNow(deps, tx)) - days + 1;
      const since = zoneNamed(await deps.zoneOf(tx)).startOf(from);
      const counts = await countsSince(tx, formatDay(from));
      const known = await documentsKnown(tx);
      const { documents, companies, grants } = await readingsBetween(tx, { from: since, to: deps.chance.now() + 1 });
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
  ...ownSummary(deps),
  dismiss: ({ org }, { words }) =>
    deps.db.transaction(org, async (tx) => {
      if (!(await dismissSearch(tx, words))) throw new DomainError('not_found', { what: 'search', id: words });
      return { words };
    }),
});

export interface Noted {
  readonly counts: ReadonlyMap<string, number>;
  /** Words that were looked for and not found. */
  readonly searches: ReadonlyMap<string, number>;
}

/** Keeps what a process counted since the last time, on the day that it is now. */
export const noteCounts = (deps: AnalyticsDeps, org: string, { counts, searches }: Noted): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    await addCounts(tx, org, { day: formatDay(await dayNow(deps, tx)), counts });
    await addSearches(tx, org, { at: deps.chance.now(), searches });
  });

const WORDS_KEPT = 400 * DAY;
const DAYS_KEPT = 800;

/** What is too old to say anything. */
export const forgetOldCounts = (deps: AnalyticsDeps, org: string): Promise<void> =>
  deps.db.transaction(org, async (tx) =>
    forgetCounts(tx, deps.chance.now() - WORDS_KEPT, formatDay((await dayNow(deps, tx)) - DAYS_KEPT)),
  );
