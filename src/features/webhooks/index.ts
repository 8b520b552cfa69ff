export { type DeliverDeps, deliverWebhook, markUndelivered } from './deliver.service.ts';
export { renewWebhooks, webhooks, type WebhooksDeps } from './service.ts';
export { isSilent } from './silence.ts';
export { webhookRows } from './store.ts';
export { forgetOldDeliveries, tellWebhooks } from './tell.service.ts';
