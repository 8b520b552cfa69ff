import { DAY } from '#/core/time/instant.ts';
import { wholeDays } from '#/core/time/whole-days.ts';
import { parseDay } from '#/core/time/zone.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `3 March 2026`, in one line. */
export const dayInWords = (at: number): string => wholeDays(DATE.format(at));
export const plainDay = (day: string): string => dayInWords((parseDay(day) ?? 0) * DAY);

/** The days that a document is about, or the one day. */
export function periodInWords(first: string | null, last: string | null): string {
  if (first === null || last === null) return '';
  return first === last ? plainDay(first) : `${plainDay(first)} to ${plainDay(last)}`;
}

export const pagesInWords = (pages: number): string => (pages === 1 ? '1\u{a0}page' : `${pages}\u{a0}pages`);

export const LEVELS = { public: 'public', request: 'on request', nda: 'under NDA' } as const;
