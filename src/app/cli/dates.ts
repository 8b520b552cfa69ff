import type { Instant } from '#/core/time/instant.ts';

/** `3 Mar 2026`, in a zone. */
export const day = (instant: Instant, zone: string): string =>
  formatted(instant, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });

/** `3 Mar 2026, 14:05`, in a zone. */
export const minute = (instant: Instant, zone: string): string =>
  formatted(instant, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatted(instant: Instant, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formatters.set(key, formatter);
  return formatter.format(instant);
}
