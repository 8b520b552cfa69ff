import type { Instant } from '#/core/time/instant.ts';

/** How many deviations a run of a check showed. */
export interface Count {
  readonly check: string;
  readonly number: number;
  readonly deviations: number;
  readonly at: Instant;
}

/** A run that showed more deviations than the one before it. */
export interface Rise extends Count {
  readonly more: number;
}

/**
 * By check, the last run whose number rose, as long as deviations are left; the first run of all rose from none. What
 * came before the runs given is not known, so the earliest of them says nothing unless it is the first of all.
 */
export function risesIn(counts: readonly Count[]): readonly Rise[] {
  return [...Map.groupBy(counts, ({ check }) => check).values()].flatMap((runs) => {
    const sorted = runs.toSorted((a, b) => a.number - b.number);
    if ((sorted.at(-1)?.deviations ?? 0) === 0) return [];
    const rises = sorted.flatMap((run, at): readonly Rise[] => {
      const before = sorted[at - 1]?.deviations ?? (run.number === 1 ? 0 : run.deviations);
      return run.deviations > before ? [{ ...run, more: run.deviations - before }] : [];
    });
    return rises.slice(-1);
  });
}
