import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';

const CheckId = z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'a check reads <folder>.<name>, such as changes.no-direct-push');
const Words = z.string().trim().min(10, 'a sentence of at least ten letters').max(4_000);

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
  /** Something later was said of the same item. */
  corrected: z.boolean(),
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
    output: z.strictObject({ explanations: z.array(Explanation), next: z.number().nullable() }),
    errors: ['not_found'],
  }),
  explain: endpoint({
    method: 'POST',
    path: '/deviations/{id}',
    summary:
      'Says of a deviation what happened, why, and what follows, in management’s words. Sealed; it changes no outcome and no status. Said again, it corrects what was said before, which is kept.',
    permission: 'checks:write',
    input: z.strictObject({
      id: CheckId,
      item: z.string().min(1),
      happened: Words,
      /** Why. */
      cause: Words,
      /** What is done about it, so that it does not happen again. */
      follows: Words,
      /** By whom and until when, where it becomes a task. */
      task: z
        .strictObject({ assignee: z.string().trim().min(1).max(200), due: z.iso.date() })
        .nullable()
        .default(null),
    }),
    output: z.strictObject({ position: z.number(), task: z.string().nullable() }),
    errors: ['not_found', 'item_unknown', 'deviation_none'],
  }),
};
