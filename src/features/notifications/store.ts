import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** Which of some notices a person has read. */
export async function readAmong(tx: Tx, person: string, notices: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('notice_read')
    .select('notice')
    .where('person', '=', person)
    .where(sql<boolean>`notice = any(${[...notices]}::text[])`)
    .execute();
  return new Set(rows.map(({ notice }) => notice));
}

export async function insertRead(
  tx: Tx,
  org: string,
  { person, notices, at }: { readonly person: string; readonly notices: readonly string[]; readonly at: Instant },
): Promise<void> {
  if (notices.length === 0) return;
  await tx
    .insertInto('notice_read')
    .values(notices.map((notice) => ({ org, person, notice, at: formatInstant(at) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteRead(tx: Tx, person: string, notices: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('notice_read')
    .where('person', '=', person)
    .where(sql<boolean>`notice = any(${[...notices]}::text[])`)
    .execute();
}

/** What was read long ago. */
export async function forgetRead(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('notice_read').where('at', '<', instant(before)).execute();
}
