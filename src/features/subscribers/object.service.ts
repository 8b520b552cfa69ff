import { DomainError } from '#/core/errors.ts';
import { formatDay } from '#/core/time/zone.ts';
import { membersWhoMay } from '#/features/identity/index.ts';
import type { SubprocessorChange } from '#/features/trust/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { dayNow, linkInto } from '#/features/organization/index.ts';
import { secretIn } from '#/platform/secret-link.ts';
import type { SubscribersDeps } from './ground.ts';
import { objectedLetter } from './letters.ts';
import { beginsOn, objectionableIn } from './news.ts';
import { newsWithId } from './news.store.ts';
import { hasObjected, insertObjection } from './objection.store.ts';
import { type Subscriber, subscriberWithWayOut } from './store.ts';

/** How the log names whoever objected: who it was is kept beside it, and can be forgotten. */
export const SUBSCRIBER = 'a subscriber';

/** A subprocessor to which somebody may object. */
export interface Objectionable extends Pick<SubprocessorChange, 'name' | 'role' | 'since'> {
  /** It has begun. */
  readonly begun: boolean;
  /** They objected already. */
  readonly done: boolean;
}

interface Place {
  readonly wayOut: string;
  readonly news: string;
}

/** To what a link from a message lets somebody object; null: the link is none of ours, or they left. */
export const objectionable = (
  deps: SubscribersDeps,
  org: string,
  place: Place,
): Promise<readonly Objectionable[] | null> =>
  deps.db.transaction(org, async (tx) => (await found(deps, tx, place))?.items ?? null);

async function found(
  deps: SubscribersDeps,
  tx: Tx,
  { wayOut, news }: Place,
): Promise<{ readonly subscriber: Subscriber; readonly items: readonly Objectionable[] } | null> {
  const secret = secretIn(wayOut);
  const subscriber = secret === null ? undefined : await subscriberWithWayOut(tx, secret);
  const told = subscriber === undefined ? undefined : await newsWithId(tx, news);
  if (subscriber === undefined || told === undefined) return null;
  const today = formatDay(await dayNow(deps, tx));
  const items: Objectionable[] = [];
  for (const item of objectionableIn(told.says)) {
    const { name, role } = item;
    const since = beginsOn(item);
    const done = await hasObjected(tx, { news, subprocessor: name, email: subscriber.email });
    items.push({ name, role, since, begun: since === '' || since <= today, done });
  }
  return { subscriber, items };
}

export interface Objecting {
  readonly subprocessor: string;
  readonly company: string;
  readonly reason: string;
}

/** Records an objection: that there is one is sealed, who and why is kept beside it. Throws `link_invalid`. */
export const objectTo = (deps: SubscribersDeps, org: string, place: Place, objecting: Objecting): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const at = await found(deps, tx, place);
    if (at === null) throw new DomainError('link_invalid');
    const item = at.items.find(({ name }) => name === objecting.subprocessor);
    if (item === undefined)
      throw new DomainError('input_invalid', { where: 'subprocessor', because: 'choose the one that you mean' });
    if (item.done)
      throw new DomainError('input_invalid', { where: 'subprocessor', because: 'you objected to it already' });
    const said = { id: deps.chance.newId(), news: place.news, subprocessor: item.name, person: SUBSCRIBER };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'subprocessor-objected', payload: { v: 1, ...said } }]);
    const { company, reason } = objecting;
    const objector = { email: at.subscriber.email, company, reason };
    await insertObjection(tx, org, { ...said, position: sealed?.position ?? -1 }, objector);
    const link = await linkInto(deps, org, '/trust/audience?part=objections');
    for (const { email } of await membersWhoMay(tx, 'trust:write', deps.chance.now()))
      await deps.post(tx, org, objectedLetter({ to: email, subprocessor: item.name, company, link }));
  });
