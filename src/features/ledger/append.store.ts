import { type RawBuilder, sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import { KEPT } from '#/platform/db/connect.ts';
import type { Tx } from '#/platform/db/database.ts';
import { endsOf, type Packed } from './packed.ts';
import type { Head, StoredCheckpoint } from './store.ts';

/** Entries on their way into the log in one row, and what they commit to in another. */
export interface NewRun {
  readonly first: number;
  readonly received: Instant;
  /** 32 bytes each, one after the other. */
  readonly leaves: Uint8Array;
  readonly entries: Packed;
  /** 32 bytes each, one after the other. */
  readonly salts: Uint8Array;
  readonly payloads: Packed;
}

/** A tile that became full. */
export interface NewTile {
  readonly level: number;
  readonly index: number;
  readonly root: Uint8Array;
}

export interface Append {
  readonly runs: readonly NewRun[];
  readonly tiles: readonly NewTile[];
  readonly checkpoint: StoredCheckpoint;
  readonly head: Omit<Head, 'origin'>;
}

/** All that an append changes, in one statement: a thousand entries cost little more than one. */
export async function saveAppend(tx: Tx, org: string, { runs, tiles, checkpoint, head }: Append): Promise<void> {
  const inserts = [
    ...runs.flatMap((run) => [entriesInsert(org, run), payloadInsert(org, run)]),
    tilesInsert(org, tiles),
    sql`insert into ledger_checkpoint (org, size, note) values (${org}, ${checkpoint.size}, ${checkpoint.note})`,
  ];
  await sql`${runs.length === 1 ? sql.raw(KEPT) : sql.raw('')}
    with ${sql.join(inserts.map((insert, at) => sql`${sql.ref(`insert_${at}`)} as (${insert})`))}
    update ledger_log
       set size = ${head.size}, frontier = ${head.frontier}, received = ${formatInstant(head.received)},
           epoch = ${head.epoch}, verifier = ${head.verifier}`.execute(tx);
}

const entriesInsert = (org: string, { first, received, leaves, entries }: NewRun): RawBuilder<unknown> => sql`
  insert into ledger_batch (org, first, received, ends, leaves, entries)
  values (${org}, ${first}, ${formatInstant(received)}, ${endsOf(entries)}, ${leaves}, ${entries.bytes})`;

export const payloadInsert = (
  org: string,
  { first, salts, payloads }: Pick<NewRun, 'first' | 'salts' | 'payloads'>,
): RawBuilder<unknown> => sql`
  insert into ledger_payload (org, first, ends, salts, payloads)
  values (${org}, ${first}, ${endsOf(payloads)}, ${salts}, ${payloads.bytes})`;

const tilesInsert = (org: string, tiles: readonly NewTile[]): RawBuilder<unknown> => sql`
  insert into ledger_tile (org, level, index, root)
  select ${org}::uuid, level, index,
         substring(${Buffer.concat(tiles.map(({ root }) => root))}::bytea from (n::int - 1) * 32 + 1 for 32)
    from unnest(${tiles.map(({ level }) => level)}::int[], ${tiles.map(({ index }) => index)}::bigint[])
         with ordinality as t (level, index, n)`;
