import { HOUR, type Instant } from '#/core/time/instant.ts';
import { at, between, formatMoment } from '#/core/time/moment.ts';

/** What readings saw of a commit: that it was not on the branch yet, and that it was. */
export interface Seen {
  /** When the reading before began, which did not find it; null where none could have. */
  readonly absent: Instant | null;
  /** When the reading began that found it. */
  readonly present: Instant;
}

/** Clocks of those who commit may go ahead, and a commit may arrive while it is read. */
const AHEAD = HOUR;

/**
 * When a commit arrived: at its committer's date where that can be true, else some time between the two readings. The
 * date is whatever the committer typed, and must not choose the window in which the commit is looked at.
 */
export function arrivedAt(date: Instant, seen: Seen): string {
  const { absent, present } = seen;
  const isBehind = absent !== null && date < absent;
  return formatMoment(isBehind || isAhead(date, seen) ? between(absent ?? 0, present) : at(date));
}

/** Is a date later than the reading that found it? */
export const isAhead = (date: Instant, { present }: Seen): boolean => date > present + AHEAD;
