import { formatDay, type Day, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { addMonths } from '#/core/time/zone.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import type { WindowDays } from '#/core/time/window.ts';
import type { Frequency } from '#/core/controls.ts';
import type { Rhythm } from './rhythms.ts';

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
 * The whole periods of a window, counted from its first day by the rhythm in force when each begins. What is left at the
 * end is no period: nothing is due in it, so that a window of three months has three months, one quarter and no year.
 * A period that began stays due when its rhythm changes; a stricter rhythm ends it no later than its own first period
 * would end. So nothing that was due disappears, however often a rhythm is changed.
 */
export function periodsOf(rhythms: readonly Rhythm[], { first, last, zone: name }: WindowDays): readonly Period[] {
  const zone = zoneNamed(name);
  const end = (parseDay(last) ?? Number.NaN) + 1;
  const changes = rhythms.map(({ frequency, from }) => ({ frequency, day: zone.dayOf(from) }));
  const periods: Period[] = [];
  let counted = { frequency: undefined as Frequency | undefined, from: parseDay(first) ?? Number.NaN, place: 0 };
  let from = counted.from;
  while (from < end) {
    const { frequency } = changes.findLast(({ day }) => day <= from) ?? changes[0] ?? NO_CHANGE;
    if (!isPeriodic(frequency)) {
      counted = { frequency: undefined, from, place: 0 };
      from = changes.find(({ day }) => day > from)?.day ?? end;
      continue;
    }
    if (frequency !== counted.frequency) counted = { frequency, from, place: 0 };
    const due = after(counted.from, frequency, counted.place + 1);
    const to = Math.min(due, ...changes.flatMap((change) => endedBy(change, { from, due })));
    if (!(to <= end)) return periods;
    periods.push({ first: formatDay(from), last: formatDay(to - 1), start: zone.startOf(from), end: zone.startOf(to) });
    counted = to === due ? { ...counted, place: counted.place + 1 } : { frequency: undefined, from: to, place: 0 };
    from = to;
  }
  return periods;
}

/** The first period of a rhythm, counted from the first day of a window that ends before it does; null: it has a whole one. */
export function periodBeyond(
  frequency: Frequency,
  { first, last }: Pick<WindowDays, 'first' | 'last'>,
): Pick<Period, 'first' | 'last'> | null {
  const [from, end] = [parseDay(first), parseDay(last)];
  if (from === null || end === null || !isPeriodic(frequency)) return null;
  const due = after(from, frequency, 1);
  return due > end + 1 ? { first, last: formatDay(due - 1) } : null;
}

const NO_CHANGE = { frequency: 'continuous', day: 0 } as const;

/** Where the first period of a rhythm that takes hold within another would end. */
const endedBy = (
  { frequency, day }: { readonly frequency: Frequency; readonly day: Day },
  { from, due }: { readonly from: Day; readonly due: Day },
): readonly Day[] => (day > from && day < due && isPeriodic(frequency) ? [after(day, frequency, 1)] : []);

function after(day: Day, frequency: Periodic, periods: number): Day {
  if (frequency === 'daily' || frequency === 'weekly') return day + DAYS[frequency] * periods;
  return addMonths(day, MONTHS[frequency] * periods);
}
