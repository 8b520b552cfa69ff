import pg from 'pg';
import { ROLES, SCHEMA } from '#/platform/db/roles.ts';

/** A table in which every row of some lists lies just as it is sent, behind row-level security as the product's own. */
export const KEPT_LISTS = `${SCHEMA}.bench_kept_list`;

/** Lays lists into it. `superuser` is the address of the product's database. */
export async function keepLists(
  superuser: string,
  org: string,
  lists: Readonly<Record<string, readonly unknown[]>>,
): Promise<void> {
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  try {
    await client.query(`drop table if exists ${KEPT_LISTS}`);
    await client.query(
      `create table ${KEPT_LISTS} (org uuid, list text, place integer, says jsonb, primary key (org, list, place))`,
    );
    for (const [list, rows] of Object.entries(lists))
      await client.query(
        `insert into ${KEPT_LISTS} select $1, $2, place, says from jsonb_array_elements($3) with ordinality as r (says, place)`,
        [org, list, JSON.stringify(rows)],
      );
    await client.query(`
      alter table ${KEPT_LISTS} enable row level security;
      create policy organization on ${KEPT_LISTS}
        using (org = (select nullif(current_setting('app.org', true), '')::uuid));
      grant select on ${KEPT_LISTS} to ${ROLES.app}`);
    await client.query(`analyze ${KEPT_LISTS}`);
  } finally {
    await client.end();
  }
}
