import { isLasting } from '#/core/errors.ts';
import { handedIn, pathIn } from '#/core/handed-in.ts';
import { DAY, HOUR, type Instant } from '#/core/time/instant.ts';

/** A source is read again after so long; one that failed, sooner, unless only a person ends what it failed by. */
const READ_EVERY = DAY;
const RETRY_AFTER = 2 * HOUR;

interface Read {
  readonly settings: unknown;
  readonly disconnected: object | null;
  readonly lastRun: { readonly state: string; readonly finished: Instant | null; readonly cause: string | null } | null;
}

/**
 * Is a source to be read again by the clock? The first time it is read by a person. A file that was handed in is the
 * same until there is another, or other settings: both forget the cause. A file in a folder may be another one tomorrow,
 * and a provider may take tomorrow what it refuses today.
 */
export function isDue({ settings, disconnected, lastRun }: Read, now: Instant): boolean {
  if (disconnected !== null || lastRun === null || lastRun.finished === null) return false;
  const isStuck = isLasting(lastRun.cause ?? '');
  if (isStuck && handedIn(pathIn(settings)) !== null) return false;
  return lastRun.finished < now - (lastRun.state === 'finished' || isStuck ? READ_EVERY : RETRY_AFTER);
}
