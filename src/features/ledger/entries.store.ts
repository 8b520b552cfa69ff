import { type RawBuilder, sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { entriesIn } from './forms.ts';

/** An entry as it is stored, with what is left of its payload. */
export interface StoredEntry {
  readonly position: number;
  readonly received: Instant;
  readonly leaf: Uint8Array;
  readonly entry: Uint8Array;
  /** Null once it was erased. */
  readonly salt: Uint8Array | null;
  readonly payload: Uint8Array | null;
}

/** Byte strings of consecutive positions, each with a hash or salt of 32 bytes. */
export interface Run {
  readonly first: number;
  /** Where the first one begins in the bytes that `ends` counts. */
  readonly start: number;
  readonly ends: readonly number[];
  readonly hashes: Buffer;
  readonly bytes: Buffer;
}

/** The two tables that hold runs, and what they call their columns. */
const ENTRIES = { table: sql.table('ledger_batch'), hashes: sql.ref('leaves'), bytes: sql.ref('entries') };
const PAYLOADS = { table: sql.table('ledger_payload'), hashes: sql.ref('salts'), bytes: sql.ref('payloads') };

/**
 * The runs of a table that have a part in `[from, until)`, as `r`, and which part, as `lo` and `hi`: found by the key
 * alone, from the run in which `from` may lie.
 */
const within = ({ table }: typeof ENTRIES, from: number, until: number): RawBuilder<unknown> => sql`
  ${table} r cross join lateral (select
     least(greatest(${from}::bigint - first, 0), cardinality(ends))::int as lo,
     least(greatest(${until}::bigint - first, 0), cardinality(ends))::int as hi) part
   where first >= coalesce((select first from ${table} where first <= ${from} order by first desc limit 1), ${from})
     and first < ${until} and hi > lo`;

/** What is asked for of those runs, and no byte more. */
const partsOf = (runs: typeof ENTRIES, from: number, until: number): RawBuilder<unknown> => sql`
  first + lo as first, coalesce(ends[lo], 0) as start, ends[lo + 1:hi] as ends,
  substring(${runs.hashes} from lo * 32 + 1 for (hi - lo) * 32) as hashes,
  substring(${runs.bytes} from coalesce(ends[lo], 0) + 1 for greatest(ends[hi] - coalesce(ends[lo], 0), 0)) as bytes
  from ${within(runs, from, until)}`;

/** Entries `[from, from + limit)` with what is left of their payloads, in order of position. */
export async function entriesFrom(tx: Tx, from: number, limit: number): Promise<readonly StoredEntry[]> {
  const until = from + limit;
  const { rows } = await sql<Run & { readonly received: Instant | null; readonly forms: readonly string[] | null }>`
    select received, forms, ${partsOf(ENTRIES, from, until)}
     union all
    select null, null, ${partsOf(PAYLOADS, from, until)}
     order by first`.execute(tx);
  const payloads = new Map<number, Item>();
  for (const run of rows) if (run.received === null) for (const item of itemsOf(run)) payloads.set(item.position, item);
  return rows.flatMap((run) => {
    const { received } = run;
    if (received === null) return [];
    const entryOf = entriesIn(run.forms);
    return itemsOf(run).map(({ position, hash, bytes }) => {
      const { hash: salt, bytes: payload } = payloads.get(position) ?? NOTHING;
      return { position, received, leaf: hash, entry: entryOf(bytes), salt, payload };
    });
  });
}

export interface Item {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

const NOTHING = { hash: null, bytes: null } as const;

/** What a run holds, position by position. */
export function itemsOf({ first, start, ends, hashes, bytes }: Run): readonly Item[] {
  return ends.map((end, at) => ({
    position: first + at,
    hash: hashes.subarray(at * 32, (at + 1) * 32),
    bytes: bytes.subarray((ends[at - 1] ?? start) - start, end - start),
  }));
}

/** Leaf hashes of `[from, until)`, one after the other, as a term of a query. */
export const leavesBetween = (from: number, until: number): RawBuilder<Buffer | null> => sql`
  (select string_agg(substring(leaves from lo * 32 + 1 for (hi - lo) * 32), ''::bytea order by first)
     from ${within(ENTRIES, from, until)})`;

/**
 * The size that the log had at an instant: one more than the last position received by then. `received` never
 * decreases, so that it is found by halving, and appending keeps no index for it.
 */
export async function sizeAt(tx: Tx, instant: Instant): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    with recursive half(low, high) as (
      select 0::bigint, size from ledger_log
      union all
      select case when b.received <= i.instant then greatest(b.first + cardinality(b.ends), m.middle + 1) else h.low end,
             case when b.received <= i.instant then h.high else least(b.first, m.middle) end
        from half h
       cross join (select ${formatInstant(instant)}::timestamptz as instant) i
       cross join lateral (select (h.low + h.high) / 2 as middle) m
       cross join lateral (select first, received, ends from ledger_batch where first <= m.middle order by first desc limit 1) b
       where h.low < h.high)
    select low as size from half where low >= high`.execute(tx);
  return rows[0]?.size ?? 0;
}

/** How much is stored that a log of this size does not have. */
export async function beyond(
  tx: Tx,
  size: number,
): Promise<{ readonly entries: number; readonly checkpoints: number }> {
  const { rows } = await sql<{ entries: number; checkpoints: number }>`
    select (select coalesce(sum(least(first + cardinality(ends) - ${size}::bigint, cardinality(ends))), 0)::bigint
              from ledger_batch where first + cardinality(ends) > ${size}::bigint) as entries,
           (select count(*) from ledger_checkpoint where size > ${size}) as checkpoints`.execute(tx);
  return rows[0] ?? { entries: 0, checkpoints: 0 };
}

/** Rows that are not of their form: too many bytes, or too few, for what they say they hold; or a part of another. */
export async function misfits(tx: Tx): Promise<readonly string[]> {
  const of = ({ table, hashes, bytes }: typeof ENTRIES, what: string): RawBuilder<unknown> => sql`
    select ${what} || ' from ' || first || ' on' as row
      from (select *, lag(first + cardinality(ends)) over (order by first) as free from ${table}) r
     where array_lower(ends, 1) is distinct from 1 or array_ndims(ends) <> 1
        or length(${hashes}) is distinct from cardinality(ends) * 32
        or length(${bytes}) is distinct from ends[cardinality(ends)]
        or first < free or first < 0`;
  const { rows } = await sql<{ row: string }>`
    ${of(ENTRIES, 'the entries')} union all ${of(PAYLOADS, 'the payloads')} union all
    select 'the forms of the entries from ' || first || ' on' from ledger_batch
     where cardinality(forms) <> 1 and cardinality(forms) is distinct from
           (select count(distinct get_byte(substring(entries from coalesce(ends[at - 1], 0) + 1 for 1), 0))
              from generate_series(1, cardinality(ends)) as at where ends[at] > coalesce(ends[at - 1], 0))`.execute(tx);
  return rows.map(({ row }) => row);
}

/** As many entries as stand in one row: what is read or erased of them costs no more however many come at once. */
export const ENTRIES_A_ROW = 4_096;

/** As many as are named one by one. */
const MOST_NAMED = 1_000;

/**
 * Sizes at which an append ended, as the rows that hold entries tell, and of which there is no checkpoint. An append of
 * more entries than one row holds goes on in the next, so nothing is told by a row that is full.
 */
export const unsignedEnds = async (tx: Tx): Promise<readonly number[]> =>
  (
    await sql<{ readonly size: number }>`
      select b.first as size
        from (select first, lag(cardinality(ends)) over (order by first) as before from ledger_batch) b
        left join ledger_checkpoint c on c.size = b.first
       where b.before < ${ENTRIES_A_ROW} and c.size is null
       order by b.first limit ${MOST_NAMED}`.execute(tx)
  ).rows.map(({ size }) => size);

/** More changes of a key than this no log has. */
const MOST_BATCHES = 1_000;

/** The batches below a position that hold entries of some kinds, in order. It looks at each batch, and at no entry. */
export async function batchesOfKind(
  tx: Tx,
  kinds: readonly string[],
  before: number,
): Promise<readonly { readonly first: number; readonly count: number }[]> {
  const members = kinds.map((kind) => `"kind":"${kind}"`);
  const { rows } = await sql<{ first: number; count: number }>`
    select first, cardinality(ends) as count
      from ledger_batch
     where first < ${before}
       and exists (select from unnest(${members}::text[]) as member
                    where case when forms is null then position(convert_to(member, 'UTF8') in entries) > 0
                               else array_to_string(forms, ' ') like '%' || member || '%' end)
     order by first limit ${MOST_BATCHES}`.execute(tx);
  return rows;
}
