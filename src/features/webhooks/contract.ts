import { z } from 'zod';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { EVENT_KINDS } from '#/core/events.ts';

const Kind = z.enum(EVENT_KINDS as [(typeof EVENT_KINDS)[number], ...(typeof EVENT_KINDS)[number][]]);
const Id = z.strictObject({ id: z.uuid() });

const Webhook = z.strictObject({
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.string()),
  person: z.string(),
  created: z.number(),
  enabled: z.boolean(),
  /** Why it is off; empty while it is on. */
  because: z.string(),
  /** Since when nothing arrived; null: the last message did, or there was none. */
  failing: z.number().nullable(),
});

const Delivery = z.strictObject({
  /** The header webhook-id, the same for every try. */
  id: z.string(),
  kind: z.string(),
  /** Of the entry in the log. */
  position: z.number(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  /** When the log received what it tells of. */
  made: z.number(),
  tries: z.number(),
  tried: z.number().nullable(),
  /** Of the last answer; null: there was none. */
  status: z.number().nullable(),
  error: z.string().nullable(),
});

/** Addresses that are told what the log seals. Payloads hold ids only; whoever may read more asks for it. */
export const webhooksContract = {
  list: endpoint({
    method: 'GET',
    path: '/webhooks',
    summary: 'The webhooks, without what signs their messages, and of what they can tell.',
    permission: 'webhooks:read',
    input: z.strictObject({}),
    output: z.strictObject({
      webhooks: z.array(Webhook),
      events: z.array(z.strictObject({ kind: z.string(), doc: z.string() })),
    }),
    errors: [],
  }),
  add: endpoint({
    method: 'POST',
    path: '/webhooks',
    summary:
      'Adds an address that is told of events from now on. The secret with which messages are signed is shown once.',
    permission: 'webhooks:write',
    confirm: true,
    input: z.strictObject({ url: z.string().trim().min(1).max(2_000), kinds: z.array(Kind).min(1).max(100) }),
    output: z.strictObject({ id: z.string(), secret: z.string(), position: z.number() }),
    errors: ['webhook_refused', 'input_invalid'],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/webhooks/{id}',
    summary:
      'Says of which events a webhook is told, or turns it off or on again; what happened while it was off is not told.',
    permission: 'webhooks:write',
    input: Id.extend({ kinds: z.array(Kind).min(1).max(100).optional(), enabled: z.boolean().optional() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'Removes a webhook, with what is known of its deliveries.',
    permission: 'webhooks:write',
    input: Id,
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
  deliveries: endpoint({
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: 'What was sent to a webhook and how it was answered, newest first, for thirty days.',
    permission: 'webhooks:read',
    input: Id.extend({
      /** Only those behind this one: the `next` of the page before. */
      after: MadeEnd.text.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.strictObject({ deliveries: z.array(Delivery), next: z.string().nullable() }),
    errors: ['not_found'],
  }),
  redeliver: endpoint({
    method: 'POST',
    path: '/webhooks/deliveries/{id}/send',
    summary: 'Sends a message once more, with the same id.',
    permission: 'webhooks:write',
    input: Id,
    output: z.strictObject({ state: Delivery.shape.state }),
    errors: ['not_found', 'busy'],
  }),
};
