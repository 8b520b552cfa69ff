import { z } from 'zod';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';

/** As a message is kept. */
const State = z.enum(['kept', 'waiting', 'delivered', 'failed', 'expired']);

const Message = z.strictObject({
  id: z.string(),
  kind: z.enum(['invitation', 'password', 'address', 'reminder', 'notice', 'access', 'news', 'test']),
  recipient: z.string(),
  subject: z.string(),
  /**
   * `kept`: no mail left the server when it was written. `expired`: it was not delivered while it held. Of one that was
   * not delivered: `used`, its link was used, for somebody handed it over; `withdrawn`, its invitation was.
   */
  state: z.enum([...State.options, 'used', 'withdrawn']),
  made: z.number(),
  sent: z.number().nullable(),
  tries: z.number(),
  /** Why the last try did not deliver it. */
  error: z.string().nullable(),
  expires: z.number().nullable(),
});

const Id = z.strictObject({ id: z.uuid() });

/** Messages to people: what was delivered, and what waits for somebody to hand it over. */
export const mailContract = {
  list: endpoint({
    method: 'GET',
    path: '/mail',
    summary: 'The outbox, newest first, and whether mail leaves this server at all. No message shows its text here.',
    permission: 'mail:read',
    input: z.strictObject({
      /** As it is kept: of those that are not delivered some may be over by now, or used. */
      state: State.optional(),
      /** Only those behind this one: the `next` of the page before. */
      after: MadeEnd.text.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.strictObject({
      messages: z.array(Message),
      next: z.string().nullable(),
      /** Null: no mail leaves this server, and nothing is delivered. */
      server: z.strictObject({ host: z.string(), from: z.string() }).nullable(),
    }),
    errors: [],
  }),
  open: endpoint({
    method: 'POST',
    path: '/mail/{id}/open',
    summary:
      'The text of a message that was not delivered, with the link in it, to hand it over. Who opened it is in the audit log.',
    permission: 'mail:write',
    confirm: true,
    input: Id,
    output: z.strictObject({ subject: z.string(), text: z.string(), link: z.string().nullable() }),
    errors: ['not_found', 'mail_state', 'role_refused'],
  }),
  send: endpoint({
    method: 'POST',
    path: '/mail/{id}/send',
    summary: 'Sends a message that was not delivered, and still holds, once more.',
    permission: 'mail:write',
    input: Id,
    output: z.strictObject({ state: Message.shape.state }),
    errors: ['not_found', 'mail_state', 'mail_off'],
  }),
  test: endpoint({
    method: 'POST',
    path: '/mail/test',
    summary: 'Sends a message to whoever asks, to see whether mail arrives.',
    permission: 'mail:write',
    input: z.strictObject({}),
    output: z.strictObject({ to: z.string() }),
    errors: ['mail_off', 'input_invalid'],
  }),
};
