import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';

/** Some fields of one item, people as the handles that the source wrote; it is the same object for every item. */
export type Seen = Readonly<Record<string, unknown>> & { readonly key: string; readonly reported: boolean };

/** Shows each item of a population as the log had it before a position, one after the other. */
export function eachItem(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { reads, asOf }: { readonly reads: readonly string[]; readonly asOf: number },
  see: (item: Seen) => void,
): void {
  const maker = viewMaker(populationNamed(population).fields, reads, null);
  const table = tableOf(segments, { observed: false, asOf });
  segments.forEach((segment, place) => {
    const view = maker.view(maker.attach(segment));
    const items = table.itemOf[place] ?? new Int32Array(0);
    for (let row = 0; row < items.length; row += 1) {
      if ((items[row] ?? -1) < 0) continue;
      view.row = row;
      see(view as unknown as Seen);
    }
  });
}
