import { MadeEnd } from '#/contract/cursor.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { EVENT_KINDS, EVENTS } from '#/core/events.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Queue } from '#/platform/jobs/queue.ts';
import { renewEach, type Vault } from '#/platform/keys.ts';
import type { Outbound } from '#/platform/outbound/outbound.ts';
import { formatSecret } from '#/platform/outbound/signature.ts';
import type { webhooksContract } from './contract.ts';
import {
  deleteWebhook,
  deliveryForUpdate,
  deliveryRows,
  insertWebhook,
  MOST_WEBHOOKS,
  replaceSecret,
  updateDelivery,
  updateWebhook,
  webhookForUpdate,
  type WebhookRow,
  webhookRows,
  webhookSecrets,
} from './store.ts';

export interface WebhooksDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly vault: Vault;
  readonly outbound: Outbound;
  /** Opened when the first message is sent. */
  readonly queue: () => Promise<Pick<Queue, 'send'>>;
}

/** The work that delivers a message. */
export const WEBHOOK = 'webhook';
const SECRET_BYTES = 32;

/** For what the secret of a webhook is encrypted. */
export const aboutWebhook = (org: string, id: string): string => `webhook ${org} ${id}`;

export const webhooks = (deps: WebhooksDeps): Handlers<typeof webhooksContract> => ({
  list: ({ org }) =>
    deps.db.transaction(org, async (tx) => ({
      webhooks: (await webhookRows(tx)).map(({ told: _, kinds, ...row }) => ({ ...row, kinds: [...kinds] })),
      events: EVENT_KINDS.map((kind) => ({ kind, doc: EVENTS[kind] })),
    })),
  add: (caller, input) => add(deps, caller, input),
  change: (caller, { id, kinds, enabled }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const before = await known(tx, id);
      const isBack = enabled === true && !before.enabled;
      await updateWebhook(tx, id, {
        ...(kinds === undefined ? {} : { kinds: unique(kinds) }),
        ...(enabled === undefined ? {} : { enabled, because: enabled ? '' : `turned off by ${caller.person}` }),
        ...(isBack ? { told: await deps.ledger.size(tx), failing: null } : {}),
      });
      return sealed(deps, tx, caller, 'webhook-changed', {
        id,
        kinds: unique(kinds ?? before.kinds),
        enabled: enabled ?? before.enabled,
      });
    }),
  remove: (caller, { id }) =>
    deps.db.transaction(caller.org, async (tx) => {
      await known(tx, id);
      await deleteWebhook(tx, id);
      return sealed(deps, tx, caller, 'webhook-removed', { id });
    }),
  deliveries: ({ org }, { id, after, limit }) =>
    deps.db.transaction(org, async (tx) => {
      await known(tx, id);
      const rows = await deliveryRows(tx, id, {
        after: after === undefined ? null : MadeEnd.read(after),
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        deliveries: page.map(({ webhook: _, ...row }) => row),
        next: last === undefined ? null : MadeEnd.write(last),
      };
    }),
  redeliver: async ({ org }, { id }) => {
    const queue = await deps.queue();
    return deps.db.transaction(org, async (tx) => {
      const row = await deliveryForUpdate(tx, id);
      if (row === undefined) throw new DomainError('not_found', { what: 'delivery', id });
      if (row.state === 'waiting') throw new DomainError('busy', { what: `delivery ${id}` });
      await updateDelivery(tx, id, { state: 'waiting', error: null });
      await queue.send(tx, WEBHOOK, { org, id });
      return { state: 'waiting' as const };
    });
  },
});

const unique = (kinds: readonly string[]): string[] => [...new Set(kinds)].sort();

async function known(tx: Tx, id: string): Promise<WebhookRow> {
  const row = await webhookForUpdate(tx, id);
  if (row === undefined) throw new DomainError('not_found', { what: 'webhook', id });
  return row;
}

const add = (
  deps: WebhooksDeps,
  caller: Caller,
  { url, kinds }: { readonly url: string; readonly kinds: string[] },
) => {
  const { href, origin } = deps.outbound.check(url);
  const { chance, vault, db, ledger } = deps;
  return db.transaction(caller.org, async (tx) => {
    if ((await webhookRows(tx)).length >= MOST_WEBHOOKS)
      throw new DomainError('input_invalid', { where: 'url', because: `there are ${MOST_WEBHOOKS} already` });
    const [id, secret] = [chance.newId(), chance.random(SECRET_BYTES)];
    const about = { id, url: href, kinds: unique(kinds), person: caller.person, created: chance.now() };
    const kept = vault.seal(secret, aboutWebhook(caller.org, id));
    await insertWebhook(tx, caller.org, { ...about, secret: kept, told: await ledger.size(tx) });
    // What follows the host may let somebody in there, and stays out of the log.
    const { position } = await sealed(deps, tx, caller, 'webhook-added', { id, origin, kinds: about.kinds });
    return { id, secret: formatSecret(secret), position };
  });
};

async function sealed(
  { ledger }: WebhooksDeps,
  tx: Tx,
  { org, person }: Caller,
  ...[kind, payload]: [kind: string, payload: Readonly<Record<string, Json>>]
): Promise<{ readonly position: number }> {
  const [entry] = await ledger.seal(tx, org, [{ kind, payload: { v: 1, ...payload, person } }]);
  return { position: entry?.position ?? -1 };
}

/** Encrypts the secrets with the vault's newest key; how many were not yet. */
export const renewWebhooks = ({ db, vault }: Pick<WebhooksDeps, 'db' | 'vault'>, org: string): Promise<number> =>
  db.transaction(org, async (tx) => {
    return renewEach(vault, await webhookSecrets(tx), {
      sealed: ({ secret }) => secret,
      about: ({ id }) => aboutWebhook(org, id),
      replace: ({ id }, anew) => replaceSecret(tx, id, anew),
    });
  });
