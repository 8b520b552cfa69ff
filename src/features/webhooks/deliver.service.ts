import { DomainError } from '#/core/errors.ts';
import { DAY, SECOND } from '#/core/time/instant.ts';
import { directorsOf } from '#/features/identity/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Ticket, Turn } from '#/platform/jobs/queue.ts';
import type { Post } from '#/platform/mail/letter.ts';
import { signed } from '#/platform/outbound/signature.ts';
import { messageOf } from './message.ts';
import { SILENT } from './silence.ts';
import { aboutWebhook, type WebhooksDeps } from './service.ts';
import { deliveryForUpdate, type DeliveryRow, updateDelivery, updateWebhook, webhookForUpdate } from './store.ts';
import { linkInto } from '#/features/organization/index.ts';

export interface DeliverDeps extends WebhooksDeps {
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
}

/** A webhook at which nothing arrives for so long is turned off. */
const FAILING_FOR = 5 * DAY;
/** The receiver says that it wants no more. */
const GONE = 410;

/** One try to deliver a message. What fails is thrown, so that the queue tries again; the last is seen in the list. */
export async function deliverWebhook(deps: DeliverDeps, { org, id, isLast, signal }: Turn): Promise<void> {
  if (org === null) throw new TypeError('a delivery is of an organization');
  const ready = await begun(deps, org, id);
  if (ready === null) return;
  const { url, body, headers } = ready;
  let status: number | null = null;
  let error: string | null = null;
  try {
    status = await deps.outbound.post(url, { body, headers, signal });
    if (status < 200 || status >= 300) error = `it answered ${status}`;
  } catch (failure) {
    if (!(failure instanceof DomainError)) throw failure;
    error = failure.message;
  }
  const isOn = await ended(deps, org, { id, webhook: ready.webhook, status, error, isLast });
  if (error !== null && !isLast && isOn)
    throw new DomainError('http_failed', { request: `delivery ${id}`, because: error });
}

interface Ready {
  readonly webhook: string;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Null: there is nothing to send, or not any more. */
async function begun({ db, chance, vault }: DeliverDeps, org: string, id: string): Promise<Ready | null> {
  const organization = (await db.organizations()).find((each) => each.org === org)?.slug ?? '';
  return db.transaction(org, async (tx) => {
    const row = await deliveryForUpdate(tx, id);
    if (row?.state !== 'waiting') return null;
    const webhook = await webhookForUpdate(tx, row.webhook);
    if (webhook?.enabled !== true) {
      await updateDelivery(tx, id, { state: 'failed', error: 'the webhook was turned off' });
      return null;
    }
    const now = chance.now();
    await updateDelivery(tx, id, { tries: row.tries + 1, tried: now });
    const body = messageOf({ kind: row.kind, received: row.made, organization, position: row.position });
    const secret = vault.open(webhook.secret, aboutWebhook(org, webhook.id));
    const headers = {
      'content-type': 'application/json',
      ...signed(secret, { id, at: Math.floor(now / SECOND), body }),
    };
    return { webhook: webhook.id, url: webhook.url, body, headers };
  });
}

interface Ended extends Pick<DeliveryRow, 'id' | 'webhook' | 'status' | 'error'> {
  readonly isLast: boolean;
}

/** Notes how a try ended, for the delivery and for its webhook; false: the webhook is off from now on. */
const ended = (deps: DeliverDeps, org: string, { id, webhook, status, error, isLast }: Ended): Promise<boolean> =>
  deps.db.transaction(org, async (tx) => {
    const known = await webhookForUpdate(tx, webhook);
    if (known === undefined) return false; // it was removed meanwhile, and its deliveries with it
    if (error === null) {
      await updateDelivery(tx, id, { state: 'delivered', status, error });
      await updateWebhook(tx, webhook, { failing: null });
      return true;
    }
    const now = deps.chance.now();
    const failing = known.failing ?? now;
    const isOver = status === GONE || now - failing >= FAILING_FOR;
    await updateDelivery(tx, id, { state: isOver || isLast ? 'failed' : 'waiting', status, error });
    await updateWebhook(tx, webhook, { failing });
    if (isOver && known.enabled) await disable(deps, tx, { org, id: webhook, url: known.url, error });
    return !isOver;
  });

interface Disabling {
  readonly org: string;
  readonly id: string;
  readonly url: string;
  readonly error: string;
}

/** Turns a webhook off, tells those who direct the organization, and seals it. */
async function disable(deps: DeliverDeps, tx: Tx, { org, id, url, error }: Disabling): Promise<void> {
  const { origin } = new URL(url);
  const because = `${SILENT}: ${error}`;
  await updateWebhook(tx, id, { enabled: false, because });
  const { ledger, post } = deps;
  const link = await linkInto(deps, org, '/settings?part=webhooks');
  for (const to of await directorsOf(tx))
    await post(tx, org, {
      kind: 'notice',
      to,
      subject: `The webhook to ${origin} was turned off`,
      text: `The webhook to ${origin} was turned off: ${because}.\n\nWhat happens from now on is not told there. Correct the address or its server, and turn it on again:\n${link}`,
      link,
      expires: null,
    });
  await ledger.seal(tx, org, [{ kind: 'webhook-disabled', payload: { v: 1, id, because } }]);
}

/** Marks a delivery that no try could finish, such as one whose worker was killed each time. */
export const markUndelivered = ({ db }: Pick<DeliverDeps, 'db'>, { org, id }: Ticket): Promise<void> =>
  org === null
    ? Promise.resolve()
    : db.transaction(org, async (tx) => {
        const row = await deliveryForUpdate(tx, id);
        if (row?.state !== 'waiting') return;
        await updateDelivery(tx, id, { state: 'failed', error: row.error ?? 'its worker ended before it did' });
      });
