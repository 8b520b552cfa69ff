import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

/** What came back from an outsider for a checkpoint that was sent out. */
export interface OutsideRow {
  readonly size: number;
  readonly kind: 'rfc3161' | 'witness';
  readonly evidence: Uint8Array;
  readonly note: string;
}

/** As many as a package carries: the latest, for they cover most. */
const MOST = 1_000;

/** What can be verified offline of what outsiders said of checkpoints of at most so many entries. */
export const outsideRows = async (tx: Tx, size: number): Promise<readonly OutsideRow[]> =>
  (
    await sql<OutsideRow>`
      select * from (
        select w.size, w.kind, w.evidence, c.note
          from ledger_witness w join ledger_checkpoint c on c.org = w.org and c.size = w.size
         where w.kind in ('rfc3161', 'witness') and w.size <= ${size}
         order by w.size desc, w.setting desc limit ${MOST}) latest
       order by size`.execute(tx)
  ).rows;

/** Whether the log says, from a position on, that something was erased. */
export const isErasedSince = async (tx: Tx, position: number): Promise<boolean> =>
  (await tx.selectFrom('erasure').select('position').where('position', '>=', position).limit(1).execute()).length > 0;

/** When the log last took that something was erased; null: it never did. */
export async function lastErased(tx: Tx): Promise<Instant | null> {
  const last = tx
    .selectFrom('erasure')
    .select(receivedAt('position').as('received'))
    .orderBy('position', 'desc')
    .limit(1);
  return (await last.executeTakeFirst())?.received ?? null;
}
