import type { Finding, Shown } from './shapes.ts';

/** What the next run says otherwise of an item, whatever else it finds: that people exclude it, or do no more. */
type Changes = 'excluded' | 'counted' | null;

/** Where the log has the exclusion of each item that is excluded now: of several of an item the last one counts. */
export function holding(exclusions: Readonly<Shown['exclusions']>): ReadonlyMap<string, number> {
  const last = new Map(exclusions.map((each) => [each.item, each]));
  return new Map([...last].flatMap(([item, { holds, position }]) => (holds ? [[item, position]] : [])));
}

/** What was decided since the last run, which knows nothing of it. */
export function nextRun(exclusions: Shown['exclusions']): (finding: Pick<Finding, 'item' | 'outcome'>) => Changes {
  const held = holding(exclusions);
  return ({ item, outcome }) => {
    const isExcluded = held.has(item);
    if (isExcluded === (outcome === 'excluded')) return null;
    return isExcluded ? 'excluded' : 'counted';
  };
}
