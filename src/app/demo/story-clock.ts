import { type Chance, systemChance } from '#/platform/clock.ts';
import type { Instant } from '#/core/time/instant.ts';

/** The clock of a story: it stands where the story is, and moves on a little whenever somebody looks at it. */
export interface StoryClock extends Chance {
  /** Never back: what the log received cannot be received earlier. */
  goTo(instant: Instant): void;
}

export function storyClock(start: Instant): StoryClock {
  let at = start;
  return {
    ...systemChance,
    now: () => (at += 1),
    goTo: (instant) => {
      at = Math.max(at, instant);
    },
  };
}
