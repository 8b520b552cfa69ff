import { NO_MINUTE, type Outcomes } from './engine/outcomes.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';

/** Items that come due by an instant, counted from the first. */
export type Due = { readonly at: Instant; readonly count: number };

/**
 * A run says how its items stood then; what had a time until which it held may stand otherwise later. What is from
 * before the window counts, too: it may be open when the window begins, or come due in it.
 */
export function dueIn({ from, dueItems, dueAt }: Outcomes, { end }: Pick<Window, 'end'>): readonly Due[] {
  const instants = dueAt.filter((_, place) => {
    const first = from[dueItems[place] ?? 0] ?? NO_MINUTE;
    return first !== NO_MINUTE && first * MINUTE < end;
  });
  const due: Due[] = [];
  instants.toSorted().forEach((at, place, all) => {
    if (Number.isFinite(at) && all[place + 1] !== at) due.push({ at, count: place + 1 });
  });
  return due;
}
