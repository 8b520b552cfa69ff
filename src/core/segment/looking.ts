import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';
import type { Moment } from '#/core/time/moment.ts';

/** Some fields of one item, people as the handles that the source wrote; it is the same object for every item. */
export type Seen = Readonly<Record<string, unknown>> & {
  readonly key: string;
  readonly reported: boolean;
  /** Of an observed state: some time between the look that saw it and the one before. */
  readonly since: Moment;
};

export interface Looking {
  readonly reads: readonly string[];
  /** What was sealed before this position of the log is seen. */
  readonly asOf: number;
  /** Only what the log did not hold yet at this position; each new state of something that it held counts, too. */
  readonly since?: number;
}

/** Shows each item of a population as the log had it before a position, one after the other. */
export function eachItem(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { reads, asOf, since }: Looking,
  see: (item: Seen) => void,
): void {
  const { fields, shape } = populationNamed(population);
  const maker = viewMaker(fields, reads, null);
  const table =
    since === undefined
      ? tableOf(segments, { observed: false, asOf })
      : tableOf(segments, { observed: shape.kind === 'observed', asOf, before: since });
  const fresh = table.since === null ? null : new Set(table.since.fresh);
  segments.forEach((segment, place) => {
    const view = maker.view(maker.attach(segment));
    const items = table.itemOf[place] ?? new Int32Array(0);
    for (let row = 0; row < items.length; row += 1) {
      const item = items[row] ?? -1;
      if (item < 0 || fresh?.has(item) === false) continue;
      view.row = row;
      see(view as unknown as Seen);
    }
  });
}
