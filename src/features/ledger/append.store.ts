import { type RawBuilder, sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import { SENT } from '#/platform/db/connect.ts';
import type { Tx } from '#/platform/db/database.ts';
import { endsOf, type Packed } from './packed.ts';
import type { Head, StoredCheckpoint } from './store.ts';

/** Entries on their way into the log, in one row. */
export interface NewEntries {
  readonly first: number;
  readonly received: Instant;
  /** 32 bytes each, one after the other. */
  readonly leaves: Uint8Array;
  readonly entries: Packed;
  readonly forms: readonly string[];
}

/** What entries commit to, in one row. */
export interface NewPayloads {
  readonly first: number;
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

/** What an append makes of the tree. */
export interface NewTree {
  readonly tiles: readonly NewTile[];
  readonly checkpoint: StoredCheckpoint;
  readonly head: Omit<Head, 'origin'>;
}

/** What is committed to, in one statement, and first: the server stores it while the entries are made. All is only sent. */
export const savePayloads = (tx: Tx, org: string, runs: readonly NewPayloads[]): Promise<unknown> =>
  saveRows(
    tx,
    runs.map((run) => payloadInsert(org, run)),
  );

/** The entries, which the server stores while the tree grows. */
export const saveEntries = (tx: Tx, org: string, runs: readonly NewEntries[]): Promise<unknown> =>
  saveRows(
    tx,
    runs.map((run) => entriesInsert(org, run)),
  );

const saveRows = (tx: Tx, inserts: readonly RawBuilder<unknown>[]): Promise<unknown> =>
  sql`${sql.raw(SENT)} with ${named(inserts)} select`.execute(tx);

/** All else that an append changes, in one statement. */
export async function saveTree(tx: Tx, org: string, { tiles, checkpoint, head }: NewTree): Promise<void> {
  const inserts = [
    tilesInsert(org, tiles),
    sql`insert into ledger_checkpoint (org, size, note) values (${org}, ${checkpoint.size}, ${checkpoint.note})`,
  ];
  await sql`${sql.raw(SENT)} with ${named(inserts)}
    update ledger_log
       set size = ${head.size}, frontier = ${head.frontier}, received = ${formatInstant(head.received)},
           epoch = ${head.epoch}, verifier = ${head.verifier}`.execute(tx);
}

const named = (statements: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  sql.join(statements.map((statement, at) => sql`${sql.ref(`insert_${at}`)} as (${statement})`));

const entriesInsert = (
  org: string,
  { first, received, leaves, entries, forms }: NewEntries,
): RawBuilder<unknown> => sql`
  insert into ledger_batch (org, first, received, ends, leaves, entries, forms)
  values (${org}, ${first}, ${formatInstant(received)}, ${endsOf(entries)}, ${leaves}, ${entries.bytes}, ${[...forms]}::text[])`;

export const payloadInsert = (org: string, { first, salts, payloads }: NewPayloads): RawBuilder<unknown> => sql`
  insert into ledger_payload (org, first, ends, salts, payloads)
  values (${org}, ${first}, ${endsOf(payloads)}, ${salts}, ${payloads.bytes})`;

const tilesInsert = (org: string, tiles: readonly NewTile[]): RawBuilder<unknown> => sql`
  insert into ledger_tile (org, level, index, root)
  select ${org}::uuid, level, index,
         substring(${Buffer.concat(tiles.map(({ root }) => root))}::bytea from (n::int - 1) * 32 + 1 for 32)
    from unnest(${tiles.map(({ level }) => level)}::int[], ${tiles.map(({ index }) => index)}::bigint[])
         with ordinality as t (level, index, n)`;
