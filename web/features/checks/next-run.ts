import type { Finding, Run, Shown } from './shapes.ts';

/** What the next run says otherwise of an item, whatever else it finds: that people exclude it, or do no more. */
type Changes = 'excluded' | 'counted' | null;

/** What was decided since the last run, which knows nothing of it. */
export function nextRun(exclusions: Shown['exclusions']): (finding: Pick<Finding, 'item' | 'outcome'>) => Changes {
  // of several exclusions of an item the last one counts
  const holds = new Map(exclusions.map((each) => [each.item, each.holds]));
  return ({ item, outcome }) => {
    const isExcluded = holds.get(item) === true;
    if (isExcluded === (outcome === 'excluded')) return null;
    return isExcluded ? 'excluded' : 'counted';
  };
}

/** Whether something was excluded since the last run looked. */
export const isBehind = (exclusions: Shown['exclusions'], run: Pick<Run, 'asOfPosition'> | null): boolean =>
  run !== null && exclusions.some(({ holds, position }) => holds && position >= run.asOfPosition);
