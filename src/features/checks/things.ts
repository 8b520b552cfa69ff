import { CONTINUES, NO_MINUTE, type Outcomes, rankOf, ruleOutcome, shownOutcome } from '#/checks/engine/outcomes.ts';
import type { Outcome } from '#/core/verdict.ts';

/** Minutes of a window, half-open; null: everything, also what has not happened and is in none. */
export type Minutes = { readonly from: number; readonly to: number } | null;

/** What needs a person comes first: deviations, then what is unknown, then the rest. */
export const groupOf = (shown: Outcome): number => (shown === 'deviation' ? 0 : shown === 'unknown' ? 1 : 2);

export type By = 'view' | 'rule';

export interface Wanted {
  readonly outcomes: readonly Outcome[];
  /** Whose outcomes: of management's view, or of the rule alone. */
  readonly by: By;
  readonly minutes: Minutes;
  /** What was listed before: as what and when, and the place behind it. Null: nothing. */
  readonly after: { readonly shown: Outcome; readonly minute: number; readonly place: number } | null;
  readonly limit: number;
}

/**
 * The first things that count as one of some outcomes, as `countOutcomes` counts them: of each the state that it counts
 * as. What needs a person comes first, and within that the newest. All outcomes are looked at, and few are kept.
 */
export function thingsInOrder(
  outcomes: Outcomes,
  { outcomes: wanted, by, minutes, after, limit }: Wanted,
): readonly number[] {
  const first: Listed[] = []; // in order
  const behind = after === null ? -1 : orderIn(after.shown, after.minute);
  for (let place = 0; place < outcomes.size; place = endOf(outcomes, place)) {
    const state = countedState(outcomes, place, { minutes, by });
    if (state < 0) continue;
    const outcome = outcomeAt(outcomes, state, by);
    if (!wanted.includes(outcome)) continue;
    const order = orderIn(outcome, outcomes.from[state] ?? NO_MINUTE);
    if (after !== null && (order < behind || (order === behind && place < after.place))) continue;
    if (first.length === limit && order >= (first.at(-1)?.order ?? 0)) continue; // an earlier place is before it
    first.splice(placeAmong(first, order), 0, { order, state });
    if (first.length > limit) first.pop();
  }
  return first.map(({ state }) => state);
}

interface Listed {
  readonly order: number;
  readonly state: number;
}

/** What has not happened is the newest, and what began nobody knows when the oldest. */
const orderIn = (shown: Outcome, minute: number): number => groupOf(shown) * 2 ** 32 + (NO_MINUTE - minute);

/** Behind those that are before it, or come with it. */
function placeAmong(listed: readonly Listed[], order: number): number {
  let [low, high] = [0, listed.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((listed[middle]?.order ?? 0) <= order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the states of a thing that a window admits the worst, of several such the last; -1 where it admits none. */
export function countedState(
  outcomes: Outcomes,
  start: number,
  { minutes, by }: Pick<Wanted, 'minutes' | 'by'>,
): number {
  let counted = -1;
  for (let state = start, end = endOf(outcomes, start); state < end; state += 1) {
    if (!isAdmitted(outcomes, state, minutes)) continue;
    if (counted < 0 || rankOf(outcomeAt(outcomes, state, by)) >= rankOf(outcomeAt(outcomes, counted, by)))
      counted = state;
  }
  return counted;
}

export const outcomeAt = ({ codes }: Outcomes, state: number, by: By = 'view'): Outcome =>
  (by === 'view' ? shownOutcome : ruleOutcome)(codes[state] ?? 0);

/** Where the states of a thing end. */
export function endOf({ codes, size }: Outcomes, start: number): number {
  let end = start + 1;
  while (end < size && ((codes[end] ?? 0) & CONTINUES) !== 0) end += 1;
  return end;
}

/** Is a state of a window? */
export function isAdmitted({ from, to }: Outcomes, state: number, minutes: Minutes): boolean {
  if (minutes === null) return true;
  const first = from[state] ?? NO_MINUTE;
  return first !== NO_MINUTE && first < minutes.to && (to[state] ?? 0) >= minutes.from;
}
