import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, receivedAt } from '#/platform/db/statements.ts';

export interface GrantRow {
  readonly id: string;
  readonly position: number;
  readonly visitor: string;
  readonly request: string | null;
  readonly documents: readonly string[];
  readonly download: boolean;
  readonly expires: Instant;
  readonly person: string;
  readonly rule: string | null;
  /** Positions of the briefs that the account's owner had read. */
  readonly briefs: readonly number[];
  /** Reports of which nobody knew whether they hold exceptions, and into which the account's owner had looked. */
  readonly reportsRead: readonly string[];
}

export interface ShownGrant extends GrantRow {
  readonly made: Instant;
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly party: string;
  /** Why it was taken back; null: it was not. */
  readonly because: string | null;
  readonly views: number | null;
  readonly downloads: number | null;
  readonly last: Instant | null;
}

const grants = (tx: Tx) =>
  tx
    .selectFrom('access_grant as g')
    .innerJoin('visitor as v', (join) => join.onRef('v.org', '=', 'g.org').onRef('v.id', '=', 'g.visitor'))
    .leftJoin('access_end as e', (join) => join.onRef('e.org', '=', 'g.org').onRef('e.grant_id', '=', 'g.id'))
    .leftJoin('access_tally as t', (join) => join.onRef('t.org', '=', 'g.org').onRef('t.grant_id', '=', 'g.id'))
    .select(['g.id', 'g.position', 'g.visitor', 'g.request', 'g.download', 'g.expires', 'g.person', 'g.rule'])
    .select(['v.name', 'v.email', 'v.company', 'v.party', 'e.because', 't.views', 't.downloads', 't.last'])
    .select(sql<readonly string[]>`g.documents`.as('documents'))
    .select(sql<readonly number[]>`g.briefs`.as('briefs'))
    .select(sql<readonly string[]>`g.reports_read`.as('reportsRead'))
    .select(receivedAt('g.position').as('made'));

export const grantRows = (tx: Tx, before: number, limit: number): Promise<readonly ShownGrant[]> =>
  grants(tx).where('g.position', '<', before).orderBy('g.position', 'desc').limit(limit).execute();

export const grantWithId = (tx: Tx, id: string): Promise<ShownGrant | undefined> =>
  grants(tx).where('g.id', '=', id).executeTakeFirst();

/** The grants of a visitor, the one that lasts longest first. */
export const grantsOfVisitor = (tx: Tx, visitor: string): Promise<readonly ShownGrant[]> =>
  grants(tx).where('g.visitor', '=', visitor).orderBy('g.expires', 'desc').limit(200).execute();

/** Those in force that end before an instant, and whose readers were not reminded. */
export const grantsEnding = (tx: Tx, now: Instant, until: Instant): Promise<readonly ShownGrant[]> =>
  grants(tx)
    .where('g.expires', '>', instant(now))
    .where('g.expires', '<=', instant(until))
    .where('e.because', 'is', null)
    .where('t.reminded', '=', false)
    .orderBy('g.expires')
    .limit(500)
    .execute();

/** Those in force that end before an instant, of readers who have no access that lasts longer; first what ends first. */
export const endingGrants = (
  tx: Tx,
  { now, until, limit }: { readonly now: Instant; readonly until: Instant; readonly limit: number },
): Promise<readonly ShownGrant[]> =>
  grants(tx)
    .where('g.expires', '>', instant(now))
    .where('g.expires', '<=', instant(until))
    .where('e.because', 'is', null)
    .where(
      sql<boolean>`not exists (select from access_grant later where later.visitor = g.visitor and later.expires > g.expires
                               and not exists (select from access_end le where le.grant_id = later.id))`,
    )
    .orderBy('g.expires')
    .limit(limit)
    .execute();

export async function insertGrant(
  tx: Tx,
  org: string,
  { documents, briefs, reportsRead, expires, ...row }: GrantRow,
): Promise<void> {
  await tx
    .insertInto('access_grant')
    .values({
      org,
      ...row,
      documents: JSON.stringify(documents),
      briefs: JSON.stringify(briefs),
      reports_read: JSON.stringify(reportsRead),
      expires: formatInstant(expires),
    })
    .execute();
  await tx.insertInto('access_tally').values({ org, grant_id: row.id }).execute();
}

export async function markReminded(tx: Tx, grant: string): Promise<void> {
  await tx.updateTable('access_tally').set({ reminded: true }).where('grant_id', '=', grant).execute();
}

export async function insertEnd(
  tx: Tx,
  org: string,
  {
    grant,
    ...row
  }: { readonly grant: string; readonly position: number; readonly because: string; readonly person: string },
): Promise<void> {
  await tx
    .insertInto('access_end')
    .values({ org, grant_id: grant, ...row })
    .execute();
}
