import { DAY, type Instant } from '#/core/time/instant.ts';

/** That a message did not arrive: for good, such as where there is no such mailbox, or for now, such as a full one. */
export type Bounce = 'permanent' | 'temporary';

/** So many that failed for now end it, as one for good does. */
const MOST_FAILURES = 3;
/** After so long without one they are counted anew. */
const FORGIVEN_AFTER = 90 * DAY;

export interface Failing {
  readonly failures: number;
  readonly failed: Instant | null;
}

/** How a subscriber stands after a message did not arrive. */
export function afterBounce({ failures, failed }: Failing, bounce: Bounce, now: Instant) {
  const before = failed !== null && failed > now - FORGIVEN_AFTER ? failures : 0;
  const count = before + 1;
  return { failures: count, failed: now, ended: bounce === 'permanent' || count >= MOST_FAILURES ? now : null };
}
