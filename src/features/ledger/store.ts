import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
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
export const headForUpdate = (tx: Tx): Promise<Head | undefined> =>
  tx.selectFrom('ledger_log').select(HEAD).forUpdate().executeTakeFirst();

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

export async function updateHead(
  tx: Tx,
  { size, frontier, received, epoch, verifier }: Omit<Head, 'origin'>,
): Promise<void> {
  await tx
    .updateTable('ledger_log')
    .set({ size, frontier, received: formatInstant(received), epoch, verifier })
    .execute();
}

/** Entries on their way into the log, packed so that a thousand cost little more than one. */
export interface Batch {
  readonly first: number;
  readonly received: Instant;
  readonly kinds: readonly string[];
  /** 32 bytes each, one after the other. */
  readonly leaves: Uint8Array;
  readonly entries: Packed;
  /** 32 bytes each, one after the other. */
  readonly salts: Uint8Array;
  readonly payloads: Packed;
}

/** Byte strings one after the other, and how long each is. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
}

export function packed(parts: readonly Uint8Array[]): Packed {
  return { bytes: Buffer.concat(parts), lengths: parts.map(({ length }) => length) };
}

export async function insertEntries(
  tx: Tx,
  org: string,
  { first, received, kinds, leaves, entries, salts, payloads }: Batch,
): Promise<void> {
  await sql`
    insert into ledger_entry (org, position, kind, received, leaf, entry)
    select ${org}::uuid, ${first}::bigint + n - 1, kind, ${formatInstant(received)}::timestamptz,
           substring(${leaves}::bytea from (n::int - 1) * 32 + 1 for 32), substring(${entries.bytes}::bytea from start for length)
      from unnest(${listed(kinds)}::text[], ${listed(starts(entries))}::int[], ${listed(entries.lengths)}::int[])
           with ordinality as e (kind, start, length, n)`.execute(tx);
  await sql`
    insert into ledger_payload (org, position, salt, payload)
    select ${org}::uuid, ${first}::bigint + n - 1,
           substring(${salts}::bytea from (n::int - 1) * 32 + 1 for 32), substring(${payloads.bytes}::bytea from start for length)
      from unnest(${listed(starts(payloads))}::int[], ${listed(payloads.lengths)}::int[]) with ordinality as e (start, length, n)`.execute(
    tx,
  );
}

/** An array as PostgreSQL reads it, of what needs no quotes: numbers, and kinds, which are lowercase words. */
const listed = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

/** Where each part begins, counted from 1 as SQL does. */
function starts({ lengths }: Packed): readonly number[] {
  let next = 1;
  return lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
}

export const insertCheckpoint = (tx: Tx, org: string, size: number, note: string): Promise<unknown> =>
  tx.insertInto('ledger_checkpoint').values({ org, size, note }).execute();

/** Leaf hashes of `[from, to)`, one after the other. */
export async function leafHashes(tx: Tx, from: number, to: number): Promise<Uint8Array> {
  const { rows } = await sql<{ hashes: Buffer | null }>`
    select string_agg(leaf, ''::bytea order by position) as hashes from ledger_entry where position >= ${from} and position < ${to}`.execute(
    tx,
  );
  return rows[0]?.hashes ?? new Uint8Array(0);
}

/** Roots of the full tiles `[from, to)` of a level, one after the other. */
export async function tileRoots(tx: Tx, level: number, from: number, to: number): Promise<Uint8Array> {
  const { rows } = await sql<{ hashes: Buffer | null }>`
    select string_agg(root, ''::bytea order by index) as hashes from ledger_tile where level = ${level} and index >= ${from} and index < ${to}`.execute(
    tx,
  );
  return rows[0]?.hashes ?? new Uint8Array(0);
}

/** A full tile; undefined when it was not stored. */
export const tile = (
  tx: Tx,
  level: number,
  index: number,
): Promise<{ readonly root: Uint8Array; readonly hashes: Uint8Array } | undefined> =>
  tx
    .selectFrom('ledger_tile')
    .select(['root', 'hashes'])
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirst();

export const insertTile = (
  tx: Tx,
  tile: { org: string; level: number; index: number; root: Uint8Array; hashes: Uint8Array },
): Promise<unknown> => tx.insertInto('ledger_tile').values(tile).execute();

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

/** How much is stored that a log of this size does not have. */
export async function beyond(
  tx: Tx,
  size: number,
): Promise<{ readonly entries: number; readonly checkpoints: number }> {
  const { rows } = await sql<{ entries: number; checkpoints: number }>`
    select (select count(*) from ledger_entry where position >= ${size}) as entries,
           (select count(*) from ledger_checkpoint where size > ${size}) as checkpoints`.execute(tx);
  return rows[0] ?? { entries: 0, checkpoints: 0 };
}

export interface StoredEntry {
  readonly position: number;
  readonly kind: string;
  readonly received: Instant;
  readonly leaf: Uint8Array;
  readonly entry: Uint8Array;
  /** Null once it was erased. */
  readonly salt: Uint8Array | null;
  readonly payload: Uint8Array | null;
}

/** Entries `[from, from + limit)` with what is left of their payloads. */
export const entriesFrom = (tx: Tx, from: number, limit: number): Promise<readonly StoredEntry[]> =>
  tx
    .selectFrom('ledger_entry as e')
    .leftJoin('ledger_payload as p', (join) => join.onRef('p.org', '=', 'e.org').onRef('p.position', '=', 'e.position'))
    .select(['e.position', 'e.kind', 'e.received', 'e.leaf', 'e.entry', 'p.salt', 'p.payload'])
    .where('e.position', '>=', from)
    .where('e.position', '<', from + limit)
    .orderBy('e.position')
    .execute();

/**
 * The size that the log had at an instant: one more than the last position received by then. `received` never
 * decreases, so that it is found by halving, and appending keeps no index for it.
 */
export async function sizeAt(tx: Tx, instant: Instant): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    with recursive half(low, high) as (
      select 0::bigint, size from ledger_log
      union all
      select case when e.received <= i.instant then m.middle + 1 else h.low end,
             case when e.received <= i.instant then h.high else m.middle end
        from half h
       cross join (select ${formatInstant(instant)}::timestamptz as instant) i
       cross join lateral (select (h.low + h.high) / 2 as middle) m
       cross join lateral (select received from ledger_entry where position = m.middle) e
       where h.low < h.high)
    select low as size from half where low = high`.execute(tx);
  return rows[0]?.size ?? 0;
}

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

/** The largest size that was sent to the place of a setting; 0 when none was. */
export async function largestWitnessed(tx: Tx, setting: number): Promise<number> {
  const row = await tx
    .selectFrom('ledger_witness')
    .select('size')
    .where('setting', '=', setting)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? 0;
}

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
