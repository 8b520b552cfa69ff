/** How often something was looked at on a day. */
export interface DayCount {
  readonly day: string;
  readonly what: string;
  readonly count: number;
}

/** The page itself, by people and by programs that say so. */
export const PAGE = { people: 'page', programs: 'page by programs' } as const;

export function looksIn(counts: readonly DayCount[]) {
  const days = new Map<string, { day: string; people: number; programs: number }>();
  for (const { day, what, count } of counts) {
    const entry = days.get(day) ?? { day, people: 0, programs: 0 };
    if (what === PAGE.people) entry.people += count;
    if (what === PAGE.programs) entry.programs += count;
    if (what === PAGE.people || what === PAGE.programs) days.set(day, entry);
  }
  return [...days.values()];
}

export function othersIn(counts: readonly DayCount[]) {
  const sums = new Map<string, number>();
  for (const { what, count } of counts)
    if (what !== PAGE.people && what !== PAGE.programs) sums.set(what, (sums.get(what) ?? 0) + count);
  return [...sums].map(([what, count]) => ({ what, count })).toSorted((a, b) => b.count - a.count);
}
