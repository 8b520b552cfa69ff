import { DAY, type Instant } from '#/core/time/instant.ts';

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

/** How long ago, or in how long, in the largest unit that says enough. */
export function age(instant: Instant, now: Instant): string {
  const days = Math.round(Math.abs(now - instant) / DAY);
  const words =
    days === 0
      ? 'today'
      : days < 60
        ? plural(days, 'day')
        : days < 730
          ? plural(Math.round(days / 30.44), 'month')
          : plural(Math.round(days / 365.25), 'year');
  if (days === 0) return words;
  return instant <= now ? `${words} ago` : `in ${words}`;
}

const plural = (value: number, unit: string): string => `${value} ${value === 1 ? unit : `${unit}s`}`;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatted(instant: Instant, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formatters.set(key, formatter);
  return formatter.format(instant);
}
