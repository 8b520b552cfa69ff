import { DAY, formatInstant, type Instant } from './instant.ts';
import { parseMoment } from './moment.ts';
import { type Day, formatDay, type Zone, zoneNamed } from './zone.ts';

/** `3 Mar 2026`, in a zone. */
export const day = (instant: Instant, zone: string): string => dayText(zoneNamed(zone).dayOf(instant));

/** The last day of a time that ends before `end`. */
export const lastDay = (end: Instant, zone: string): string => day(end - 1, zone);

/** `3 Mar 2026, 14:05`, in a zone. */
export function minute(instant: Instant, zone: string): string {
  const place = zoneNamed(zone);
  const today = place.dayOf(instant);
  return `${dayText(today)}, ${clockText(instant, today, place)}`;
}

/** `3 Mar 2026, 14:05 UTC`: where nobody knows the zone of who reads it. */
export const minuteUtc = (instant: Instant): string => `${minute(instant, 'UTC')} UTC`;

/** A moment as a source writes it, in words; what is none stays as it is. */
export function momentInWords(text: string): string {
  const moment = /^\d{4}-\d\d-\d\d[T[]/.test(text) ? parseMoment(text) : null;
  if (moment === null) return text;
  const { earliest, latest, zone } = moment;
  if (zone !== null) return `${day(earliest, zone)} (${zone})`;
  return earliest === latest ? minuteUtc(earliest) : `between ${minuteUtc(earliest)} and ${minuteUtc(latest)}`;
}

/** When a time begins: as a day where it begins with one, else with its minute. */
export const beginOf = (from: Instant, zone: string): string =>
  from === 0 ? 'the beginning' : startsDay(from, zone) ? day(from, zone) : minute(from, zone);

/** When a time ends: as its last day where it ends with one, else with the minute before which it ends. */
export const endOf = (end: Instant, zone: string): string =>
  startsDay(end, zone) ? lastDay(end, zone) : minute(end, zone);

function startsDay(instant: Instant, zone: string): boolean {
  const place = zoneNamed(zone);
  return place.startOf(place.dayOf(instant)) === instant;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

// By hand: the runtime takes longer to make ready for this than many a command takes for all it does.
function dayText(each: Day): string {
  const [year = '', month = '', date = ''] = formatDay(each).split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

function clockText(instant: Instant, today: Day, zone: Zone): string {
  const start = zone.startOf(today);
  // On a day on which the clocks change, what a clock shows is not what has gone by.
  if (zone.startOf(today + 1) - start === DAY) return formatInstant(instant - start).slice(11, 16);
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone.name)
    .toPlainTime()
    .toString()
    .slice(0, 5);
}
