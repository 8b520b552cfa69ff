import { z } from 'zod';
import { formatInstant, type Instant, MINUTE, parseInstant, SECOND } from '#/core/time/instant.ts';
import { isRefused, Part } from './part.ts';
import { pathOf, type Place, readPull } from './read-pull.ts';
import { NumberSet } from './number-set.ts';
import { Listed, SearchCount } from './shapes.ts';
import type { Refused } from './api.ts';

/** How far the pull requests of a repository are read. */
export const PullsReading = z.strictObject({
  page: z.int().positive(),
  /** Merged ones that were read in this pass. */
  seen: z.string(),
  /** Those of them that were merged in the interval. */
  ours: z.int(),
  ended: z.boolean(),
});
export type PullsReading = z.output<typeof PullsReading>;

export const FIRST_PULLS: PullsReading = { page: 1, seen: '', ours: 0, ended: false };

/** Merged at or after `from`, and before `to`; whole seconds, as GitHub counts. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

export const isIn = ({ from, to }: Interval, merged: string): boolean =>
  instant(merged) >= from && instant(merged) < to;

export interface PullsStep {
  readonly kind: 'page';
  readonly part: Part;
  readonly reading: PullsReading;
}

const PER_PAGE = 30;
/** Lists and counts may be a little behind. */
const OVERLAP = 10 * MINUTE;

/**
 * Reads what was merged into the default branch, last updated first, until what was updated before the interval. An
 * item that is updated meanwhile moves to the front, so nothing behind it is skipped; itself it is found when the
 * commits of the branch are followed, and by the next pass.
 */
export async function* mergedPulls(
  at: Place,
  interval: Interval,
  start: PullsReading,
): AsyncGenerator<PullsStep | Refused> {
  const seen = new NumberSet(start.seen);
  let { page, ours } = start;
  for await (const answer of listed(at, page)) {
    if (answer.kind === 'refused') return yield answer;
    const part = new Part();
    const artifact = part.keep(answer.received);
    let ended = answer.last;
    for (const [place, item] of answer.data.entries()) {
      const read = await takeItem(at, part, { item, artifact, place: `/${place}`, seen, interval });
      ours += read.counted ? 1 : 0;
      ended ||= read.before;
    }
    page += 1;
    yield { kind: 'page', part, reading: { page, seen: seen.encoded(), ours, ended } };
    if (ended) return;
  }
}

const listed = (at: Place, page: number) =>
  at.api.pages('GET /repos/{owner}/{repo}/pulls', {
    ...pathOf(at),
    state: 'all',
    base: at.branch,
    sort: 'updated',
    direction: 'desc',
    per_page: PER_PAGE,
    page,
  });

interface Taking {
  readonly item: unknown;
  readonly artifact: number;
  readonly place: string;
  readonly seen: NumberSet;
  readonly interval: Interval;
}

/** Whether it counts in the interval, and whether everything behind it was updated before that. */
async function takeItem(
  at: Place,
  part: Part,
  { item, artifact, place, seen, interval }: Taking,
): Promise<{ readonly counted: boolean; readonly before: boolean }> {
  const parsed = Listed.safeParse(item);
  if (!parsed.success) {
    const note = 'a pull request in the list is not of the form that GitHub describes';
    part.refuse('change', { key: `${at.repository}@${placeName(item, place)}`, note }, { artifact, place });
    return { counted: false, before: false };
  }
  const { number, updated_at: updated, merged_at: merged } = parsed.data;
  const before = instant(updated) < interval.from - OVERLAP;
  if (before || merged === null || merged === undefined || seen.has(number)) return { counted: false, before };
  if (instant(merged) < sinceOf(at)) return { counted: false, before };
  seen.add(number);
  await readPull(at, part, { item, number, artifact, place });
  return { counted: isIn(interval, merged), before };
}

const instant = (text: string): Instant => parseInstant(text) ?? Number.NaN;

/** From when on the settings want changes. */
export const sinceOf = ({ settings }: Pick<Place, 'settings'>): Instant =>
  settings.since === null ? 0 : (parseInstant(settings.since) ?? 0);

const placeName = (item: unknown, place: string): string =>
  typeof item === 'object' && item !== null && 'number' in item && typeof item.number === 'number'
    ? `pull-request-${item.number}`
    : `unnamed${place}`;

/** GitHub's own count of what was merged in the interval; null where it gives none. */
export async function countOf(at: Place, part: Part, { from, to }: Interval): Promise<number | null> {
  const first = from === 0 ? '*' : secondOf(from);
  const q = `repo:${at.repository} is:pr is:merged base:${at.branch} merged:${first}..${secondOf(to - SECOND)}`;
  const answer = await at.api.ask('GET /search/issues', { q, per_page: 1 });
  if (isRefused(answer)) return null;
  part.keep(answer.received);
  const count = SearchCount.safeParse(answer.data);
  return count.success && !count.data.incomplete_results ? count.data.total_count : null;
}

const secondOf = (instant: Instant): string => `${formatInstant(instant).slice(0, 19)}Z`;
