import { gaps, type Interval } from '#/core/coverage/stretches.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { type Absence, unsure, type Verdict } from '#/core/verdict.ts';
import type { RunInput } from './input.ts';

/** What a rule asked for in a verdict, and nobody ever read. */
export type Unread = ReadonlySet<PopulationName>;

/** What was read, and when that is judged. */
export interface Read extends Pick<RunInput, 'asOf' | 'calendar'> {
  /** The times for which all sources of a population account. */
  readonly accounted: (population: PopulationName) => readonly Interval[];
}

/** That something is not there shows nothing while nobody read what would tell of it. */
export function unlessUnread(verdict: Verdict, unread: Unread, { accounted, asOf, calendar }: Read): Verdict {
  if (verdict.outcome !== 'deviation') return verdict;
  const { absent } = verdict;
  const never = [...unread].findLast((population) => population !== absent?.population);
  if (never !== undefined) return unsure(verdict, neverRead(never));
  if (absent === undefined) return verdict;
  const times = accounted(absent.population);
  if (times.length === 0 && unread.has(absent.population)) return unsure(verdict, neverRead(absent.population));
  const left = leftOut(absent, times, asOf.instant);
  if (left === null) return verdict;
  const until = Math.min(verdict.until, left.until);
  return unsure({ ...verdict, until }, notAccounted(absent.population, left.hole, calendar.spec.zone));
}

const neverRead = (population: PopulationName): string =>
  `nothing that was read tells of ${populationNamed(population).many}`;

function notAccounted(population: PopulationName, { from, to }: Interval, zone: string): string {
  const [first, last] = [from, to - 1].map((instant) => formatDay(zoneNamed(zone).dayOf(instant)));
  const days = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return `what was read does not account for ${populationNamed(population).many} ${days}`;
}

/** A time that would have to be read, and when what was read is enough all the same. */
interface LeftOut {
  readonly hole: Interval;
  readonly until: Instant;
}

/** What nobody read of the time of an absence; null where what was read is enough. */
function leftOut(absent: Absence, accounted: readonly Interval[], asOf: Instant): LeftOut | null {
  const { from, to, dueAfter } = absent;
  if (dueAfter !== undefined) return neverLongEnough({ from, to, dueAfter }, accounted, asOf);
  const [hole] = gaps(accounted, from, to);
  return hole === undefined ? null : { hole, until: NEVER };
}

/**
 * Of what must come again, any stretch that was read is enough in which one was due and none came: whoever has been here
 * for years is overdue by what was read of the last year. The hole is told as of no instant, for it stays when time passes.
 */
function neverLongEnough(
  { from, to, dueAfter }: Required<Omit<Absence, 'population'>>,
  accounted: readonly Interval[],
  asOf: Instant,
): LeftOut | null {
  const stretches = accounted
    .map((each) => ({ from: Math.max(each.from, from), to: Math.min(each.to, to) }))
    .filter((each) => each.from < each.to);
  const overdueFrom = (first: Instant): Instant => dueAfter(first) + 1;
  const until = Math.min(
    ...stretches.map((each) => (overdueFrom(each.from) <= each.to ? overdueFrom(each.from) : NEVER)),
  );
  if (until <= asOf) return null;
  const last = stretches.at(-1);
  const before = gaps(stretches, from, last?.from ?? from).at(-1);
  return { hole: before ?? { from: last?.to ?? from, to: overdueFrom(from) }, until };
}

/** Is all that was accounted for before accounted for now? */
export const isMore = (now: readonly Interval[], before: readonly Interval[]): boolean =>
  before.every(({ from, to }) => gaps(now, from, to).length === 0);

export const isSameTime = (now: readonly Interval[], before: readonly Interval[]): boolean =>
  isMore(now, before) && isMore(before, now);
