import { sql } from 'kysely';
import { asEraser, type Tx } from '#/platform/db/database.ts';
import { payloadInsert } from './append.store.ts';
import { type Item, itemsOf, type Run } from './entries.store.ts';
import { packed } from './packed.ts';

/** Destroys payloads, with their salts; what stood in one row with them is written again without them. */
export async function destroyPayloads(tx: Tx, org: string, positions: readonly number[]): Promise<void> {
  const gone = new Set(positions);
  const runs = await asEraser(tx, async () => {
    const { rows } = await sql<Run>`
      delete from ledger_payload where first in (
        select r.first from unnest(${[...gone]}::bigint[]) as asked (position)
         cross join lateral (select first, ends from ledger_payload where first <= position order by first desc limit 1) r
         where r.first + cardinality(r.ends) > position)
      returning first, 0 as start, ends, salts as hashes, payloads as bytes`.execute(tx);
    return rows;
  });
  for (const run of runs)
    for (const left of leftOf(itemsOf(run), gone))
      await payloadInsert(org, {
        first: left[0]?.position ?? 0,
        salts: Buffer.concat(left.map(({ hash }) => hash)),
        payloads: packed(left.map(({ bytes }) => bytes)),
      }).execute(tx);
}

/** What is left of a run, in runs. */
function leftOf(items: readonly Item[], gone: ReadonlySet<number>): readonly (readonly Item[])[] {
  const left: Item[][] = [];
  for (const [at, item] of items.entries()) {
    if (gone.has(item.position)) continue;
    const before = items[at - 1];
    if (before === undefined || gone.has(before.position)) left.push([]);
    left.at(-1)?.push(item);
  }
  return left;
}
