import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import { KEPT } from '#/platform/db/connect.ts';
import type { Tx } from '#/platform/db/database.ts';

/** The end of an organization's log, as the one row that every append locks. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  /** Roots of the complete subtrees, largest first, 32 bytes each. */
  readonly frontier: Uint8Array;
  readonly received: Instant;
  readonly epoch: number;
  /** The key that signs its checkpoints now. */
  readonly verifier: string;
}

const HEAD = ['origin', 'size', 'frontier', 'received', 'epoch', 'verifier'] as const;

/** Waits until nobody else appends; until the transaction ends, nobody else will. */
export async function headForUpdate(tx: Tx): Promise<Head | undefined> {
  const { rows } = await sql<Head>`${sql.raw(KEPT)}
    select ${sql.join(HEAD.map((column) => sql.ref(column)))} from ledger_log for update`.execute(tx);
  return rows[0];
}

export const head = (tx: Tx): Promise<Head | undefined> => tx.selectFrom('ledger_log').select(HEAD).executeTakeFirst();

export async function insertHead(
  tx: Tx,
  org: string,
  { origin, size, frontier, received, epoch, verifier }: Head,
): Promise<void> {
  await tx
    .insertInto('ledger_log')
    .values({ org, origin, size, frontier, received: formatInstant(received), epoch, verifier })
    .execute();
}

/** A signed checkpoint, and the size by which it is found. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** The signed checkpoint of exactly this size, or the latest one not larger. */
export const checkpointUpTo = (tx: Tx, size: number): Promise<StoredCheckpoint | undefined> =>
  tx
    .selectFrom('ledger_checkpoint')
    .select(['size', 'note'])
    .where('size', '<=', size)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Checkpoints of sizes `(after, upTo]`, ascending. */
export const checkpointsAfter = (tx: Tx, after: number, upTo: number): Promise<readonly StoredCheckpoint[]> =>
  tx
    .selectFrom('ledger_checkpoint')
    .select(['size', 'note'])
    .where('size', '>', after)
    .where('size', '<=', upTo)
    .orderBy('size')
    .execute();

/** A setting of the organization, as it is from a position of the log on. */
export interface Setting {
  readonly position: number;
  readonly value: unknown;
}

/** The one in force; undefined when it was never set. */
export const settingOf = (tx: Tx, key: string): Promise<Setting | undefined> =>
  tx
    .selectFrom('setting')
    .select(['position', 'value'])
    .where('key', '=', key)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();

export const insertSetting = (
  tx: Tx,
  org: string,
  { key, position, value, person }: Setting & { readonly key: string; readonly person: string },
): Promise<unknown> =>
  tx
    .insertInto('setting')
    .values({ org, key, position, value: JSON.stringify(value), person })
    .execute();

/** What came back from outside, and what it is about. */
export interface Witnessed {
  readonly size: number;
  readonly kind: string;
  readonly evidence: Uint8Array;
  /** The setting that named the place. */
  readonly value: unknown;
  /** The checkpoint of that size; null when there is none any more. */
  readonly note: string | null;
}

export const insertWitnessed = (
  tx: Tx,
  org: string,
  row: Pick<Witnessed, 'size' | 'kind' | 'evidence'> & { readonly setting: number; readonly obtained: Instant },
): Promise<unknown> =>
  tx
    .insertInto('ledger_witness')
    .values({ org, ...row, obtained: formatInstant(row.obtained) })
    .execute();

/** The largest size that was sent to the place of a setting, and when it arrived; undefined when none was. */
export const largestWitnessed = (
  tx: Tx,
  setting: number,
): Promise<{ readonly size: number; readonly obtained: Instant } | undefined> =>
  tx
    .selectFrom('ledger_witness')
    .select(['size', 'obtained'])
    .where('setting', '=', setting)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Of each setting there ever was: what came back for the smallest size from `size` on, and for the largest. */
export async function witnessedAround(tx: Tx, key: string, size: number): Promise<readonly Witnessed[]> {
  const { rows } = await sql<Witnessed>`
    select w.size, w.kind, w.evidence, s.value, c.note
      from setting s
     cross join lateral (select min(size) as least, max(size) as most from ledger_witness
                          where setting = s.position and size >= ${size}) as ends
      join ledger_witness w on w.setting = s.position and w.size in (ends.least, ends.most)
      left join ledger_checkpoint c on c.size = w.size
     where s.key = ${key}
     order by s.position, w.size`.execute(tx);
  return rows;
}
