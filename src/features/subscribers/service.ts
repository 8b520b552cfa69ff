import { MadeEnd } from '#/contract/cursor.ts';
import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { afterBounce, type Bounce } from './bounce.ts';
import type { subscribersContract } from './contract.ts';
import type { SubscribersDeps } from './ground.ts';
import { beginsOn, inWords, objectionableIn } from './news.ts';
import { newsRows, newsWithId } from './news.store.ts';
import { objectionRows, type ShownObjection } from './objection.store.ts';
import {
  deleteSubscriber,
  forgetSubscribers,
  setFailing,
  type Subscriber,
  subscriberCounts,
  subscriberRows,
  subscriberWithEmail,
} from './store.ts';

export const subscribers = (deps: SubscribersDeps): Handlers<typeof subscribersContract> => ({
  list: ({ org }, { state, after, limit }) =>
    deps.db.transaction(org, async (tx) => {
      const place = after === undefined ? null : MadeEnd.read(after);
      const rows = await subscriberRows(tx, { state, after: place, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        subscribers: page.map(shown),
        next: last === undefined ? null : MadeEnd.write(last),
        counts: await subscriberCounts(tx),
        mailed: deps.mailer !== null,
      };
    }),
  news: ({ org }, { limit }) =>
    deps.db.transaction(org, async (tx) => ({
      news: (await newsRows(tx, limit)).map(({ reached: _, says, ...row }) => ({ ...row, says: inWords(says) })),
    })),
  objections: ({ org }, { limit }) =>
    deps.db.transaction(org, async (tx) => {
      const objections = [];
      for (const row of await objectionRows(tx, limit)) objections.push(await shownObjection(tx, row));
      return { objections };
    }),
  bounce: ({ org }, { address, kind }) => deps.db.transaction(org, (tx) => noteBounce(deps, tx, { address, kind })),
  remove: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      if (!(await deleteSubscriber(tx, id))) throw new DomainError('not_found', { what: 'subscriber', id });
      return { id };
    }),
});

const shown = ({ wayOut: _, failed: __, topics, confirmed, ended, ...row }: Subscriber) => ({
  ...row,
  topics: [...topics],
  confirmed,
  ended,
  state: ended !== null ? ('ended' as const) : confirmed === null ? ('unconfirmed' as const) : ('on' as const),
});

async function shownObjection(tx: Tx, { news, person: _, ...row }: ShownObjection) {
  const told = await newsWithId(tx, news);
  const about = told === undefined ? [] : objectionableIn(told.says);
  const item = about.find(({ name }) => name === row.subprocessor);
  return { ...row, begins: item === undefined ? '' : beginsOn(item) };
}

/** That a message to an address did not arrive; where it was one too many, nothing goes there any more. */
export async function noteBounce(
  { chance }: Pick<SubscribersDeps, 'chance'>,
  tx: Tx,
  { address, kind }: { readonly address: string; readonly kind: Bounce },
): Promise<{ readonly known: boolean; readonly ended: boolean }> {
  const found = await subscriberWithEmail(tx, address);
  if (found === undefined) return { known: false, ended: false };
  if (found.ended !== null) return { known: true, ended: true };
  const failing = afterBounce(found, kind, chance.now());
  await setFailing(tx, found.id, failing);
  return { known: true, ended: failing.ended !== null };
}

/** Who never confirmed is forgotten after a week; at which address nothing arrives, after a month. */
export const forgetOldSubscribers = ({ db, chance }: SubscribersDeps, org: string): Promise<void> =>
  db.transaction(org, (tx) => {
    const now = chance.now();
    return forgetSubscribers(tx, { unconfirmed: now - 7 * DAY, ended: now - 30 * DAY });
  });
