import { z } from 'zod';
import { OUTCOMES } from '#/core/verdict.ts';
import { cursorOf } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { AsOf, Engagement, Wanted } from './programme.contract.ts';

export const APART_LISTS = [
  'open-before-window',
  'due-after-window',
  'late-arrivals',
  'recorded-late',
  'no-longer-deviating',
] as const;
export type ApartList = (typeof APART_LISTS)[number];

/** As of when the pages are, and the last entry: in which part of its list, as the how manieth of it, and of what. */
const End = z.strictObject({ part: z.string(), of: z.int().min(1), item: z.string() });
export const ApartEnd = cursorOf(End.extend({ list: z.enum(APART_LISTS), asOf: AsOf }));
export type ApartEnd = z.infer<typeof End>;

/** What belongs to a window and yet stands apart from it: how many there are, and some of them. */
export const Apart = z.strictObject({
  /** Null while it is not known: it is not worked out, which the next run of the checks does, or checks never ran. */
  count: z.number().nullable(),
  /** How many are known of, whatever those checks would add; null while it is not worked out. */
  known: z.number().nullable(),
  /** Checks that are on and never ran: what they would put in the list nobody knows. */
  neverRun: z.array(z.string()),
  /** Only of what came after the last day: how many more records came in their source's turn, and are not listed. */
  inTurn: z.number().optional(),
  items: z.array(
    z.strictObject({
      /** A record's key, or the id of what a person attached. */
      item: z.string(),
      population: z.string().nullable(),
      check: z.string().nullable(),
      controls: z.array(z.string()),
      occurred: z.string().nullable(),
      due: z.number().nullable(),
      received: z.number().nullable(),
      /** What the last run shows of it by now, in the lists of what was open when the window began and of what deviated once. */
      outcome: z.enum(OUTCOMES).nullable(),
      because: z.string(),
    }),
  ),
});

export const apartEndpoint = {
  apart: endpoint({
    method: 'GET',
    path: '/readiness/apart/{list}',
    summary:
      'What belongs to a window and yet stands apart from it, page by page: what was open when it began, what is due only after its last day, what arrived late after it, what people recorded long after it occurred, and what deviated by an earlier run and does not by the last.',
    permission: 'readiness:read',
    input: Wanted.extend({
      list: z.enum(APART_LISTS),
      /** Only what is of this control. */
      control: z.string().min(1).max(100).optional(),
      /** Only those behind the page before: its `next`, which says as of when the first page was. */
      after: ApartEnd.text.optional(),
      limit: z.int().min(1).max(1_000).default(50),
    }),
    output: Apart.extend({
      items: z.array(
        Apart.shape.items.element.extend({
          /** What its source calls it; null: nothing but its key, or the population is too long to look it up. */
          called: z.string().nullable(),
          /** Whether whoever asks can open its record, which may be of before their window. */
          opens: z.boolean(),
        }),
      ),
      engagement: Engagement,
      asOf: AsOf,
      next: z.string().nullable(),
    }),
    errors: ['not_found', 'engagement_not_yet', 'input_invalid'],
  }),
};
