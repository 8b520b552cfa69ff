import { z } from 'zod';
import type { Instant } from './instant.ts';
import type { Moment } from './moment.ts';
import { isZone, parseDay, zoneNamed } from './zone.ts';

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
  const day = (text: string): number => parseDay(text) ?? Number.NaN;
  return { start: zone.startOf(day(first)), end: zone.startOf(day(last) + 1) };
}

/** May it have happened in the window? What is uncertain is admitted, so that nothing is lost at an edge. */
export const admits = (
  { start, end }: Window,
  { earliest, latest }: Pick<Moment, 'earliest' | 'latest'>,
): boolean => earliest < end && latest >= start;
