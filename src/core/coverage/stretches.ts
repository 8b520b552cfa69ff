import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';

/** Half-open. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Two scans for events that tools find, and no longer find, are as close as two looks at settings must be. */
const FOUND_DAYS = 35;

/** For which times readings of one source account. */
export function stretchesOf(
  population: PopulationName,
  rows: readonly { readonly from: Instant | null; readonly to: Instant | null }[],
): readonly Interval[] {
  const { shape, disappearance } = populationNamed(population);
  if (shape.kind === 'observed') return looked(rows, shape.inferredForDays * DAY);
  const intervals = rows.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }]));
  if (disappearance === undefined || shape.kind !== 'event') return intervals;
  // A weakness exists from the scan that finds it: scans that follow each other leave out none between them.
  const isLook = ({ from, to }: Interval): boolean => to - from < DAY;
  return [...intervals, ...looked(intervals.filter(isLook), FOUND_DAYS * DAY)];
}

/** Between two looks that are close enough, what was seen is taken to have lasted. */
function looked(rows: readonly { readonly to: Instant | null }[], inferred: number): readonly Interval[] {
  const looks = rows.flatMap(({ to }) => (to === null ? [] : [to])).sort((a, b) => a - b);
  return looks.map((look, place) => {
    const next = looks[place + 1];
    return { from: look, to: next !== undefined && next - look <= inferred ? next : look };
  });
}

/** What no interval covers of `[start, end)`. */
export function gaps(intervals: readonly Interval[], start: Instant, end: Instant): readonly Interval[] {
  const found: Interval[] = [];
  let reached = start;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (from > reached && reached < end) found.push({ from: reached, to: Math.min(from, end) });
    reached = Math.max(reached, to);
  }
  if (reached < end) found.push({ from: reached, to: end });
  return found;
}
