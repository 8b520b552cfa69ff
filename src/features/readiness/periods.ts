import { formatDay, type Day, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { addMonths } from '#/core/time/zone.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import type { WindowDays } from '#/core/time/window.ts';
import type { Frequency } from '#/core/controls.ts';

/** A stretch of days in which a periodic control is to be performed once. */
export interface Period {
  /** First and last day, as people read them. */
  readonly first: string;
  readonly last: string;
  /** Its first instant, and the first instant after it: the end of its last day is when it is due. */
  readonly start: Instant;
  readonly end: Instant;
}

/** A tenth of a period, in whole days: what is done so soon after it can still be the performance that it lacks, late. */
export const toleranceOf = ({ start, end }: Pick<Period, 'start' | 'end'>): number =>
  Math.floor((end - start) / DAY / 10) * DAY;

const MONTHS = { monthly: 1, quarterly: 3, semiannual: 6, annual: 12 } as const;
const DAYS = { daily: 1, weekly: 7 } as const;

export type Periodic = keyof typeof MONTHS | keyof typeof DAYS;

export const isPeriodic = (frequency: Frequency): frequency is Periodic =>
  Object.hasOwn(MONTHS, frequency) || Object.hasOwn(DAYS, frequency);

/**
 * The whole periods of a window, counted from its first day. What is left at the end is no period: nothing is due in
 * it, so that a window of three months has three months, one quarter and no year.
 */
export function periodsOf(frequency: Periodic, { first, last, zone: name }: WindowDays): readonly Period[] {
  const zone = zoneNamed(name);
  const start = parseDay(first) ?? Number.NaN;
  const end = (parseDay(last) ?? Number.NaN) + 1;
  const periods: Period[] = [];
  for (let place = 0; ; place += 1) {
    const from = after(start, frequency, place);
    const to = after(start, frequency, place + 1);
    if (!(to <= end)) return periods;
    periods.push({ first: formatDay(from), last: formatDay(to - 1), start: zone.startOf(from), end: zone.startOf(to) });
  }
}

function after(day: Day, frequency: Periodic, periods: number): Day {
  if (frequency === 'daily' || frequency === 'weekly') return day + DAYS[frequency] * periods;
  return addMonths(day, MONTHS[frequency] * periods);
}
