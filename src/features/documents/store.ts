import { sql } from 'kysely';
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
