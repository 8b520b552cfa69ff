import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { HOUR } from '#/core/time/instant.ts';
import { type Day, formatDay, zoneNamed } from '#/core/time/zone.ts';
import { askedBetween, documentsKnown, readingsBetween, waitingSince } from '#/features/grants/index.ts';
import { membersWhoMay, setSummary, summaryAccounts, wantsSummary } from '#/features/identity/index.ts';
import { objectionsBetween, subscriberCounts } from '#/features/subscribers/index.ts';
import { publicRow } from '#/features/trust/index.ts';
import type { Organization, Tx } from '#/platform/db/database.ts';
import type { Post } from '#/platform/mail/letter.ts';
import type { analyticsContract } from './contract.ts';
import type { AnalyticsDeps } from './ground.ts';
import { PAGE } from './looks.ts';
import { countsSince, lastWeek, takeWeek } from './store.ts';
import { openSearches } from './suggest.service.ts';
import { isQuiet, summaryOf, type Week } from './summary.ts';
import { linkInto } from '#/features/organization/index.ts';

export interface SummaryDeps extends AnalyticsDeps {
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
}

const WEEK = 7;
/** The hour of a Monday from which the week before is told. */
const FROM = 7 * HOUR;

/** The Monday of the week of a day; day 0, 1 January 1970, was a Thursday. */
export const mondayOf = (day: Day): Day => day - ((day + 3) % WEEK);

/**
 * Tells those who may see the trust center and wish it what the week before brought, once a week for an organization.
 * Run often: a Monday that was missed is made good later in its week. How many were written to.
 */
export const summarize = (deps: SummaryDeps, { org, name }: Organization): Promise<number> =>
  deps.db.transaction(org, async (tx) => {
    const now = deps.chance.now();
    const zone = zoneNamed(await deps.zoneOf(tx));
    const monday = mondayOf(zone.dayOf(now));
    if (now < zone.startOf(monday) + FROM || (await publicRow(tx)) === undefined) return 0;
    const wished = await summaryAccounts(tx);
    const readers = (await membersWhoMay(tx, 'trust:read', now)).filter(({ account }) => wished.has(account));
    if (readers.length === 0) return 0;
    const week = await weekBefore(deps, tx, monday);
    const told = isQuiet(week) ? [] : readers;
    if (!(await takeWeek(tx, org, { week: formatDay(monday), people: told.length }))) return 0;
    const link = await linkInto(deps, org, '/trust/audience');
    for (const { email } of told)
      await deps.post(tx, org, {
        kind: 'reminder',
        to: email,
        expires: null,
        ...summaryOf(week, { organization: name, link }),
      });
    return told.length;
  });

async function weekBefore(deps: SummaryDeps, tx: Tx, monday: Day): Promise<Week> {
  const zone = zoneNamed(await deps.zoneOf(tx));
  const [from, to] = [zone.startOf(monday - WEEK), zone.startOf(monday)];
  const days = [formatDay(monday - 2 * WEEK), formatDay(monday - WEEK), formatDay(monday)] as const;
  const counts = (await countsSince(tx, days[0])).filter(({ what }) => what === PAGE.people);
  const looksIn = (first: string, end: string): number =>
    counts.reduce((sum, { day, count }) => sum + (day >= first && day < end ? count : 0), 0);
  const known = await documentsKnown(tx);
  const { documents, companies } = await readingsBetween(tx, { from, to });
  const { count: waiting, oldest } = await waitingSince(tx);
  return {
    first: days[1],
    last: formatDay(monday - 1),
    looks: looksIn(days[1], days[2]),
    looksBefore: looksIn(days[0], days[1]),
    documents: documents.map(({ id, views, downloads }) => ({ title: known(id).title, views, downloads })),
    companies: companies.length,
    asked: await askedBetween(tx, { from, to }),
    waiting,
    oldest: oldest === null ? null : deps.chance.now() - oldest,
    words: (await openSearches(tx)).filter(({ last }) => last >= from),
    subscribers: (await subscriberCounts(tx)).on,
    objections: await objectionsBetween(tx, { from, to }),
  };
}

const accountOf = ({ standing }: Caller): string | null => standing?.account ?? null;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whether somebody wants the summary. */
export const ownSummary = ({
  db,
}: AnalyticsDeps): Pick<Handlers<typeof analyticsContract>, 'summary' | 'setSummary'> => ({
  summary: (caller) =>
    db.transaction(caller.org, async (tx) => ({
      own: (await wantsSummary(tx, accountOf(caller) ?? NOBODY)) ?? null,
      last: (await lastWeek(tx)) ?? null,
    })),
  setSummary: (caller, { wanted }) =>
    db.transaction(caller.org, async (tx) => {
      const account = accountOf(caller);
      if (account === null)
        throw new DomainError('input_invalid', { where: 'person', because: 'only a person who signs in gets one' });
      await setSummary(tx, account, wanted);
      return { wanted };
    }),
});
