import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { actorColumns } from '#/core/segment/fields.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { dictionaryCounts } from '#/core/segment/text-column.ts';

/** Every handle that the records of a population name, and how many times, over all versions. */
export function handlesIn(population: PopulationName, segments: readonly OpenSegment[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const columns = Object.entries(populationNamed(population).fields).flatMap(([name, field]) =>
    actorColumns(name, field),
  );
  for (const { column } of segments) {
    for (const name of columns) {
      for (const [handle, count] of dictionaryCounts(column(name)))
        counts.set(handle, (counts.get(handle) ?? 0) + count);
    }
  }
  return counts;
}
