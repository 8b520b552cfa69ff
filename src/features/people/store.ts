import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

export interface AliasRow {
  readonly handle: string;
  readonly actor: string | null;
  readonly position: number;
  readonly person: string;
}

/** The last word on each handle before a position of the log, those taken back included. */
export const aliasRows = async (tx: Tx, asOf: number): Promise<readonly AliasRow[]> =>
  (
    await sql<AliasRow>`
      select distinct on (handle) handle, actor, position, person from alias
       where position < ${asOf} order by handle, position desc`.execute(tx)
  ).rows;

export async function insertAliases(tx: Tx, org: string, rows: readonly AliasRow[]): Promise<void> {
  const column = <K extends keyof AliasRow>(name: K): readonly AliasRow[K][] => rows.map((row) => row[name]);
  await sql`
    insert into alias (org, handle, position, actor, person)
    select ${org}::uuid, * from unnest(${column('handle')}::text[], ${column('position')}::bigint[], ${column('actor')}::text[], ${column('person')}::text[])`.execute(
    tx,
  );
}
