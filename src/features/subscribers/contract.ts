import { z } from 'zod';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { TOPICS } from './topics.contract.ts';

const Topic = z.enum(TOPICS);
const State = z.enum(['unconfirmed', 'on', 'ended']);

const Subscriber = z.strictObject({
  id: z.string(),
  email: z.string(),
  topics: z.array(Topic),
  /** `unconfirmed`: the address was not shown to be theirs yet. `ended`: messages did not arrive there. */
  state: State,
  made: z.number(),
  confirmed: z.number().nullable(),
  /** Messages that did not arrive. */
  failures: z.number(),
  ended: z.number().nullable(),
});

const News = z.strictObject({
  id: z.string(),
  topic: Topic,
  /** What it tells, in a line. */
  says: z.string(),
  made: z.number(),
  /** The entry of the log that it follows from. */
  position: z.number(),
  /** To how many it was written so far. */
  written: z.number(),
  finished: z.number().nullable(),
});

const Objection = z.strictObject({
  id: z.string(),
  subprocessor: z.string(),
  /** When it is to begin; empty: no day was named. */
  begins: z.string(),
  email: z.string(),
  company: z.string(),
  reason: z.string(),
  made: z.number(),
  position: z.number(),
});

/** People outside who want to hear of changes, what they were told, and what they object to. */
export const subscribersContract = {
  list: endpoint({
    method: 'GET',
    path: '/subscribers',
    summary: 'Who wants to hear of changes, the newest first, and how many of each topic.',
    permission: 'grants:read',
    input: z.strictObject({
      state: State.optional(),
      /** Only those behind this one: the `next` of the page before. */
      after: MadeEnd.text.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.strictObject({
      subscribers: z.array(Subscriber),
      next: z.string().nullable(),
      counts: z.strictObject({
        on: z.number(),
        updates: z.number(),
        subprocessors: z.number(),
        reports: z.number(),
      }),
      /** Whether mail leaves this server: without, nobody can subscribe. */
      mailed: z.boolean(),
    }),
    errors: [],
  }),
  news: endpoint({
    method: 'GET',
    path: '/subscribers/news',
    summary: 'What subscribers were told, the latest first, and to how many it was written.',
    permission: 'grants:read',
    input: z.strictObject({ limit: z.int().min(1).max(200).default(50) }),
    output: z.strictObject({ news: z.array(News) }),
    errors: [],
  }),
  objections: endpoint({
    method: 'GET',
    path: '/subscribers/objections',
    summary: 'Who objected to a subprocessor, and why; the latest first.',
    permission: 'grants:read',
    input: z.strictObject({ limit: z.int().min(1).max(500).default(100) }),
    output: z.strictObject({ objections: z.array(Objection) }),
    errors: [],
  }),
  bounce: endpoint({
    method: 'POST',
    path: '/subscribers/bounces',
    summary:
      'Reports that a message to an address came back: one for good, or three for now, end what goes there. For whatever receives the bounces of your mail.',
    permission: 'grants:write',
    input: z.strictObject({
      address: z
        .email()
        .max(200)
        .transform((text) => text.toLowerCase()),
      kind: z.enum(['permanent', 'temporary']),
    }),
    output: z.strictObject({
      /** Somebody with that address wanted to hear. */
      known: z.boolean(),
      /** Nothing goes there any more. */
      ended: z.boolean(),
    }),
    errors: ['input_invalid'],
  }),
  remove: endpoint({
    method: 'POST',
    path: '/subscribers/{id}/remove',
    summary: 'Takes somebody off the list, and forgets their address.',
    permission: 'grants:write',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ id: z.string() }),
    errors: ['not_found'],
  }),
};
