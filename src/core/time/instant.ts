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
  const usual = usualInstant(text);
  if (usual !== null) return usual;
  if (!RFC_3339.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) || rollsOver(text) ? null : instant;
}

/** The form in which most are written, `2026-03-03T10:00:00Z` with or without milliseconds; null for any other. */
function usualInstant(text: string): Instant | null {
  const fine = text.length === 24;
  if (!hasUsualSigns(text, fine)) return null;
  const year = digits(text, 0, 2) * 100 + digits(text, 2, 2);
  const [month, day] = [digits(text, 5, 2), digits(text, 8, 2)];
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return null; // other days may not exist
  const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)];
  const fraction = fine ? digits(text, 20, 3) : 0;
  const fits = hour <= 23 && minute <= 59 && second <= 59 && fraction >= 0;
  return fits ? Date.UTC(year, month - 1, day, hour, minute, second, fraction) : null;
}

function hasUsualSigns(text: string, fine: boolean): boolean {
  if ((!fine && text.length !== 20) || text.charCodeAt(text.length - 1) !== SIGN.Z) return false;
  for (let at = 0; at < SIGNS.length; at += 1) if (text.charCodeAt(SIGN_PLACES[at] ?? 0) !== SIGNS[at]) return false;
  return !fine || text.charCodeAt(19) === SIGN.point;
}

const SIGN = { Z: 0x5a, T: 0x54, dash: 0x2d, colon: 0x3a, point: 0x2e } as const;
const SIGNS = [SIGN.dash, SIGN.dash, SIGN.T, SIGN.colon, SIGN.colon];
const SIGN_PLACES = [4, 7, 10, 13, 16];

/** So many digits of a text as a number; not a number when one is none. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
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
