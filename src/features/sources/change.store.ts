import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
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

export interface PastChange {
  readonly position: number;
  readonly at: Instant;
  readonly what: 'settings' | 'secret' | 'disconnected' | 'reconnected';
  readonly person: string;
  readonly reason: string;
  /** All of them from then on, and all until then; null where they stayed. */
  readonly settings: unknown;
  readonly before: unknown;
  /** Names of those that were given. */
  readonly secrets: string;
}

interface Asked {
  readonly source: string;
  readonly until: number;
  readonly limit: number;
}

/**
 * What was changed of a source before a position of the log, the latest first: from what is sealed of it, and from the
 * audit log, which alone has that a secret was given.
 */
export async function pastChanges(tx: Tx, { source, until, limit }: Asked): Promise<readonly PastChange[]> {
  const { rows } = await sql<PastChange>`
    select c.*, (select received from ledger_batch where first <= c.position order by first desc limit 1) as at from (
      select position, 'settings' as what, person, reason, settings, '' as secrets,
             lag(settings, 1, (select s.settings from source s where s.id = ${source})) over (order by position) as before
        from source_settings where source = ${source} and position < ${until}
      union all
      select position, what, person, reason, null, '', null
        from source_change where source = ${source} and position < ${until}
      union all
      select position, 'secret', person, '', null, subject->>'secrets', null from action
       where name in ('sources.giveSecrets', 'sources.changeSettings', 'sources.reconnect') and outcome = 'done'
         and subject->>'id' = ${source} and subject ? 'secrets' and position < ${until}
    ) c order by position desc limit ${limit}`.execute(tx);
  return rows;
}
