import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';

/** Events of a window that the log first held after position `after`: they arrived late. */
export function lateArrivals(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { start, end }: Window,
  at: { readonly after: number; readonly asOf: number },
): number {
  const { fields, shape } = populationNamed(population);
  if (shape.kind !== 'event') return 0;
  const table = tableOf(segments, { observed: false, asOf: at.asOf, before: at.after });
  const maker = viewMaker(fields, [shape.occurred], null);
  let count = 0;
  segments.forEach((segment, place) => {
    const attached = maker.attach(segment);
    const items = table.itemOf[place] ?? new Int32Array(0);
    for (let row = 0; row < items.length; row += 1) {
      const item = items[row] ?? -1;
      if (item < 0 || table.since?.place[item] !== -1) continue;
      const moment = attached.value(0, row) as Moment | null | undefined;
      if (moment !== null && moment !== undefined && moment.earliest < end && moment.latest >= start) count += 1;
    }
  });
  return count;
}
