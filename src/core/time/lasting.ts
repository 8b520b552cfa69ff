import { counted } from '#/core/grouped.ts';
import { DAY, HOUR, MINUTE } from './instant.ts';

/** A length of time in the largest unit that says enough: `12 minutes`, `5 hours`, `3 days`. In milliseconds. */
export function lasting(length: number): string {
  if (length < MINUTE) return 'less than a minute';
  if (length < 2 * HOUR) return counted(Math.round(length / MINUTE), 'minute');
  return length < 2 * DAY ? counted(Math.round(length / HOUR), 'hour') : counted(Math.round(length / DAY), 'day');
}
