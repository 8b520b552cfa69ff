import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** Lists of companies that a rule may let in. */
export type PartyList = 'customers' | 'deals';

export async function isListed(tx: Tx, list: PartyList, domain: string): Promise<boolean> {
  const row = await tx
    .selectFrom('party_list')
    .select('domain')
    .where('list', '=', list)
    .where('domain', '=', domain)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many companies are on each list. */
export async function listCounts(tx: Tx): Promise<Readonly<Record<PartyList, number>>> {
  const rows = await tx
    .selectFrom('party_list')
    .select(['list', sql<number>`count(*)::int`.as('count')])
    .groupBy('list')
    .execute();
  const of = (list: PartyList): number => rows.find((row) => row.list === list)?.count ?? 0;
  return { customers: of('customers'), deals: of('deals') };
}

/** The whole list, in place of the one before. */
export async function replaceList(
  tx: Tx,
  org: string,
  {
    list,
    domains,
    names,
    added,
    person,
  }: {
    readonly list: PartyList;
    readonly domains: readonly string[];
    readonly names: readonly string[];
    readonly added: Instant;
    readonly person: string;
  },
): Promise<void> {
  await tx.deleteFrom('party_list').where('list', '=', list).execute();
  await sql`insert into party_list (org, list, domain, name, added, person)
    select ${org}::uuid, ${list}, domain, name, ${formatInstant(added)}::timestamptz, ${person}
    from unnest(${domains}::text[], ${names}::text[]) as given(domain, name)`.execute(tx);
}
