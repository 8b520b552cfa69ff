import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { Parts } from '#/core/segment/column.ts';
import type { Window } from '#/core/time/window.ts';
import type { Open, OpenedSegment } from '#/features/populations/index.ts';
import { type Segment, WindowArtifacts } from '#/package/window-artifacts.ts';

interface Records {
  /** What is judged. */
  readonly open: Open;
  /** What is kept for comparison only: it is of the window all the same. */
  readonly compared: readonly OpenedSegment[];
}

/** Ids of the artifacts from which the records of a window were read, as whoever verifies the package works it out, too. */
export async function artifactsOfWindow({ open, compared }: Records, window: Window): Promise<ReadonlySet<string>> {
  const named = new WindowArtifacts(window);
  for (const population of POPULATION_NAMES)
    for (const segment of await open(population)) named.take(population, numbersIn(segment));
  for (const segment of compared) named.take(segment.header.population, numbersIn(segment));
  return named.ids;
}

const numbersIn = ({ rows, artifacts, column }: OpenedSegment): Segment => ({
  rows,
  artifacts,
  numbers: (name, part, from, count) => {
    const { layout, body } = column(name);
    if (part === 1 && layout['exact'] !== false) return null;
    const parts = new Parts(body);
    const first = parts.floats(rows);
    return (part === 0 ? first : parts.floats(rows)).subarray(from, from + count);
  },
});
