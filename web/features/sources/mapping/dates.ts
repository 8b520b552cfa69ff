import { showMinute, showPlainDay } from '#web/kit/when.ts';

/** The forms in which exports write dates, as people say them. */
export const DATE_WORDS: Readonly<Record<string, string>> = {
  iso: 'year first (2026-03-31)',
  'MM/dd/yyyy': 'month first',
  'M/d/yyyy': 'month first',
  'MM-dd-yyyy': 'month first',
  'MM/dd/yyyy HH:mm': 'month first, with the time',
  'dd/MM/yyyy': 'day first',
  'd/M/yyyy': 'day first',
  'dd-MM-yyyy': 'day first',
  'dd/MM/yyyy HH:mm': 'day first, with the time',
  'dd.MM.yyyy': 'day first (dd.MM.yyyy)',
  'd.M.yyyy': 'day first (d.M.yyyy)',
  'dd.MM.yyyy HH:mm': 'day first, with the time (dd.MM.yyyy HH:mm)',
  'dd.MM.yyyy HH:mm:ss': 'day first, with the time (dd.MM.yyyy HH:mm:ss)',
  'epoch-seconds': 'in seconds since 1970',
  'epoch-milliseconds': 'in milliseconds since 1970',
};

/** A moment as a record keeps it, for people: a day, or a time as UTC has it. */
export function showMoment(moment: string): string {
  const [first = ''] = moment.split('/');
  const day = /^\d{4}-\d{2}-\d{2}(?=\[|$)/.exec(first);
  if (day !== null) return showPlainDay(day[0]);
  const at = Date.parse(first);
  return Number.isNaN(at) ? moment : `${showMinute(at, 'UTC')} UTC`;
}
