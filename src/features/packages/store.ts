import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

/** All artifacts that were received before a position and are still there; `attached` where a person attached it to a control. */
export const artifactRowsForPackage = async (
  tx: Tx,
  asOf: number,
): Promise<readonly { readonly id: string; readonly sha256: string; readonly attached: boolean }[]> =>
  (
    await sql<{ id: string; sha256: string; attached: boolean }>`
      select a.id, a.sha256, exists (select from evidence v where v.org = a.org and v.artifact = a.id) as attached
        from artifact a where a.position < ${asOf}`.execute(tx)
  ).rows;

/** How many artifacts were erased. */
export async function erasedArtifacts(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('erasure')
    .select((build) => build.fn.countAll<number>().as('count'))
    .where('subject_kind', '=', 'artifact')
    .executeTakeFirstOrThrow();
  return count;
}

/** Positions of segments of which only a redacted successor is left. */
export async function segmentSuccessors(tx: Tx): Promise<ReadonlySet<number>> {
  const rows = await tx.selectFrom('erasure').select('subject').where('subject_kind', '=', 'segment').execute();
  return new Set(rows.map(({ subject }) => Number(subject)));
}
