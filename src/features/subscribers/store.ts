import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, isAfter, type LastShown } from '#/platform/db/statements.ts';
import type { Topic } from './topics.contract.ts';

export interface Subscriber {
  readonly id: string;
  readonly email: string;
  readonly topics: readonly Topic[];
  readonly wayOut: Uint8Array;
  readonly made: Instant;
  readonly confirmed: Instant | null;
  readonly failures: number;
  readonly failed: Instant | null;
  readonly ended: Instant | null;
}

const subscribers = (tx: Tx) =>
  tx
    .selectFrom('subscriber')
    .select(['id', 'email', 'way_out as wayOut', 'made', 'confirmed', 'failures', 'failed', 'ended'])
    .select(sql<readonly Topic[]>`topics`.as('topics'));

/** Whoever has an address, made where there is nobody; locked, so that of two at once the second waits. */
export async function ensuredSubscriber(
  tx: Tx,
  org: string,
  { made, wayOut, ...row }: Pick<Subscriber, 'id' | 'email' | 'wayOut' | 'made'>,
): Promise<Subscriber> {
  await tx
    .insertInto('subscriber')
    .values({ org, ...row, way_out: wayOut, topics: [], made: formatInstant(made) })
    .onConflict((conflict) => conflict.columns(['org', 'email']).doNothing())
    .execute();
  return subscribers(tx).where('email', '=', row.email).forUpdate().executeTakeFirstOrThrow();
}

export const subscriberWithEmail = (tx: Tx, email: string): Promise<Subscriber | undefined> =>
  subscribers(tx).where('email', '=', email).forUpdate().executeTakeFirst();

export const subscriberWithWayOut = (tx: Tx, wayOut: Uint8Array): Promise<Subscriber | undefined> =>
  subscribers(tx).where('way_out', '=', wayOut).executeTakeFirst();

export async function setConfirmed(
  tx: Tx,
  id: string,
  { topics, confirmed }: { readonly topics: readonly Topic[]; readonly confirmed: Instant },
): Promise<void> {
  await tx
    .updateTable('subscriber')
    .set({ topics: [...topics], confirmed: formatInstant(confirmed), failures: 0, failed: null, ended: null })
    .where('id', '=', id)
    .execute();
}

export async function setTopics(tx: Tx, id: string, topics: readonly Topic[]): Promise<void> {
  await tx
    .updateTable('subscriber')
    .set({ topics: [...topics] })
    .where('id', '=', id)
    .execute();
}

export async function setFailing(
  tx: Tx,
  id: string,
  { failures, failed, ended }: { readonly failures: number; readonly failed: Instant; readonly ended: Instant | null },
): Promise<void> {
  await tx
    .updateTable('subscriber')
    .set({ failures, failed: formatInstant(failed), ended: ended === null ? null : formatInstant(ended) })
    .where('id', '=', id)
    .execute();
}

/** Nothing of them stays. False: there was nobody. */
export async function deleteSubscriber(tx: Tx, id: string): Promise<boolean> {
  await tx.deleteFrom('subscriber_link').where('subscriber', '=', id).execute();
  const { numDeletedRows } = await tx.deleteFrom('subscriber').where('id', '=', id).executeTakeFirst();
  return numDeletedRows === 1n;
}

export interface SubscriberPage {
  readonly state: 'unconfirmed' | 'on' | 'ended' | undefined;
  readonly after: LastShown | null;
  readonly limit: number;
}

const IN_STATE = {
  unconfirmed: sql<boolean>`confirmed is null`,
  on: sql<boolean>`confirmed is not null and ended is null`,
  ended: sql<boolean>`ended is not null`,
} as const;

/** The newest first. */
export const subscriberRows = (tx: Tx, { state, after, limit }: SubscriberPage): Promise<readonly Subscriber[]> =>
  subscribers(tx)
    .$if(state !== undefined, (query) => query.where(IN_STATE[state ?? 'on']))
    .where(isAfter(after))
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export async function subscriberCounts(tx: Tx) {
  const { rows } = await sql<{ on: number; updates: number; subprocessors: number; reports: number }>`
    select count(*)::int as on, count(*) filter (where 'updates' = any(topics))::int as updates,
      count(*) filter (where 'subprocessors' = any(topics))::int as subprocessors,
      count(*) filter (where 'reports' = any(topics))::int as reports
    from subscriber where ${IN_STATE.on}`.execute(tx);
  return rows[0] ?? { on: 0, updates: 0, subprocessors: 0, reports: 0 };
}

/** Those who chose a topic before something was made, after the one with an id, in the order of ids. */
export const readersOf = (
  tx: Tx,
  {
    topic,
    before,
    after,
    limit,
  }: { readonly topic: Topic; readonly before: Instant; readonly after: string | null; readonly limit: number },
): Promise<readonly Subscriber[]> =>
  subscribers(tx)
    .where(IN_STATE.on)
    .where(sql<boolean>`${topic} = any(topics)`)
    .where('confirmed', '<=', instant(before))
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();

export interface Link {
  readonly subscriber: string;
  readonly topics: readonly Topic[];
  readonly expires: Instant;
  readonly used: Instant | null;
}

export async function insertLink(
  tx: Tx,
  org: string,
  { made, expires, topics, ...row }: Omit<Link, 'used'> & { readonly digest: Uint8Array; readonly made: Instant },
): Promise<void> {
  await tx
    .insertInto('subscriber_link')
    .values({ org, ...row, topics: [...topics], made: formatInstant(made), expires: formatInstant(expires) })
    .execute();
}

/** Of two who use it at once, the second sees that it was used. */
export const linkForUpdate = (tx: Tx, digest: Uint8Array): Promise<Link | undefined> =>
  tx
    .selectFrom('subscriber_link')
    .select(['subscriber', 'expires', 'used'])
    .select(sql<readonly Topic[]>`topics`.as('topics'))
    .where('digest', '=', digest)
    .forUpdate()
    .executeTakeFirst();

export async function useLink(tx: Tx, digest: Uint8Array, used: Instant): Promise<void> {
  await tx
    .updateTable('subscriber_link')
    .set({ used: formatInstant(used) })
    .where('digest', '=', digest)
    .execute();
}

export async function linksSince(tx: Tx, subscriber: string, since: Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('subscriber_link')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('subscriber', '=', subscriber)
    .where('made', '>', instant(since))
    .executeTakeFirstOrThrow();
  return count;
}

/** Links that are over, people who never confirmed, and addresses at which nothing arrives. */
export async function forgetSubscribers(
  tx: Tx,
  { unconfirmed, ended }: { readonly unconfirmed: Instant; readonly ended: Instant },
): Promise<void> {
  await tx.deleteFrom('subscriber_link').where('expires', '<=', instant(unconfirmed)).execute();
  await tx.deleteFrom('subscriber').where('ended', '<=', instant(ended)).execute();
  await sql`delete from subscriber s where confirmed is null and made <= ${instant(unconfirmed)}
    and not exists (select from subscriber_link l where l.org = s.org and l.subscriber = s.id)`.execute(tx);
}
