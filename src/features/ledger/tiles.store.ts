import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';
import { leavesBetween } from './entries.store.ts';

/** Hashes `[from, until)` of a level, one after the other: leaf hashes, or the roots of full tiles a level lower. */
const between = (level: number, from: number, until: number): RawBuilder<Buffer | null> =>
  level === 0
    ? leavesBetween(from, until)
    : sql`(select string_agg(root, ''::bytea order by index) from ledger_tile
            where level = ${level - 1} and index >= ${from} and index < ${until})`;

/** Hashes of a level. */
export interface Hashes {
  readonly level: number;
  readonly from: number;
  readonly until: number;
}

/** Each of these, one hash after the other, all in one query. */
export async function hashesOf(tx: Tx, wanted: readonly Hashes[]): Promise<readonly Uint8Array[]> {
  if (wanted.length === 0) return [];
  const terms = wanted.map(
    ({ level, from, until }, at) => sql`select ${sql.lit(at)} as place, ${between(level, from, until)} as hashes`,
  );
  const { rows } = await sql<{ hashes: Buffer | null }>`
    ${sql.join(terms, sql` union all `)} order by place`.execute(tx);
  return rows.map(({ hashes: found }) => found ?? new Uint8Array(0));
}

/** The root of a full tile; undefined when it was not stored. */
export async function tileRoot(tx: Tx, level: number, index: number): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('ledger_tile')
    .select('root')
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirst();
  return row?.root;
}
