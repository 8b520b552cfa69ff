import { z } from 'zod';
import type { Json } from '#/collectors/collector.ts';
import type { Instant } from '#/core/time/instant.ts';
import { PullsReading } from './pulls.ts';
import { PushesReading } from './pushes.ts';

/** How far the changes of one repository are accounted for, and how far a reading that goes on has come. */
const Progress = z.strictObject({
  /** Changes before this instant are accounted for; null when none are. */
  to: z.number().nullable(),
  /** The end of the default branch then. */
  head: z.string().nullable(),
  /** How many times the count of GitHub was another one since then. */
  doubts: z.int(),
  /** It was archived, and read for the last time. */
  closed: z.boolean(),
  pulls: PullsReading.nullable(),
  pushes: PushesReading.nullable(),
});
export type Progress = z.output<typeof Progress>;

export const NO_PROGRESS: Progress = { to: null, head: null, doubts: 0, closed: false, pulls: null, pushes: null };

/** What the repositories that were read in a pass add up to. */
const Tally = z.strictObject({
  /** The earliest instant from which a repository was read; null while none was. */
  from: z.number().nullable(),
  ours: z.int(),
  /** Null as soon as one was not counted by GitHub. */
  source: z.int().nullable(),
  pushed: z.int(),
  holes: z.array(z.string()),
  notes: z.array(z.string()),
});
export type Tally = z.output<typeof Tally>;

export const NO_TALLY: Tally = { from: null, ours: 0, source: 0, pushed: 0, holes: [], notes: [] };

/** One reading of everything, which may take several runs. */
const Pass = z.strictObject({
  /** Changes are accounted for up to here. */
  to: z.number(),
  /** Looks that are finished. */
  looked: z.array(z.enum(['repository', 'account'])),
  /** The last repository, in the order of names, that is finished; null while none is. */
  after: z.string().nullable(),
  /** The repository whose changes are finished, and whose alerts are not; null while there is none. */
  changed: z.string().nullable(),
  changes: Tally,
  alerts: Tally,
});
export type Pass = z.output<typeof Pass>;

export const Cursor = z.strictObject({
  v: z.literal(1),
  /** From when on changes are wanted; an earlier one begins all over. */
  since: z.number(),
  pass: Pass.nullable(),
  repositories: z.record(z.string(), Progress),
});
export type Cursor = z.output<typeof Cursor>;

export function cursorFrom(saved: Json | null, since: Instant): Cursor {
  const first: Cursor = { v: 1, since, pass: null, repositories: {} };
  if (saved === null) return first;
  const cursor = Cursor.parse(saved);
  return since < cursor.since ? first : { ...cursor, since };
}
