/** Milliseconds since 1970-01-01T00:00:00Z, for RFC 3339 in UTC with milliseconds; null for anything else, 30 February above all. */
export function instantOf(text: string): number | null {
  const instant = Date.parse(text);
  return !Number.isNaN(instant) && new Date(instant).toISOString() === text ? instant : null;
}

/** RFC 3339 in UTC with milliseconds: the only form in which the ledger writes a time. */
export const instantText = (instant: number): string => new Date(instant).toISOString();
