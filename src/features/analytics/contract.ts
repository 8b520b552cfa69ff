import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

const Read = { views: z.number(), downloads: z.number(), last: z.number() };

/** How long something took: of how many it is known, half took no longer, nine of ten took no longer. Milliseconds. */
const Lasting = z.strictObject({ count: z.number(), half: z.number().nullable(), most: z.number().nullable() });

const Search = z.strictObject({ words: z.string(), count: z.number(), first: z.number(), last: z.number() });

/** What the server knows of who looks and reads, without cookies and without a script. */
export const analyticsContract = {
  show: endpoint({
    method: 'GET',
    path: '/analytics',
    summary:
      'How often public pages were looked at, what was read by whom, what waits, and how long reading took to begin.',
    permission: 'grants:read',
    input: z.strictObject({
      /** So many days back, today included. */
      days: z.int().min(1).max(400).default(90),
    }),
    output: z.strictObject({
      /** The first day. */
      from: z.string(),
      /** Looks at public files on each day that had any; `programs` are those that say so of themselves. */
      looks: z.array(z.strictObject({ day: z.string(), people: z.number(), programs: z.number() })),
      /** Looks at the other files: the feed, the data, the badge; and searches among the answers. */
      others: z.array(z.strictObject({ what: z.string(), count: z.number() })),
      documents: z.array(z.strictObject({ id: z.string(), title: z.string(), readers: z.number(), ...Read })),
      companies: z.array(z.strictObject({ party: z.string(), company: z.string(), readers: z.number(), ...Read })),
      grants: z.array(z.strictObject({ id: z.string(), name: z.string(), company: z.string(), ...Read })),
      waiting: z.strictObject({
        count: z.number(),
        /** When the oldest was asked; null: none waits. */
        oldest: z.number().nullable(),
      }),
      /** From a request to the decision, and to the first reading under its grant. */
      toDecision: Lasting,
      toReading: Lasting,
    }),
    errors: [],
  }),
  searches: endpoint({
    method: 'GET',
    path: '/analytics/searches',
    summary: 'What was looked for among the answers of the trust center and not found, the most frequent first.',
    permission: 'trust:read',
    input: z.strictObject({ limit: z.int().min(1).max(500).default(50) }),
    output: z.strictObject({ searches: z.array(Search) }),
    errors: [],
  }),
  summary: endpoint({
    method: 'GET',
    path: '/analytics/summary',
    summary: 'Whether the caller gets the weekly summary by mail, and when the last one was made.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null: the caller is no person. */
      own: z.boolean().nullable(),
      /** The Monday on which the last one was made, and to how many it went; null: there was none. */
      last: z.strictObject({ week: z.string(), people: z.number() }).nullable(),
    }),
    errors: [],
  }),
  setSummary: endpoint({
    method: 'PUT',
    path: '/analytics/summary',
    summary: 'Says whether the caller wants the weekly summary.',
    permission: 'trust:read',
    input: z.strictObject({ wanted: z.boolean() }),
    output: z.strictObject({ wanted: z.boolean() }),
    errors: ['input_invalid'],
  }),
  dismiss: endpoint({
    method: 'POST',
    path: '/analytics/searches/dismiss',
    summary: 'Says that something that was looked for needs no answer: it is listed no more.',
    permission: 'trust:write',
    input: z.strictObject({ words: z.string().min(1).max(200) }),
    output: z.strictObject({ words: z.string() }),
    errors: ['not_found'],
  }),
};
