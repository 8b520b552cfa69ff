import { DAY, type Instant } from './instant.ts';

/** A civil day, without a zone: days since 1970-01-01. */
export type Day = number;

/** Reads `2026-03-03`; null for anything else and for days that do not exist. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const start = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(start) || formatDay(start / DAY) !== text ? null : start / DAY;
}

export const formatDay = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The same day of the month `months` later, or the last day of that month where it has none. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY;
}

const EPOCH = Temporal.PlainDate.from('1970-01-01');

/** Where days begin and end in one IANA time zone. */
export interface Zone {
  readonly name: string;
  /** The first instant of a day. */
  startOf(day: Day): Instant;
  dayOf(instant: Instant): Day;
}

const zones = new Map<string, Zone>();

/** More than there are; but they are read in any case of their letters, from whatever is sent here. */
const MOST_ZONES = 2 ** 10;
/** Days that a zone remembers, some ninety years: whoever asks about more of them has them looked up again. */
const MOST_STARTS = 2 ** 15;

/** Throws RangeError for a name that is no IANA zone. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = makeZone(name);
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

export function isZone(name: string): boolean {
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
}

function makeZone(name: string): Zone {
  // Temporal also reads a zone out of an offset, or out of a time or date that has one; none of these names a zone.
  if (!/^(?!t\d)[a-z][\w+\-/]*$/i.test(name)) throw new RangeError(`"${name}" is not an IANA time zone`);
  EPOCH.toZonedDateTime(name);
  const starts = new Map<Day, Instant>(); // asking the zone database costs a thousand times more than this map
  const startOf = (day: Day): Instant => {
    let start = starts.get(day);
    if (start === undefined) {
      start = EPOCH.add({ days: day }).toZonedDateTime(name).epochMilliseconds;
      if (starts.size >= MOST_STARTS) starts.clear();
      starts.set(day, start);
    }
    return start;
  };
  const dayOf = (instant: Instant): Day => {
    let day = Math.floor(instant / DAY);
    if (instant < startOf(day)) day -= 1;
    else if (instant >= startOf(day + 1)) day += 1;
    return day;
  };
  return { name, startOf, dayOf };
}
