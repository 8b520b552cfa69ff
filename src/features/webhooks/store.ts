import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, isAfter, type LastShown } from '#/platform/db/statements.ts';

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly person: string;
  readonly created: Instant;
  /** Entries before this position were told. */
  readonly told: number;
  readonly enabled: boolean;
  readonly because: string;
  readonly failing: Instant | null;
}

const WEBHOOK = ['id', 'url', 'kinds', 'person', 'created', 'told', 'enabled', 'because', 'failing'] as const;
/** More than these nobody adds. */
export const MOST_WEBHOOKS = 50;

export const webhookRows = (tx: Tx): Promise<readonly WebhookRow[]> =>
  tx.selectFrom('webhook').select(WEBHOOK).orderBy('created').limit(MOST_WEBHOOKS).execute();

/** With its secret, encrypted. */
export const webhookForUpdate = (
  tx: Tx,
  id: string,
): Promise<(WebhookRow & { readonly secret: Uint8Array }) | undefined> =>
  tx
    .selectFrom('webhook')
    .select([...WEBHOOK, 'secret'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Those that are on and that nobody else is telling at the moment. */
export const webhooksToTell = (tx: Tx): Promise<readonly WebhookRow[]> =>
  tx.selectFrom('webhook').select(WEBHOOK).where('enabled', '=', true).forUpdate().skipLocked().execute();

export async function insertWebhook(
  tx: Tx,
  org: string,
  {
    created,
    kinds,
    ...row
  }: Pick<WebhookRow, 'id' | 'url' | 'kinds' | 'person' | 'created' | 'told'> & {
    readonly secret: Uint8Array;
  },
): Promise<void> {
  await tx
    .insertInto('webhook')
    .values({ org, ...row, kinds: [...kinds], created: formatInstant(created), enabled: true })
    .execute();
}

type Change = Partial<Pick<WebhookRow, 'kinds' | 'told' | 'enabled' | 'because' | 'failing'>>;

export async function updateWebhook(tx: Tx, id: string, { kinds, failing, ...change }: Change): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({
      ...change,
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(failing === undefined ? {} : { failing: failing === null ? null : formatInstant(failing) }),
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('webhook_delivery').where('webhook', '=', id).execute();
  await tx.deleteFrom('webhook').where('id', '=', id).execute();
}

export const webhookSecrets = (tx: Tx): Promise<readonly { readonly id: string; readonly secret: Uint8Array }[]> =>
  tx.selectFrom('webhook').select(['id', 'secret']).forUpdate().execute();

export async function replaceSecret(tx: Tx, id: string, secret: Uint8Array): Promise<void> {
  await tx.updateTable('webhook').set({ secret }).where('id', '=', id).execute();
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

export interface DeliveryRow {
  readonly id: string;
  readonly webhook: string;
  readonly position: number;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly made: Instant;
  readonly tries: number;
  readonly tried: Instant | null;
  readonly status: number | null;
  readonly error: string | null;
}

const DELIVERY = ['id', 'webhook', 'position', 'kind', 'state', 'made', 'tries', 'tried', 'status', 'error'] as const;

export async function insertDelivery(
  tx: Tx,
  org: string,
  { made, ...row }: Pick<DeliveryRow, 'id' | 'webhook' | 'position' | 'kind' | 'made'>,
): Promise<void> {
  await tx
    .insertInto('webhook_delivery')
    .values({ org, ...row, made: formatInstant(made), state: 'waiting', tries: 0 })
    .execute();
}

export const deliveryForUpdate = async (tx: Tx, id: string): Promise<DeliveryRow | undefined> =>
  (await tx.selectFrom('webhook_delivery').select(DELIVERY).where('id', '=', id).forUpdate().executeTakeFirst()) as
    | DeliveryRow
    | undefined;

/** The newest first. */
export async function deliveryRows(
  tx: Tx,
  webhook: string,
  { after, limit }: { readonly after: LastShown | null; readonly limit: number },
): Promise<readonly DeliveryRow[]> {
  const rows = await tx
    .selectFrom('webhook_delivery')
    .select(DELIVERY)
    .where('webhook', '=', webhook)
    .where(isAfter(after))
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as readonly DeliveryRow[];
}

type DeliveryChange = Partial<Pick<DeliveryRow, 'state' | 'tries' | 'tried' | 'status' | 'error'>>;

export async function updateDelivery(tx: Tx, id: string, { tried, ...change }: DeliveryChange): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set({ ...change, ...(tried === undefined || tried === null ? {} : { tried: formatInstant(tried) }) })
    .where('id', '=', id)
    .execute();
}

export async function forgetDeliveries(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('webhook_delivery').where('made', '<', instant(before)).where('state', '!=', 'waiting').execute();
}
