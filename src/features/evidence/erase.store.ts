import { sql } from 'kysely';
import type { Area } from '#/platform/blob/blob-store.ts';
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

export const destroyArtifacts = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  asEraser(tx, () =>
    tx
      .deleteFrom('artifact')
      .where('id', 'in', [...ids])
      .execute(),
  );

/** Merged segments of a population are made again from what is left; gives the files that held them. */
export async function destroyMerged(tx: Tx, population: string): Promise<readonly string[]> {
  const rows = await asEraser(tx, () =>
    tx.deleteFrom('merged_segment').where('population', '=', population).returning('digest').execute(),
  );
  return rows.map(({ digest }) => digest);
}

/** What checks said of an item, which may name a person, and the lists that may name it; those are made anew. */
export async function destroyFindings(tx: Tx, item: string): Promise<void> {
  await asEraser(tx, () => tx.deleteFrom('finding').where('item', '=', item).execute());
  await tx.deleteFrom('derived_page').execute();
  await tx.deleteFrom('derived').execute();
}

/** What people said when they excluded an item from checks, or ended that; gives the positions of their entries. */
export const destroyExclusions = (tx: Tx, item: string): Promise<readonly number[]> =>
  asEraser(tx, async () => {
    const { rows } = await sql<{ position: number }>`
      with ended as (
        delete from exclusion_end e using exclusion x
         where x.org = e.org and x.position = e.exclusion and x.item = ${item}
        returning e.position
      ), excluded as (delete from exclusion where item = ${item} returning position)
      select position from ended union all select position from excluded order by position`.execute(tx);
    return rows.map(({ position }) => position);
  });

export interface ErasedFile {
  readonly area: Area;
  readonly address: string;
}

/** Keeps in mind which files must go, in the transaction that seals that they are erased. */
export async function noteErasedFiles(tx: Tx, org: string, area: Area, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tx
    .insertInto('erased_file')
    .values(addresses.map((address) => ({ org, area, address })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const erasedFiles = async (tx: Tx): Promise<readonly ErasedFile[]> =>
  (await tx
    .selectFrom('erased_file')
    .select(['area', 'address'])
    .orderBy('address')
    .execute()) as readonly ErasedFile[];

export const forgetErasedFile = (tx: Tx, area: Area, address: string): Promise<unknown> =>
  tx.deleteFrom('erased_file').where('area', '=', area).where('address', '=', address).execute();

/** Waits until nobody appends; until the transaction ends, nobody will. */
export const lockLog = (tx: Tx): Promise<unknown> => tx.selectFrom('ledger_log').select('size').forUpdate().execute();

/** Is a file still what the log seals: an artifact that was received again, a segment that nothing replaced? */
export async function isStillSealed(tx: Tx, area: Area, address: string): Promise<boolean> {
  const { rows } = await sql<{ sealed: boolean }>`
    select case when ${area} = 'artifacts' then exists (select from artifact where sha256 = ${address})
           else exists (select from merged_segment where digest = ${address})
             or exists (select from segment s where s.digest = ${address}
                         and not exists (select from erasure e where e.subject_kind = 'segment' and e.subject = s.position::text))
             or exists (select from erasure e where e.subject_kind = 'segment' and e.successor = ${address}
                         and not exists (select from erasure f where f.subject_kind = 'segment' and f.subject = e.subject and f.position > e.position))
           end as sealed`.execute(tx);
  return rows[0]?.sealed === true;
}
