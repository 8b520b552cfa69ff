/** A point in time: milliseconds since 1970-01-01T00:00:00Z, as an integer. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Later than every instant: the answer does not change again. */
export const NEVER: Instant = Number.POSITIVE_INFINITY;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** Reads RFC 3339 with its offset; null for anything else, a time without a zone above all. Finer than a millisecond is cut off. */
export function parseInstant(text: string): Instant | null {
  if (!RFC_3339.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) || rollsOver(text) ? null : instant;
}

/** `Date.parse` takes 30 February for 2 March. */
function rollsOver(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return (
    day > 28 && new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day)).getUTCDate() !== day
  );
}

/** RFC 3339 in UTC with milliseconds, always 24 characters. */
export const formatInstant = (instant: Instant): string => new Date(instant).toISOString();
