import { z } from 'zod';
import type { Instant } from './instant.ts';
import { between, type Moment } from './moment.ts';
import { addMonths, type Day, isZone, parseDay, zoneNamed } from './zone.ts';

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const;

/** A company's own working days. Sealed with every check run, so that a deadline can be computed again. */
export const CalendarSpec = z.strictObject({
  /** The IANA zone in which its days begin and end. */
  zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin'),
  /** ISO weekdays on which it works: 1 is Monday, 7 is Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).readonly().default(MONDAY_TO_FRIDAY),
  /** Days on which it does not, though the weekday says so. */
  holidays: z
    .array(z.string().refine((text) => parseDay(text) !== null, 'not a day; a day reads 2026-03-03'))
    .readonly()
    .default([]),
});
export type CalendarSpec = z.output<typeof CalendarSpec>;

/**
 * Deadlines. Each ends with the last millisecond of its day in the calendar's zone, and begins to run on the day
 * on which the moment falls: the day that the source named, else the day of the instant in the calendar's zone.
 * A moment that may fall on several days gives a deadline that may, too.
 */
export interface Calendar {
  readonly spec: CalendarSpec;
  isBusinessDay(day: Day): boolean;
  endOfDay(from: Moment, days: number): Moment;
  endOfBusinessDay(from: Moment, businessDays: number): Moment;
  endOfMonth(from: Moment, months: number): Moment;
}

export function calendarOf(spec: CalendarSpec): Calendar {
  const zone = zoneNamed(spec.zone);
  const weekdays = new Set<number>(spec.weekdays);
  const holidays = new Set(spec.holidays.map(parseDay));
  const isBusinessDay = (day: Day): boolean => weekdays.has(isoWeekday(day)) && !holidays.has(day);
  const lastInstantOf = (day: Day): Instant => zone.startOf(day + 1) - 1;
  const dayOf = (instant: Instant, named: string | null): Day =>
    (named === null ? zone : zoneNamed(named)).dayOf(instant);

  const deadline = (from: Moment, last: (day: Day) => Day): Moment =>
    between(lastInstantOf(last(dayOf(from.earliest, from.zone))), lastInstantOf(last(dayOf(from.latest, from.zone))));
  const afterBusinessDays = (day: Day, businessDays: number): Day => {
    let last = day;
    for (let left = businessDays; left > 0; left -= isBusinessDay(last) ? 1 : 0) last += 1;
    return last;
  };
  return {
    spec,
    isBusinessDay,
    endOfDay: (from, days) => deadline(from, (day) => day + days),
    endOfBusinessDay: (from, businessDays) => deadline(from, (day) => afterBusinessDays(day, businessDays)),
    endOfMonth: (from, months) => deadline(from, (day) => addMonths(day, months)),
  };
}

const isoWeekday = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1; // 1970-01-01 was a Thursday
