import { formatInstant, type Instant, parseInstant } from './instant.ts';
import { type Day, formatDay, isZone, parseDay, type Zone, zoneNamed } from './zone.ts';

/**
 * When something happened, as exactly as its source says and no more:
 * an instant (`2026-03-03T10:00:00Z`), a day in a zone (`2026-03-03[Europe/Berlin]`), or some time between two
 * instants (`2026-03-01T00:00:00Z/2026-03-08T00:00:00Z`), which is how a change between two observations is known.
 */
export interface Moment {
  /** The first instant at which it may have happened. */
  readonly earliest: Instant;
  /** The last one, inclusive; equal to `earliest` when the instant is known. */
  readonly latest: Instant;
  /** The zone, when the source gave a day. */
  readonly zone: string | null;
}

export const at = (instant: Instant): Moment => ({ earliest: instant, latest: instant, zone: null });

export const between = (earliest: Instant, latest: Instant): Moment => ({ earliest, latest, zone: null });

/** Throws RangeError for a day that does not exist, there or anywhere, or a zone that is none. */
export function onDay(day: string, zoneName: string): Moment {
  const number = parseDay(day);
  if (number === null) throw new RangeError(`"${day}" is not a day; a day reads 2026-03-03`);
  const zone = zoneNamed(zoneName);
  const moment = wholeDay(number, zone);
  if (moment === null) throw new RangeError(`the day ${day} never was in ${zone.name}`);
  return moment;
}

/** Null for the day that a zone left out when it moved across the date line. */
function wholeDay(day: Day, zone: Zone): Moment | null {
  const earliest = zone.startOf(day);
  const latest = zone.startOf(day + 1) - 1;
  return latest < earliest ? null : { earliest, latest, zone: zone.name };
}

/** Reads the three forms above; null for anything else, a day without a zone above all. */
export function parseMoment(text: string): Moment | null {
  if (text.endsWith(']')) return parseDayInZone(text);
  if (!text.includes('/')) {
    const instant = parseInstant(text);
    return instant === null ? null : at(instant);
  }
  const [from, to, more] = text.split('/', 3);
  const earliest = parseInstant(from ?? '');
  if (earliest === null || more !== undefined) return null;
  const latest = parseInstant(to ?? '');
  return latest === null || latest < earliest ? null : between(earliest, latest);
}

function parseDayInZone(text: string): Moment | null {
  const [, day = '', zone = ''] = /^(\d{4}-\d{2}-\d{2})\[([^\]]+)\]$/.exec(text) ?? [];
  const number = parseDay(day);
  return number === null || !isZone(zone) ? null : wholeDay(number, zoneNamed(zone));
}

/** The same for text that is known to be one; throws RangeError where it is not. */
export function momentOf(text: string): Moment {
  const moment = parseMoment(text);
  if (moment === null) throw new RangeError(`"${text}" is not a moment`);
  return moment;
}

/** The inverse of `parseMoment`. */
export function formatMoment({ earliest, latest, zone }: Moment): string {
  if (zone !== null) return `${formatDay(zoneNamed(zone).dayOf(earliest))}[${zone}]`;
  return earliest === latest ? formatInstant(earliest) : `${formatInstant(earliest)}/${formatInstant(latest)}`;
}

/** Is it so, is it not, or does that depend on what the source does not say? */
export type Answer = 'yes' | 'no' | 'unclear';

/** Did `a` happen at or before `b`? */
export function notAfter(a: Moment, b: Moment): Answer {
  if (a.latest <= b.earliest) return 'yes';
  return a.earliest > b.latest ? 'no' : 'unclear';
}

/** The first of several: no earlier than the earliest may be, and no later than each may be; null for none. */
export const earliestOf = (moments: readonly Moment[]): Moment | null => extreme(moments, Math.min);

/** The last of several: no earlier than each may be, and no later than the latest may be; null for none. */
export const latestOf = (moments: readonly Moment[]): Moment | null => extreme(moments, Math.max);

function extreme(moments: readonly Moment[], pick: (a: number, b: number) => number): Moment | null {
  let found: Moment | null = null;
  for (const one of moments) {
    const earliest = pick(one.earliest, found?.earliest ?? one.earliest);
    const latest = pick(one.latest, found?.latest ?? one.latest);
    if (earliest === one.earliest && latest === one.latest) found = one;
    else if (earliest !== found?.earliest || latest !== found.latest) found = between(earliest, latest);
  }
  return found;
}

/** The same moment a number of milliseconds later. */
export const plus = ({ earliest, latest }: Moment, milliseconds: number): Moment =>
  between(earliest + milliseconds, latest + milliseconds);
