import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

interface Place {
  readonly person: string;
  readonly page: string;
  readonly name: string;
}

export interface View extends Place {
  readonly search: string;
  readonly saved: Instant;
}

export async function viewsOf(
  tx: Tx,
  { person, page }: Pick<Place, 'person' | 'page'>,
): Promise<readonly Pick<View, 'name' | 'search' | 'saved'>[]> {
  return tx
    .selectFrom('saved_view')
    .select(['name', 'search', 'saved'])
    .where('person', '=', person)
    .where('page', '=', page)
    .orderBy(sql`lower(name)`)
    .execute();
}

/** How many views somebody has besides one. */
export async function countOthers(tx: Tx, { person, page, name }: Place): Promise<number> {
  const { others } = await tx
    .selectFrom('saved_view')
    .select(({ fn }) => fn.countAll<string>().as('others'))
    .where('person', '=', person)
    .where(sql<boolean>`(page, name) <> (${page}, ${name})`)
    .executeTakeFirstOrThrow();
  return Number(others);
}

export async function putView(tx: Tx, org: string, { saved, ...view }: View): Promise<void> {
  const row = { org, ...view, saved: formatInstant(saved) };
  await tx
    .insertInto('saved_view')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['org', 'person', 'page', 'name']).doUpdateSet({ search: row.search, saved: row.saved }),
    )
    .execute();
}

export async function deleteView(tx: Tx, { person, page, name }: Place): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('saved_view')
    .where('person', '=', person)
    .where('page', '=', page)
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What people saved who are not here any more. */
export async function deleteViewsOfOthers(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('saved_view')
    .where(sql<boolean>`not exists (select from member where member.email = saved_view.person)`)
    .execute();
}
