import { DAY } from '#/core/time/instant.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { Tx } from '#/platform/db/database.ts';
import { WEBHOOK, type WebhooksDeps } from './service.ts';
import { forgetDeliveries, insertDelivery, updateWebhook, type WebhookRow, webhooksToTell } from './store.ts';

/** Entries of the log that are looked through in one transaction. */
const AT_ONCE = 500;
const KEPT = 30 * DAY;

/**
 * Makes a delivery of every entry that a webhook is to be told of and was not. What was told is kept in the same
 * transaction, so nothing is left out and nothing is told twice, whoever looks and however they end.
 */
export async function tellWebhooks(deps: WebhooksDeps, org: string): Promise<void> {
  while (await tellSome(deps, org));
}

/** True: there is more. */
const tellSome = ({ db, ledger, chance, queue }: WebhooksDeps, org: string): Promise<boolean> =>
  db.transaction(org, async (tx) => {
    const all = await webhooksToTell(tx);
    const size = await ledger.size(tx);
    const behind = all.filter(({ told }) => told < size);
    if (behind.length === 0) return false;
    const from = Math.min(...behind.map(({ told }) => told));
    const until = Math.min(size, from + AT_ONCE);
    const entries = (await ledger.page(tx, from, until - from)).map(({ position, received, entry }) => ({
      position,
      received,
      kind: parseEntry(entry).kind,
    }));
    const sending = await queue();
    const tell = async (webhook: WebhookRow): Promise<void> => {
      const wanted = entries.filter(({ position, kind }) => position >= webhook.told && webhook.kinds.includes(kind));
      for (const { received, ...entry } of wanted) {
        const id = chance.newId();
        await insertDelivery(tx, org, { ...entry, id, webhook: webhook.id, made: received });
        await sending.send(tx, WEBHOOK, { org, id });
      }
      await updateWebhook(tx, webhook.id, { told: Math.max(webhook.told, until) });
    };
    for (const webhook of behind) await tell(webhook);
    return until < size;
  });

/** What was sent long ago. */
export const forgetOldDeliveries = ({ db, chance }: Pick<WebhooksDeps, 'db' | 'chance'>, org: string): Promise<void> =>
  db.transaction(org, (tx: Tx) => forgetDeliveries(tx, chance.now() - KEPT));
