import { z } from 'zod';
import type { Instant } from './instant.ts';
import type { Moment } from './moment.ts';
import { type Day, isZone, parseDay, zoneNamed } from './zone.ts';

const DayText = z.string().refine((text) => parseDay(text) !== null, 'not a day; a day reads 2026-03-03');

/** A window as people enter and print it: first and last day, both included, in the engagement's zone. */
export const WindowDays = z
  .strictObject({ first: DayText, last: DayText, zone: z.string().refine(isZone, 'not an IANA time zone') })
  .refine(({ first, last }) => first <= last, {
    path: ['last'],
    message: 'the last day is before the first',
  });
export type WindowDays = z.output<typeof WindowDays>;

/** A window as it is computed with: half-open, in UTC. */
export interface Window {
  readonly start: Instant;
  /** The first instant after it. */
  readonly end: Instant;
}

export function windowOf({ first, last, zone: name }: WindowDays): Window {
  const zone = zoneNamed(name);
  return { start: zone.startOf(numberOf(first)), end: zone.startOf(numberOf(last) + 1) };
}

const numberOf = (day: string): Day => parseDay(day) ?? Number.NaN;

/** May it have happened in the window? What is uncertain is admitted, so that nothing is lost at an edge. */
export const admits = ({ start, end }: Window, { earliest, latest }: Pick<Moment, 'earliest' | 'latest'>): boolean =>
  earliest < end && latest >= start;
