import { chosenWord } from './shape.ts';
import { shortKey } from '#web/kit/short-name.ts';
import { showMinute, showPlainDay } from '#web/kit/when.ts';

const LONGEST = 80;
/** A day with the zone in which it is one; the page of the record has both. */
const DAY = /^(\d{4}-\d{2}-\d{2})\[[\w/+-]+\]$/;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

/** A value of a record in a few letters. What the source does not say is said to be unknown, never left blank. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === 'unknown') return 'unknown';
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const [, day] = (typeof value === 'string' && DAY.exec(value)) || [];
  if (day !== undefined) return showPlainDay(day);
  if (typeof value === 'string' && INSTANT.test(value)) return `${showMinute(Date.parse(value), 'UTC')} UTC`;
  const text = typeof value === 'string' ? chosenWord(value) : JSON.stringify(value);
  return shortened(shortKey(text));
}

/** The same in full, for a file. */
export function plainValue(value: unknown): string | number {
  if (value === undefined) return 'unknown';
  if (value === null) return 'none';
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
