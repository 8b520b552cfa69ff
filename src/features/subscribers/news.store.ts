import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { News, Says } from './news.ts';
import type { Topic } from './topics.contract.ts';

/** Up to where somebody looked for news; locked. Null: nobody did yet. */
export async function placeForUpdate(tx: Tx, org: string): Promise<number | null> {
  await tx
    .insertInto('subscriber_place')
    .values({ org, position: NOWHERE })
    .onConflict((conflict) => conflict.column('org').doNothing())
    .execute();
  const { position } = await tx.selectFrom('subscriber_place').select('position').forUpdate().executeTakeFirstOrThrow();
  return position === NOWHERE ? null : position;
}
const NOWHERE = -1;

export async function savePlace(tx: Tx, position: number): Promise<void> {
  await tx.updateTable('subscriber_place').set({ position }).execute();
}

export async function insertNews(tx: Tx, org: string, { says, made, ...row }: News): Promise<void> {
  await tx
    .insertInto('subscriber_news')
    .values({ org, ...row, says: JSON.stringify(says), made: formatInstant(made) })
    .onConflict((conflict) => conflict.columns(['org', 'position', 'topic']).doNothing())
    .execute();
}

export interface NewsRow extends News {
  readonly reached: string | null;
  readonly written: number;
  readonly finished: Instant | null;
}

const news = (tx: Tx) =>
  tx
    .selectFrom('subscriber_news')
    .select(['id', 'position', 'made', 'reached', 'written', 'finished'])
    .select(sql<Topic>`topic`.as('topic'))
    .select(sql<Says>`says`.as('says'));

/** The oldest that was not written to everybody; whoever works on it already is not waited for. */
export const openNewsForUpdate = (tx: Tx): Promise<NewsRow | undefined> =>
  news(tx).where('finished', 'is', null).orderBy('position').limit(1).forUpdate().skipLocked().executeTakeFirst();

export const newsRows = (tx: Tx, limit: number): Promise<readonly NewsRow[]> =>
  news(tx).orderBy('position', 'desc').orderBy('topic').limit(limit).execute();

export const newsWithId = (tx: Tx, id: string): Promise<NewsRow | undefined> =>
  news(tx).where('id', '=', id).executeTakeFirst();

export async function saveReached(
  tx: Tx,
  id: string,
  {
    reached,
    written,
    finished,
  }: { readonly reached: string | null; readonly written: number; readonly finished: Instant | null },
): Promise<void> {
  await tx
    .updateTable('subscriber_news')
    .set({ reached, written, finished: finished === null ? null : formatInstant(finished) })
    .where('id', '=', id)
    .execute();
}
