import { DomainError } from '#/core/errors.ts';
import { formatInstant, type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';

/** By how much the clock of another machine may be ahead of ours. */
const TOLERATED = 5 * MINUTE;

/**
 * Throws `report_ahead` where what a tool wrote is of a time that has not come: its order and its coverage would hold
 * until that time, and what is sealed cannot be taken back. A day counts from its beginning, because it may be today.
 */
export function refuseAhead(file: string, { earliest, latest, zone }: Moment, readAt: Instant): void {
  const since = zone === null ? latest : earliest;
  if (since > readAt + TOLERATED)
    throw new DomainError('report_ahead', { file, made: formatInstant(since), now: formatInstant(readAt) });
}
