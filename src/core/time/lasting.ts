import { DAY, HOUR, MINUTE } from './instant.ts';

const said = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A length of time in the largest unit that says enough: `12 minutes`, `5 hours`, `3 days`. In milliseconds. */
export function lasting(length: number): string {
  if (length < MINUTE) return 'less than a minute';
  if (length < 2 * HOUR) return said(Math.round(length / MINUTE), 'minute');
  return length < 2 * DAY ? said(Math.round(length / HOUR), 'hour') : said(Math.round(length / DAY), 'day');
}
