import { NO_MINUTE, type Outcomes, ruleOutcome } from './engine/outcomes.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';

/** Items that come due by an instant, counted from the first. */
export type Due = { readonly at: Instant; readonly count: number };

/**
 * A run says how its items stood then; what had a time until which it held may stand otherwise later. What was open
 * before the window and is due in it counts, too.
 */
export function dueIn({ codes, from, to, dueItems, dueAt }: Outcomes, { start, end }: Window): readonly Due[] {
  const instants = dueAt.filter((at, place) => {
    const item = dueItems[place] ?? 0;
    const first = from[item] ?? NO_MINUTE;
    if (first === NO_MINUTE || first * MINUTE >= end) return false;
    return (to[item] ?? 0) * MINUTE >= start || (at > start && ruleOutcome(codes[item] ?? 0) === 'pending');
  });
  const due: Due[] = [];
  instants.toSorted().forEach((at, place, all) => {
    if (Number.isFinite(at) && all[place + 1] !== at) due.push({ at, count: place + 1 });
  });
  return due;
}
