import type { Chance } from '#/platform/clock.ts';

/** Numbers from 0 up to, not including, 1 that are the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The instant that every bench takes for now: all deadlines of the company's records lie before it or far behind. */
export const NOW: number = Date.UTC(2026, 5, 1, 12);

/** Real chance at a time that stands still. */
export const standingStill = (chance: Chance, now: number = NOW): Chance => ({ ...chance, now: () => now });
