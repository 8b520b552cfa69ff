import type { Chance } from '#/platform/clock.ts';

/** Time that moves only when a test says so, and chance that is the same in every run. */
export interface TestChance extends Chance {
  at: number;
}

export function testChance(at: number = Date.UTC(2026, 0, 1, 9)): TestChance {
  let count = 0;
  return {
    at,
    now() {
      return this.at;
    },
    newId() {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    random(length) {
      count += 1;
      return new Uint8Array(length).map((_, place) => (count * 31 + place * 7) % 256);
    },
  };
}
