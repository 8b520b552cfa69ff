import { sql } from 'kysely';
import { HANDED_IN } from '#/core/handed-in.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

export interface UploadRow {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly made: Instant;
  readonly person: string;
}

export async function insertUpload(tx: Tx, org: string, { made, ...row }: UploadRow): Promise<void> {
  await tx
    .insertInto('source_upload')
    .values({ org, ...row, made: formatInstant(made) })
    .execute();
}

/** Puts other bytes in the place of those that were handed in before; false where these no longer lie there. */
export async function replaceUpload(tx: Tx, former: string, { id, made, ...row }: UploadRow): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('source_upload')
    .set({ ...row, made: formatInstant(made) })
    .where('id', '=', id)
    .where('sha256', '=', former)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Did a source take in what lies there now? */
export async function isTakenIn(tx: Tx, source: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from source_upload u join artifact a on a.sha256 = u.sha256
     where u.id = ${id} and a.source = ${source} limit 1`.execute(tx);
  return rows.length > 0;
}

export const uploadWithId = (tx: Tx, id: string): Promise<UploadRow | undefined> =>
  tx
    .selectFrom('source_upload')
    .select(['id', 'name', 'sha256', 'bytes', 'made', 'person'])
    .where('id', '=', id)
    .executeTakeFirst();

/** By which the source `s` is read now. */
const SETTINGS = sql`coalesce((
  select c.settings from source_settings c where c.source = s.id order by c.position desc limit 1), s.settings)`;

/**
 * Takes those away that no source reads, but for the latest few that were handed in since an instant; the addresses of
 * bytes that nothing else has.
 */
export async function forgetUploads(
  tx: Tx,
  { keep, since }: { readonly keep: number; readonly since: Instant },
): Promise<readonly string[]> {
  const { rows } = await sql<{ sha256: string }>`
    delete from source_upload where id in (
      select id from (
        select u.id, u.made, row_number() over (order by u.made desc) as place from source_upload u
        where not exists (select from source s where ${SETTINGS}->>'path' like ${HANDED_IN} || u.id || '/%')) unread
      where place > ${keep} or made < ${formatInstant(since)})
    returning sha256`.execute(tx);
  return unheld(tx, [...new Set(rows.map(({ sha256 }) => sha256))]);
}

/** Of these addresses those that no artifact and no other file that was handed in has. */
export async function unheld(tx: Tx, addresses: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from unnest(${addresses}::text[]) as t (sha256)
    where not exists (select from artifact a where a.sha256 = t.sha256)
      and not exists (select from source_upload u where u.sha256 = t.sha256)`.execute(tx);
  return rows.map(({ sha256 }) => sha256);
}

/** The addresses of what was handed in, whether a source has read it or not. */
export const uploadedFiles = async (tx: Tx): Promise<readonly string[]> =>
  (await tx.selectFrom('source_upload').select('sha256').execute()).map(({ sha256 }) => sha256);
