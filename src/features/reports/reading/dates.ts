import { parseDay } from '#/core/time/zone.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';

/** A day whose year is said with another one; for a larger expression. */
export const DAY_OF_MONTH = `(?:${MONTH} ${DAY})`;

/** A date as reports write it; for a larger expression. */
export const DATE = `(?:${DAY_OF_MONTH} ?,? ?\\d{4}|${DAY} (?:of )?${MONTH},? \\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/\\d{4})`;

const MONTH_FIRST = new RegExp(`^(${MONTH}) (\\d{1,2})\\D* (\\d{4})$`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})\\D*? (?:of )?(${MONTH}),? (\\d{4})$`, 'i');

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** `2025-10-31`; null for what is no day, or could be two: 3/4/2025 is another one on each side of the ocean. */
export function dayIn(date: string): string | null {
  const text = date.replace(/,(?=\d)/, ', ').trim();
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) return dayOf(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return dayOf(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]));
  const slashed = SLASHED.exec(text);
  if (slashed !== null) return eitherOrder(slashed[3], Number(slashed[1]), Number(slashed[2]));
  return parseDay(text) === null ? null : text;
}

function eitherOrder(year: string | undefined, one: number, other: number): string | null {
  if (one === other || other > 12) return dayOf(year, one, other);
  return one > 12 ? dayOf(year, other, one) : null;
}

const monthOf = (name = ''): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function dayOf(year = '', month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return parseDay(text) === null ? null : text;
}
