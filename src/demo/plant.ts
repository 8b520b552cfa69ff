import type { Planted } from './section.ts';

/** What is planted: a deviation, an unknown, or what looks like one of them and passes, or is not asked for. */
export type Says = 'deviation' | 'unknown' | 'passes' | 'not asked';

const KINDS = {
  deviation: { kind: 'deviation', outcome: 'deviation' },
  unknown: { kind: 'unknown', outcome: 'unknown' },
  passes: { kind: 'trap', outcome: 'pass' },
  'not asked': { kind: 'trap', outcome: 'not-applicable' },
} as const;

export const plant = (check: string, item: string, says: Says, because: string): Planted => ({
  check,
  item,
  ...KINDS[says],
  because,
});
