import { addedSince } from '#/features/documents/index.ts';
import { confirmedSince } from '#/features/reports/index.ts';
import { changesSince, firstEdition, publicRow } from '#/features/trust/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { formatDay } from '#/core/time/zone.ts';
import { companyIn, dayNow } from '#/features/organization/index.ts';
import { tokenOf } from '#/platform/secret-link.ts';
import type { SubscribersDeps } from './ground.ts';
import { newsLetter } from './letters.ts';
import type { News, Says } from './news.ts';
import { insertNews, type NewsRow, openNewsForUpdate, placeForUpdate, savePlace, saveReached } from './news.store.ts';
import { readersOf, type Subscriber } from './store.ts';

/** To so many at once, so that a crash repeats nothing and loses nothing. */
const BATCH = 200;

/**
 * Tells subscribers what the log says since the last look. What is told, and to whom it was written, is decided in the
 * transactions that move the place and put the messages out, so that nobody is told twice. Run often.
 */
export async function tellSubscribers(deps: SubscribersDeps, org: string): Promise<void> {
  await deps.db.transaction(org, (tx) => findNews(deps, tx, org));
  while (await tellSome(deps, org));
}

async function findNews(deps: SubscribersDeps, tx: Tx, org: string): Promise<void> {
  if ((await publicRow(tx)) === undefined) return; // what is not public is no news, and is looked at again once it is
  const place = await placeForUpdate(tx, org);
  const from = place ?? (await firstEdition(tx));
  if (from === undefined) return;
  let last = from;
  const add = async (position: number, made: number, says: Says): Promise<void> => {
    const row: News = { id: deps.chance.newId(), position, topic: says.kind, says, made };
    await insertNews(tx, org, row);
  };
  for (const { position, received, updates, subprocessors, noticeDays } of await changesSince(deps, tx, from)) {
    last = Math.max(last, position);
    if (updates.length > 0) {
      const told = updates.map(({ id, title, text }) => ({ id, title, text }));
      await add(position, received, { kind: 'updates', updates: told });
    }
    if (subprocessors.length > 0)
      await add(position, received, { kind: 'subprocessors', changes: subprocessors, noticeDays });
  }
  for (const [position, reports] of Map.groupBy(
    [...(await addedSince(tx, from, formatDay(await dayNow(deps, tx)))), ...(await confirmedSince(tx, from))],
    (each) => each.position,
  )) {
    last = Math.max(last, position);
    const told = reports.map(({ title, first, last: end }) => ({ title, first, last: end }));
    await add(position, reports[0]?.received ?? 0, { kind: 'reports', reports: told });
  }
  if (place === null || last > place) await savePlace(tx, last);
}

/** False: everybody was told of everything, or somebody else is at it. */
const tellSome = (deps: SubscribersDeps, org: string): Promise<boolean> =>
  deps.db.transaction(org, async (tx) => {
    const open = await openNewsForUpdate(tx);
    if (open === undefined || (await publicRow(tx)) === undefined) return false; // what was taken down is not told
    const { id, topic, made, reached, written } = open;
    const readers = await readersOf(tx, { topic, before: made, after: reached, limit: BATCH });
    const { name, home } = await companyIn(deps, tx, org);
    for (const reader of readers) await deps.post(tx, org, letterTo(reader, open, { company: name, home }));
    await saveReached(tx, id, {
      reached: readers.at(-1)?.id ?? reached,
      written: written + readers.length,
      finished: readers.length < BATCH ? deps.chance.now() : null,
    });
    return true;
  });

interface Writing {
  readonly company: string;
  readonly home: string;
}

function letterTo({ email, wayOut: secret }: Subscriber, { id, says }: NewsRow, { company, home }: Writing) {
  const wayOut = tokenOf(secret);
  const [leave, object] = [`${home}/leave/${wayOut}`, `${home}/object/${wayOut}/${id}`];
  return newsLetter(says, { to: email, company, home, leave, object });
}
