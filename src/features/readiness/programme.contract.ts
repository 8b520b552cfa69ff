import { z } from 'zod';
import { PlaceShape } from '#/contract/step.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { EarlierScopes } from '#/contract/earlier-scopes.ts';

/** Which examination, and as of when. */
export const Wanted = z.strictObject({ engagement: z.string().optional(), asOf: WantedAsOf });
export const AsOf = z.strictObject({ instant: z.number(), position: z.number() });
export const OccurrenceKind = z.enum(['performed', 'late', 'missed', 'unproven', 'due', 'upcoming']);

export const Engagement = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(['type-1', 'type-2']),
  first: z.string(),
  last: z.string(),
  zone: z.string(),
  /** When the log first had it, and when it had it last changed. */
  opened: z.number(),
  changed: z.number(),
  before: EarlierScopes,
  categories: z.array(z.string()),
});

const Expected = z.strictObject({
  control: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  kind: OccurrenceKind,
  first: z.string(),
  due: z.string(),
  /** The day on which its control was adopted, where that was after it was due: nothing makes up for it then. */
  adopted: z.string().nullable(),
});

/** Things of a week count once with each check, as the worst of what was seen of them there. */
const Cell = z.strictObject({
  state: z.enum([
    'deviation',
    'not evidenced',
    'unknown',
    'excluded',
    'pending',
    'pass',
    'nothing occurred',
    'not judged',
    'not started',
    'upcoming',
  ]),
  /** Of the checks, and performances that were missed or late. */
  deviations: z.number(),
  unknown: z.number(),
  items: z.number(),
});

/** What is asked of the programme as a whole. */
export const programmeEndpoints = {
  lint: endpoint({
    method: 'GET',
    path: '/readiness/lint',
    summary: 'What ends programmes, looked for by rules: each finding with why it matters and what to do.',
    permission: 'readiness:read',
    input: Wanted,
    output: z.strictObject({
      asOf: AsOf,
      rules: z.number(),
      /** True for whoever examines: what the tool advises management to do is not theirs, and no finding is shown. */
      withheld: z.boolean(),
      findings: z.array(
        z.strictObject({
          rule: z.string(),
          title: z.string(),
          /** What to do about it, in a few words: the title of its task. */
          task: z.string(),
          why: z.string(),
          /** What is so once it is dealt with. */
          settled: z.string(),
          /** What it costs when nothing is done. */
          weight: z.enum(['report', 'exception', 'time']),
          subject: z.string(),
          says: z.string(),
          next: z.string(),
          /** Where that is done; null: no one place. */
          place: PlaceShape.nullable(),
          /** Checks whose outcomes it explains. */
          checks: z.array(z.string()),
        }),
      ),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
  outlook: endpoint({
    method: 'GET',
    path: '/readiness/outlook',
    summary: 'Of the performances that a window expects: which are lost, late, unproven, still savable, and coming.',
    permission: 'readiness:read',
    input: Wanted,
    output: z.strictObject({
      asOf: AsOf,
      performed: z.number(),
      lost: z.array(Expected),
      late: z.array(Expected),
      unproven: z.array(Expected),
      savable: z.array(Expected),
      upcoming: z.array(Expected),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
  movie: endpoint({
    method: 'GET',
    path: '/readiness/movie',
    summary: 'Each series of criteria by week over the whole window, from what the last runs stored.',
    permission: 'readiness:read',
    input: Wanted,
    output: z.strictObject({
      asOf: AsOf,
      weeks: z.array(z.strictObject({ first: z.string(), last: z.string() })),
      series: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          checks: z.array(z.string()),
          cells: z.array(Cell),
        }),
      ),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
  week: endpoint({
    method: 'GET',
    path: '/readiness/movie/{series}/{week}',
    summary:
      'What one cell of the movie counts: of each check the items of that week, the performances that were due in it, and what nothing accounts for.',
    permission: 'readiness:read',
    input: Wanted.extend({
      series: z.string().min(1).max(100),
      /** Any day of it; what is no day of the window is in no week. */
      week: z.string().min(1).max(100),
    }),
    output: z.strictObject({
      asOf: AsOf,
      series: z.strictObject({ id: z.string(), title: z.string() }),
      first: z.string(),
      last: z.string(),
      cell: Cell,
      checks: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          population: z.string(),
          /** Null: it was never run. */
          counts: z.record(z.enum(OUTCOMES), z.number()).nullable(),
        }),
      ),
      performances: z.array(
        z.strictObject({
          control: z.string(),
          title: z.string(),
          kind: OccurrenceKind,
          first: z.string(),
          due: z.string(),
        }),
      ),
      holes: z.array(z.strictObject({ population: z.string(), source: z.string().nullable(), because: z.string() })),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
};
