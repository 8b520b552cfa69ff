import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

export async function customerNamed(tx: Tx, domain: string): Promise<boolean> {
  return (
    (await tx.selectFrom('customer').select('domain').where('domain', '=', domain).executeTakeFirst()) !== undefined
  );
}

export async function customerCount(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('customer')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The whole list, in place of the one before. */
export async function replaceCustomers(
  tx: Tx,
  org: string,
  {
    domains,
    names,
    added,
    person,
  }: {
    readonly domains: readonly string[];
    readonly names: readonly string[];
    readonly added: Instant;
    readonly person: string;
  },
): Promise<void> {
  await tx.deleteFrom('customer').execute();
  await sql`insert into customer (org, domain, name, added, person)
    select ${org}::uuid, domain, name, ${formatInstant(added)}::timestamptz, ${person}
    from unnest(${domains}::text[], ${names}::text[]) as given(domain, name)`.execute(tx);
}
