import { sql } from 'kysely';
import { asEraser, type Tx } from '#/platform/db/database.ts';

export interface ErasableArtifact {
  readonly id: string;
  readonly position: number;
  readonly sha256: string;
}

/** Every receipt of the artifact with this id or SHA-256: the same bytes may have been received more than once. */
export const artifactsNamed = async (tx: Tx, name: string): Promise<readonly ErasableArtifact[]> =>
  (
    await sql<ErasableArtifact>`
      select a.id, a.position, a.sha256 from artifact a
       where a.sha256 = ${name} or a.sha256 in (select b.sha256 from artifact b where b.id::text = ${name})
       order by a.position`.execute(tx)
  ).rows;

export interface ErasureRow {
  readonly org: string;
  readonly position: number;
  readonly subjectKind: 'artifact' | 'segment';
  readonly subject: string;
  readonly successor: string | null;
  readonly reason: string;
  readonly basis: string;
  readonly person: string;
}

export async function insertErasure(tx: Tx, { subjectKind, ...row }: ErasureRow): Promise<void> {
  await tx
    .insertInto('erasure')
    .values({ ...row, subject_kind: subjectKind })
    .execute();
}

/** Destroys payloads, with their salts. */
export const destroyPayloads = (tx: Tx, positions: readonly number[]): Promise<unknown> =>
  asEraser(tx, () =>
    tx
      .deleteFrom('ledger_payload')
      .where('position', 'in', [...positions])
      .execute(),
  );

export const destroyArtifacts = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  asEraser(tx, () =>
    tx
      .deleteFrom('artifact')
      .where('id', 'in', [...ids])
      .execute(),
  );

/** Merged segments of a population are made again from what is left. */
export const destroyMerged = (tx: Tx, population: string): Promise<unknown> =>
  asEraser(tx, () => tx.deleteFrom('merged_segment').where('population', '=', population).execute());

/** What checks said of an item, which may name a person. */
export const destroyFindings = (tx: Tx, item: string): Promise<unknown> =>
  asEraser(tx, () => tx.deleteFrom('finding').where('item', '=', item).execute());
