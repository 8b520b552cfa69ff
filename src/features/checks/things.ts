import { CONTINUES, NO_MINUTE, type Outcomes, rankOf, shownOutcome } from '#/checks/engine/outcomes.ts';
import type { Outcome } from '#/core/verdict.ts';

/** Minutes of a window, half-open; null: everything, also what has not happened and is in none. */
export type Minutes = { readonly from: number; readonly to: number } | null;

export interface Wanted {
  readonly shown: readonly Outcome[];
  readonly minutes: Minutes;
  /** The first state of a thing. */
  readonly start: number;
  readonly limit: number;
}

/**
 * The things that count as one of some outcomes, as `countOutcomes` counts them: of each the state that it counts as.
 * `next` is where the thing behind the last one begins that was looked at; null where there are no more.
 */
export function thingsCounted(
  outcomes: Outcomes,
  { shown, minutes, start, limit }: Wanted,
): { readonly states: readonly number[]; readonly next: number | null } {
  const states: number[] = [];
  let place = start;
  while (place < outcomes.size && states.length < limit) {
    const state = countedState(outcomes, place, minutes);
    if (state >= 0 && shown.includes(outcomeAt(outcomes, state))) states.push(state);
    place = endOf(outcomes, place);
  }
  return { states, next: place < outcomes.size ? place : null };
}

/** Of the states of a thing that a window admits the worst, of several such the last; -1 where it admits none. */
export function countedState(outcomes: Outcomes, start: number, minutes: Minutes): number {
  let counted = -1;
  for (let state = start, end = endOf(outcomes, start); state < end; state += 1) {
    if (!isAdmitted(outcomes, state, minutes)) continue;
    if (counted < 0 || rankOf(outcomeAt(outcomes, state)) >= rankOf(outcomeAt(outcomes, counted))) counted = state;
  }
  return counted;
}

export const outcomeAt = ({ codes }: Outcomes, state: number): Outcome => shownOutcome(codes[state] ?? 0);

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
