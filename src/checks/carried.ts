import { NO_MINUTE, type Outcomes, ruleOutcome, shownOutcome } from './engine/outcomes.ts';
import type { Check } from './check.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Outcome } from '#/core/verdict.ts';

/** Of other checks no example waits for a deadline: there is none in their rules. */
export const canBePending = ({ examples }: Pick<Check, 'examples'>): boolean =>
  examples.some(({ expect }) => expect === 'pending');

/** Whether something that occurred, or held, from one instant to another is meant. */
export type Placed = (first: Instant, last: Instant) => boolean;

/** It may have occurred in the window: such items are counted. */
export const inWindow =
  ({ start, end }: Window): Placed =>
  (first, last) =>
    first < end && last >= start;

/** It occurred before the window, which does not admit it. */
export const beforeWindow =
  ({ start }: Pick<Window, 'start'>): Placed =>
  (_, last) =>
    last < start;

/** Places in `dueItems` of what the rule says is pending, until later than an instant. */
export function pendingPast(
  { codes, from, to, dueItems, dueAt }: Outcomes,
  instant: Instant,
  placed: Placed,
): readonly number[] {
  const places: number[] = [];
  dueItems.forEach((item, place) => {
    const first = from[item] ?? NO_MINUTE;
    const meant = first !== NO_MINUTE && placed(first * MINUTE, (to[item] ?? 0) * MINUTE);
    if (meant && (dueAt[place] ?? 0) > instant && ruleOutcome(codes[item] ?? 0) === 'pending') places.push(place);
  });
  return places;
}

/** What a run says now of items that were open when a window began, and that are not of it. */
export interface Carried {
  readonly deviation: number;
  readonly unknown: number;
  readonly pending: number;
}

export const NOTHING_CARRIED: Carried = { deviation: 0, unknown: 0, pending: 0 };

/** What becomes of `places` of what was said as of the first instant, by what the run says of the same items. */
export function carriedOf(then: Outcomes, places: readonly number[], now: Outcomes): Carried {
  const shown = places.map((place) => outcomeNow(then, place, now));
  const count = (outcome: Outcome): number => shown.filter((each) => each === outcome).length;
  return { deviation: count('deviation'), unknown: count('unknown'), pending: count('pending') };
}

/** Both speak of the same records, item for item; where one does not, nothing is known. */
export const outcomeNow = (then: Outcomes, place: number, now: Outcomes): Outcome =>
  then.size === now.size ? shownOutcome(now.codes[then.dueItems[place] ?? 0] ?? 0) : 'unknown';

/** What a run says of what came before a window. */
export interface Before {
  /** The latest instant at which an item that the rule is about may have occurred; null where there is none. */
  readonly last: Instant | null;
  /** Whether any of them is not settled well: only then can something be carried into the window that matters there. */
  readonly open: boolean;
}

const SETTLED: ReadonlySet<Outcome> = new Set(['pass', 'not-applicable', 'excluded']);

export function beforeIn({ size, codes, from, to }: Outcomes, { start }: Pick<Window, 'start'>): Before {
  const startMinute = Math.ceil(start / MINUTE);
  let last = -1;
  let open = false;
  for (let item = 0; item < size; item += 1) {
    const until = to[item] ?? 0;
    if (until >= startMinute || from[item] === NO_MINUTE) continue;
    const shown = shownOutcome(codes[item] ?? 0);
    if (until > last && shown !== 'not-applicable') last = until;
    open ||= !SETTLED.has(shown);
  }
  return { last: last < 0 ? null : last * MINUTE, open };
}
