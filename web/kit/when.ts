import { parseMoment } from '#/core/time/moment.ts';

const DAY = 86_400_000;

const dayOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });

const minuteOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** No line ends within a day. */
const whole = (said: string): string => said.replaceAll(' ', '\u{a0}');

export const showDay = (instant: number, zone: string): string => whole(dayOf(zone).format(instant));
export const showMinute = (instant: number, zone: string): string => whole(minuteOf(zone).format(instant));

/** The day of an instant in a zone, such as `2026-03-03`. */
export const dayIn = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Whether it is a day that there is, such as `2026-03-03`: an address may say anything. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).getTime() > 0 &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

/** `2026-03-03` as `3 Mar 2026`, also where its zone stands behind it; what is no day stays as it is. */
export function showPlainDay(day: string): string {
  const at = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at) ? day : whole(dayOf('UTC').format(at));
}

const monthOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** A period by its first and last day: `November 2026`, `2026`, or its days. */
export function showPeriod(first: string, last: string): string {
  const [from, to] = [Temporal.PlainDate.from(first), Temporal.PlainDate.from(last).add({ days: 1 })];
  if (from.day === 1 && from.month === 1 && to.equals(from.add({ years: 1 }))) return String(from.year);
  if (from.day === 1 && to.equals(from.add({ months: 1 }))) return whole(monthOf.format(Date.parse(first)));
  return `${showPlainDay(first)} to ${showPlainDay(last)}`;
}

/** A day by itself; one within the name of a file is part of that name. */
const DAYS = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-]|\.\w)/g;

/** The days inside a sentence as people write them. */
export const withDays = (sentence: string): string => sentence.replaceAll(DAYS, showPlainDay);

/** The number of a day in a zone, so that two can be told apart by how many lie between. */
const dayNumber = (instant: number, zone: string): number => {
  const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
  return Date.parse(day.toString()) / DAY;
};

/** How long ago, or in how long, by the days of a zone: the largest unit that says enough. */
export const distance = (instant: number, now: number, zone: string): string =>
  away(dayNumber(instant, zone) - dayNumber(now, zone));

/** The same of a plain day, such as `2026-03-03`. */
export const distanceOfDay = (day: string, now: number, zone: string): string =>
  away(Date.parse(day) / DAY - dayNumber(now, zone));

/** Is a plain day over in a zone? */
export const isBefore = (day: string, now: number, zone: string): boolean =>
  Date.parse(day) / DAY < dayNumber(now, zone);

function away(days: number): string {
  if (days === 0) return 'today';
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(days) < 14) return words.format(days, 'day');
  if (Math.abs(days) < 60) return words.format(Math.round(days / 7), 'week');
  if (Math.abs(days) < 700) return words.format(Math.round(days / 30.4), 'month');
  return words.format(Math.round(days / 365), 'year');
}

/**
 * When something occurred, as its source says it: an instant, or the two between which it did, of different days of a
 * zone; empty where it says a day.
 */
export function instantsIn(said: string, zone: string): readonly number[] {
  const moment = parseMoment(said);
  if (moment === null || moment.zone !== null) return [];
  const { earliest, latest } = moment;
  return dayNumber(earliest, zone) === dayNumber(latest, zone) ? [earliest] : [earliest, latest];
}

export const count = (value: number): string => value.toLocaleString('en-US');

/** `1 change`, `2 changes`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const KILO = 1_000;

/** `1,234 bytes`, `56 kB`, `7.8 MB`. */
export function size(bytes: number): string {
  if (bytes < 10 * KILO) return counted(bytes, 'byte');
  return bytes < KILO * KILO ? `${count(Math.round(bytes / KILO))} kB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
