import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DAY } from '#/core/time/instant.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { notificationsContract } from './contract.ts';
import type { Looking, Notice } from './notice.ts';
import { RULES } from './rules/all.service.ts';
import { deleteRead, forgetRead, insertRead, readAmong } from './store.ts';

export interface NotificationsDeps {
  readonly db: Database;
  readonly chance: Chance;
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

/**
 * What waits for a person. Nothing is sent and nothing is queued: each rule looks at what the product already has, so
 * that nothing is forgotten, nothing is told twice, and what is done is gone, whatever number of nodes there is.
 */
export const notifications = (deps: NotificationsDeps): Handlers<typeof notificationsContract> => ({
  list: (caller) =>
    deps.db.transaction(caller.org, async (tx) => {
      const notices = await noticesOf(deps, tx, caller);
      return { notices: [...notices], unread: unreadIn(notices) };
    }),
  mark: (caller, { keys, read }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const notices = await noticesOf(deps, tx, caller);
      const [wanted, { person }] = [keys === undefined ? null : new Set(keys), caller];
      // what is not there, or not for them, is not kept
      const meant = notices.filter(({ key }) => wanted?.has(key) ?? true).map(({ key }) => key);
      if (read) await insertRead(tx, caller.org, { person, notices: meant, at: deps.chance.now() });
      else await deleteRead(tx, person, meant);
      const now = new Set(meant);
      return { unread: unreadIn(notices.map((each) => (now.has(each.key) ? { ...each, read } : each))) };
    }),
});

const unreadIn = (notices: readonly Notice[]): number => notices.filter(({ read }) => !read).length;

async function noticesOf({ chance, zoneOf }: NotificationsDeps, tx: Tx, caller: Caller): Promise<readonly Notice[]> {
  const [now, zone] = [chance.now(), zoneNamed(await zoneOf(tx))];
  const looking: Looking = { tx, person: caller.person, standing: caller.standing, now, today: zone.dayOf(now), zone };
  const found = [];
  for (const { kind, needs, look } of RULES)
    if (needs.every((permission) => caller.standing?.may.includes(permission) ?? true))
      for (const each of await look(looking)) found.push({ ...each, kind, key: `${kind} ${each.key}` });
  const read = await readAmong(
    tx,
    caller.person,
    found.map(({ key }) => key),
  );
  return found
    .map((each) => ({ ...each, read: read.has(each.key) }))
    .toSorted((a, b) => b.since - a.since || a.key.localeCompare(b.key));
}

/** So long after somebody read of something it is over, or would be told anew. */
const KEPT = 400 * DAY;

export const forgetOldNotices = (
  { db, chance }: Pick<NotificationsDeps, 'db' | 'chance'>,
  org: string,
): Promise<void> => db.transaction(org, (tx) => forgetRead(tx, chance.now() - KEPT));
