import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { Definition, DocumentVersion } from './document.ts';

/** More than anybody gives to others. */
const MOST = 1_000;

const versions = (tx: Tx) =>
  tx
    .selectFrom('document as d')
    .select(['d.id', 'd.definition', 'd.person', 'd.position'])
    .select(receivedAt('d.position').as('received'));

const read = <R extends { readonly definition: unknown }>(row: R) => ({
  ...row,
  definition: row.definition as Definition,
});

/** The last version of each document, the newest document first. */
export async function latestDocuments(tx: Tx): Promise<readonly DocumentVersion[]> {
  const rows = await versions(tx)
    .distinctOn('d.id')
    .orderBy('d.id')
    .orderBy('d.position', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(read).toSorted((a, b) => b.position - a.position);
}

/** Every version of a document, the newest first. */
export const documentVersions = async (tx: Tx, id: string): Promise<readonly DocumentVersion[]> =>
  (await versions(tx).where('d.id', '=', id).orderBy('d.position', 'desc').limit(MOST).execute()).map(read);

export async function insertDocument(
  tx: Tx,
  org: string,
  { definition, ...row }: Pick<DocumentVersion, 'id' | 'definition' | 'person' | 'position'>,
): Promise<void> {
  await tx
    .insertInto('document')
    .values({ org, ...row, definition: JSON.stringify(definition) })
    .execute();
}

/** The document whose original, of any version, has a digest. */
export const documentWithFile = async (tx: Tx, sha256: string): Promise<DocumentVersion | undefined> =>
  (
    await versions(tx)
      .where(sql<boolean>`d.definition -> 'file' ->> 'sha256' = ${sha256}`)
      .orderBy('d.position', 'desc')
      .limit(1)
      .execute()
  ).map(read)[0];

/** What is told to those who want to hear of reports. */
export interface ReportNews {
  readonly position: number;
  readonly received: Instant;
  readonly title: string;
  readonly first: string | null;
  readonly last: string | null;
}

/**
 * SOC 3 reports that speak of other days than before and were added, or replaced, after a position, and are given out
 * still; the oldest first. Of a SOC 2 report, and of the letter that goes with one, nothing is said before its facts are
 * confirmed.
 */
export async function addedSince(tx: Tx, position: number, today: string): Promise<readonly ReportNews[]> {
  const { rows } = await sql<{ position: number; definition: Definition; received: Instant }>`
    select d.position, d.definition, ${receivedAt('d.position')} as received from document d
    where d.position > ${position} and d.definition ->> 'kind' = 'soc3-report'
      and not exists (select from document e where e.org = d.org and e.id = d.id and e.position < d.position
        and e.definition -> 'last' = d.definition -> 'last')
      and (select e.definition ->> 'retired' is null and coalesce(e.definition ->> 'validUntil', ${today}) >= ${today}
        from document e where e.org = d.org and e.id = d.id order by e.position desc limit 1)
    order by d.position`.execute(tx);
  return rows.map(({ position: at, received, definition: { title, first, last } }) => ({
    position: at,
    received,
    title,
    first,
    last,
  }));
}

/** The titles of some documents, as they were last given. */
export async function documentTitles(
  tx: Tx,
  ids: readonly string[],
  before: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select distinct on (id) id, definition ->> 'title' as title from document
     where id::text = any(${[...ids]}::text[]) and position < ${before} order by id, position desc`.execute(tx);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
