import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

/** Of what somebody can be told; each is a rule of its own. */
export const KINDS = [
  'task',
  'job',
  'request',
  'outbox',
  'deviations',
  'exclusion',
  'facts',
  'grant',
  'webhook',
] as const;

const Notice = z.strictObject({
  /** The same for as long as the thing stands as it does. */
  key: z.string(),
  kind: z.enum(KINDS),
  title: z.string(),
  /** How it stands. */
  says: z.string(),
  /** Since when it does. */
  since: z.number(),
  /** Where it is in the console. */
  link: z.strictObject({ to: z.string(), search: z.record(z.string(), z.string()) }),
  read: z.boolean(),
});

/** What waits for a person: worked out whenever somebody looks, and gone with its cause. */
export const notificationsContract = {
  list: endpoint({
    method: 'GET',
    path: '/notifications',
    summary:
      'What waits for the caller and what they may see, the newest first, and how much of it they have not read.',
    permission: 'notifications:read',
    input: z.strictObject({}),
    output: z.strictObject({ notices: z.array(Notice), unread: z.number() }),
    errors: [],
  }),
  mark: endpoint({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Says that the caller has read some of it, or all; or that they have not.',
    permission: 'notifications:write',
    own: true,
    input: z.strictObject({
      /** Left out: all that there is now. */
      keys: z.array(z.string().max(400)).max(500).optional(),
      read: z.boolean().default(true),
    }),
    output: z.strictObject({ unread: z.number() }),
    errors: [],
  }),
};
