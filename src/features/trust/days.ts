import { DAY } from '#/core/time/instant.ts';
import { addMonths, type Day, formatDay } from '#/core/time/zone.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `3 March 2026`. */
export const inWords = (day: Day): string => DATE.format(day * DAY);

/** `Mar 2026`. */
export const monthInWords = (day: Day): string => MONTH.format(day * DAY);

/** `Q2 2027`. */
export function quarterOf(day: Day): string {
  const [year = '', month = '01'] = formatDay(day).split('-');
  return `Q${Math.ceil(Number(month) / 3)} ${year}`;
}

/** The last day of the quarter in which a day is. */
export function endOfQuarter(day: Day): Day {
  const month = Number(formatDay(day).slice(5, 7));
  const first = day - Number(formatDay(day).slice(8)) + 1;
  return addMonths(first, 3 - ((month - 1) % 3)) - 1;
}

/** Whole months from one day to a later one. */
export function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
}

/** How long ago a day was, as people say it: `today`, `12 days ago`, `5 months ago`. */
export function ageInWords(from: Day, today: Day): string {
  if (from >= today) return 'today';
  const months = monthsBetween(from, today);
  if (months >= 1) return months === 1 ? '1 month ago' : `${months} months ago`;
  return today - from === 1 ? '1 day ago' : `${today - from} days ago`;
}
