import { type Day, parseDay } from '#/core/time/zone.ts';
import type { ReportFacts } from './facts.contract.ts';

/** Days of which no report that is named here speaks, both included. */
export interface Gap {
  readonly from: Day;
  readonly to: Day;
}

/** A window, or the one day of a Type I. */
interface Window {
  readonly first: Day;
  readonly last: Day;
}

const day = (text: string | null): Day => parseDay(text ?? '') ?? 0;

/**
 * The gaps between the windows of this report and of those before it that the company names. A Type I speaks of a day
 * and closes no gap.
 */
export function gapsIn({ period, previous }: Pick<ReportFacts, 'period' | 'previous'>): readonly Gap[] {
  const windows = [{ ...period }, ...previous]
    .filter(({ type }) => type === 'type-2')
    .map(({ first, last }): Window => ({ first: day(first), last: day(last) }))
    .toSorted((a, b) => a.first - b.first);
  const gaps: Gap[] = [];
  let until: Day | null = null;
  for (const { first, last } of windows) {
    if (until !== null && first > until + 1) gaps.push({ from: until + 1, to: first - 1 });
    until = Math.max(until ?? last, last);
  }
  return gaps;
}
