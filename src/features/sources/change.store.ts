import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

interface ChangeRow {
  readonly position: number;
  readonly source: string;
  readonly what: 'disconnected' | 'reconnected';
  readonly person: string;
  readonly reason: string;
}

export async function insertChange(tx: Tx, org: string, row: ChangeRow): Promise<void> {
  await tx
    .insertInto('source_change')
    .values({ org, ...row })
    .execute();
}

export async function insertSettings(
  tx: Tx,
  org: string,
  { settings, ...row }: Omit<ChangeRow, 'what'> & { readonly settings: unknown },
): Promise<void> {
  await tx
    .insertInto('source_settings')
    .values({ org, ...row, settings: JSON.stringify(settings) })
    .execute();
}

/** Is there anything that came from it, or a place in it where its next reading goes on? */
export async function hasBrought(tx: Tx, source: string): Promise<boolean> {
  const { rows } = await sql`
    select from source s where s.id = ${source} and (
      exists (select from segment t where t.source = s.id) or exists (select from artifact t where t.source = s.id)
      or exists (select from coverage t where t.source = s.id) or exists (select from source_cursor t where t.source = s.id))`.execute(
    tx,
  );
  return rows.length > 0;
}
