import { sql } from 'kysely';
import type { Area } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';

export interface UnneededFile {
  readonly area: Area;
  readonly address: string;
}

/** Keeps in mind which files must go, in the transaction that seals that they are erased, or laid together anew. */
export async function noteUnneededFiles(tx: Tx, org: string, area: Area, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tx
    .insertInto('erased_file')
    .values(addresses.map((address) => ({ org, area, address })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const unneededFiles = async (tx: Tx): Promise<readonly UnneededFile[]> =>
  (await tx
    .selectFrom('erased_file')
    .select(['area', 'address'])
    .orderBy('address')
    .execute()) as readonly UnneededFile[];

export const forgetUnneededFile = (tx: Tx, area: Area, address: string): Promise<unknown> =>
  tx.deleteFrom('erased_file').where('area', '=', area).where('address', '=', address).execute();

/** Waits until nobody appends; until the transaction ends, nobody will. */
export const lockLog = (tx: Tx): Promise<unknown> => tx.selectFrom('ledger_log').select('size').forUpdate().execute();

/** Is a file still what the log seals: an artifact that was received again, a segment that nothing replaced? */
export async function isStillSealed(tx: Tx, area: Area, address: string): Promise<boolean> {
  const { rows } = await sql<{ sealed: boolean }>`
    select case ${area}::text
           when 'outcomes' then true
           when 'artifacts' then exists (select from artifact where sha256 = ${address})
           else exists (select from merged_segment where digest = ${address})
             or exists (select from segment s where s.digest = ${address}
                         and not exists (select from erasure e where e.subject_kind = 'segment' and e.subject = s.position::text))
             or exists (select from erasure e where e.subject_kind = 'segment' and e.successor = ${address}
                         and not exists (select from erasure f where f.subject_kind = 'segment' and f.subject = e.subject and f.position > e.position))
           end as sealed`.execute(tx);
  return rows[0]?.sealed === true;
}
