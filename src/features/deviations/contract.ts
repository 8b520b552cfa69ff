import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';

const CheckId = z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'a check reads <folder>.<name>, such as changes.no-direct-push');
const Words = z.string().trim().min(10, 'a sentence of at least ten characters').max(4_000);

/** As many items are spoken of at once: a page of them. */
export const MOST_ITEMS = 1_000;
/** As many deviations, what other checks found of the items included: all are sealed together. */
export const MOST_AT_ONCE = 4_000;

/** What management says of a deviation. It changes no outcome and no status. */
const Explanation = z.strictObject({
  position: z.number(),
  item: z.string(),
  happened: z.string(),
  cause: z.string(),
  follows: z.string(),
  /** The task that it became; null: nobody was named to do it. */
  task: z
    .strictObject({ key: z.string(), assignee: z.string().nullable(), due: z.string(), state: z.string() })
    .nullable(),
  /** The run that had found the deviation. */
  run: z.number(),
  person: z.string(),
  received: z.number(),
  /** Of how many deviations the same was said with it, itself included. */
  together: z.number(),
  /** Something later was said of the same item. */
  corrected: z.boolean(),
  /** A run since found the item clean: where it deviates anew, that is explained by none of these words. */
  outlived: z.boolean(),
});

export const deviationsContract = {
  list: endpoint({
    method: 'GET',
    path: '/deviations/{id}',
    summary:
      'What management said of deviations that a check found, the latest first: what happened, why, and what follows.',
    permission: 'checks:read',
    input: z.strictObject({
      id: CheckId,
      /** One item alone. */
      item: z.string().min(1).optional(),
      /** Also what was corrected later. */
      history: z.boolean().default(false),
      asOf: WantedAsOf,
      /** `next` of the page before. */
      before: z.int().min(0).optional(),
      limit: z.int().min(1).max(1_000).default(200),
    }),
    output: z.strictObject({
      explanations: z.array(Explanation),
      next: z.number().nullable(),
      /** Of how many of the deviations that the last run shows something is said, and how many there are; null where one item is asked for, or nothing was run. */
      explained: z.strictObject({ said: z.number(), of: z.number() }).nullable(),
    }),
    errors: ['not_found'],
  }),
  explain: endpoint({
    method: 'POST',
    path: '/deviations/{id}',
    summary:
      'Says of deviations what happened, why, and what follows, in management’s words: of one, of several with the same words, and of what other checks found of the same items: of 4,000 at most, of up to 1,000 items. Sealed for each; it changes no outcome and no status. Said again, it corrects what was said before, which is kept. All of them or none.',
    permission: 'checks:write',
    settles: true,
    each: 'items',
    input: z.strictObject({
      id: CheckId,
      /** Each must be a deviation of the check. */
      items: z.array(z.string().min(1)).min(1).max(MOST_ITEMS),
      /** Other checks over the same records: those of the items in which they found a deviation, too, are spoken of as well. */
      others: z.array(CheckId).max(50).default([]),
      happened: Words,
      /** Why. */
      cause: Words,
      /** What is done about it, so that it does not happen again. */
      follows: Words,
      /** By whom and until when, where it becomes a task: one for all of them. */
      task: z
        .strictObject({ assignee: z.string().trim().min(1).max(200), due: z.iso.date() })
        .nullable()
        .default(null),
    }),
    output: z.strictObject({
      /** Of what it was said. */
      said: z.array(z.strictObject({ check: z.string(), item: z.string(), position: z.number() })),
      task: z.string().nullable(),
    }),
    errors: ['not_found', 'item_unknown', 'deviation_none', 'input_invalid'],
  }),
};
