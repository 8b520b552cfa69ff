import { DomainError } from '#/core/errors.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { sha256 } from '#/ledger/hash.ts';
import { companyIn } from '#/features/organization/index.ts';
import { SECRET_BYTES, secretIn, tokenOf } from '#/platform/secret-link.ts';
import type { SubscribersDeps } from './ground.ts';
import { confirmLetter } from './letters.ts';
import {
  deleteSubscriber,
  ensuredSubscriber,
  insertLink,
  linkForUpdate,
  linksSince,
  setConfirmed,
  setTopics,
  subscriberWithWayOut,
  useLink,
} from './store.ts';
import type { Topic } from './topics.contract.ts';

const LINK_LASTS = 3 * DAY;
/** Links to one address within an hour. */
const MOST_LINKS = 4;

export interface Wish {
  readonly email: string;
  readonly topics: readonly Topic[];
}

/** Sends a link to an address that somebody typed; until it is used nothing else goes there. The same for every address. */
export const subscribe = (deps: SubscribersDeps, org: string, { email, topics }: Wish): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    if (deps.mailer === null) throw new DomainError('mail_off');
    const { chance } = deps;
    const made = chance.now();
    const wayOut = chance.random(SECRET_BYTES);
    const { id } = await ensuredSubscriber(tx, org, { id: chance.newId(), email, wayOut, made });
    if ((await linksSince(tx, id, made - HOUR)) >= MOST_LINKS) return;
    const secret = chance.random(SECRET_BYTES);
    const expires = made + LINK_LASTS;
    await insertLink(tx, org, { digest: sha256(secret), subscriber: id, topics, made, expires });
    const { name, home } = await companyIn(deps, tx, org);
    const link = `${home}/subscribe/${tokenOf(secret)}`;
    await deps.post(tx, org, confirmLetter({ to: email, company: name, link, expires, topics }));
  });

/** What a link would have them told; null: it is over. Looking does not use it, as programs do that look at mail. */
export const wishBehind = ({ db, chance }: SubscribersDeps, org: string, token: string) =>
  db.transaction(org, async (tx): Promise<readonly Topic[] | null> => {
    const secret = secretIn(token);
    const link = secret === null ? undefined : await linkForUpdate(tx, sha256(secret));
    return link === undefined || link.expires <= chance.now() ? null : link.topics;
  });

/** Uses a link: from now on they are told. A second press changes nothing. Throws `link_invalid`. */
export const confirm = ({ db, chance }: SubscribersDeps, org: string, token: string): Promise<readonly Topic[]> =>
  db.transaction(org, async (tx) => {
    const secret = secretIn(token);
    const now = chance.now();
    const digest = secret === null ? null : sha256(secret);
    const link = digest === null ? undefined : await linkForUpdate(tx, digest);
    if (digest === null || link === undefined || link.expires <= now) throw new DomainError('link_invalid');
    if (link.used !== null) return link.topics;
    await useLink(tx, digest, now);
    await setConfirmed(tx, link.subscriber, { topics: link.topics, confirmed: now });
    return link.topics;
  });

/** What somebody hears of, by the way out that each message carries; null: nothing. */
export const topicsOf = ({ db }: SubscribersDeps, org: string, wayOut: string): Promise<readonly Topic[] | null> =>
  db.transaction(org, async (tx) => {
    const secret = secretIn(wayOut);
    const found = secret === null ? undefined : await subscriberWithWayOut(tx, secret);
    return found?.topics ?? null;
  });

/** Sets what somebody hears of; with nothing chosen they leave, and are forgotten. Leaving twice is leaving. */
export const choose = ({ db }: SubscribersDeps, org: string, wayOut: string, topics: readonly Topic[]): Promise<void> =>
  db.transaction(org, async (tx) => {
    const secret = secretIn(wayOut);
    const found = secret === null ? undefined : await subscriberWithWayOut(tx, secret);
    if (found === undefined) return;
    if (topics.length === 0) await deleteSubscriber(tx, found.id);
    else await setTopics(tx, found.id, topics);
  });
