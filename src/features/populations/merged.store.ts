import { asEraser, type Tx } from '#/platform/db/database.ts';

export interface MergedRow {
  readonly position: number;
  readonly population: string;
  readonly upto: number;
  readonly rows: number;
  readonly digest: string;
  readonly bytes: number;
}

/** The segment into which all before its `upto` were merged. */
export const lastMerged = (tx: Tx, population: string) =>
  tx
    .selectFrom('merged_segment')
    .select(['digest', 'position', 'upto', 'rows'])
    .where('population', '=', population)
    .orderBy('upto', 'desc')
    .limit(1)
    .executeTakeFirst();

export async function insertMergedSegment(tx: Tx, row: MergedRow & { readonly org: string }): Promise<void> {
  await tx.insertInto('merged_segment').values(row).execute();
}

/** Merged segments of a population are made again from what is left; gives the files that held them. */
export const destroyMerged = (tx: Tx, population: string): Promise<readonly string[]> =>
  asEraser(tx, async () => {
    const gone = tx.deleteFrom('merged_segment').where('population', '=', population);
    return (await gone.returning('digest').execute()).map(({ digest }) => digest);
  });

/** All of them that were sealed before a position; gives the files that held them. */
export const destroyMergedBefore = (tx: Tx, population: string, position: number): Promise<readonly string[]> =>
  asEraser(tx, async () => {
    const gone = tx.deleteFrom('merged_segment').where('population', '=', population).where('position', '<', position);
    return (await gone.returning('digest').execute()).map(({ digest }) => digest);
  });

/** Puts the rows in place of whatever there is; gives the files of what was there and is no more. */
export async function replaceMerged(tx: Tx, org: string, rows: readonly MergedRow[]): Promise<readonly string[]> {
  const gone = await asEraser(tx, () => tx.deleteFrom('merged_segment').returning('digest').execute());
  for (const row of rows) await insertMergedSegment(tx, { org, ...row });
  const there = new Set(rows.map(({ digest }) => digest));
  return gone.map(({ digest }) => digest).filter((digest) => !there.has(digest));
}
