const LONGEST = 80;

/** A value of a record in a few letters. What the source does not say is said to be unknown, never left blank. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === 'unknown') return 'unknown';
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
