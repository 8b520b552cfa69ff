import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { NumberReader } from '#/core/segment/number-column.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { viewMaker } from '#/core/segment/view.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import type { Open, OpenedSegment } from '#/features/populations/index.ts';

/** Ids of the artifacts from which the records of a window were read. */
export async function artifactsOfWindow(open: Open, window: Window, asOf: number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const population of POPULATION_NAMES) collectFrom(population, await open(population), { window, asOf, ids });
  return ids;
}

interface Collecting {
  readonly window: Window;
  readonly asOf: number;
  readonly ids: Set<string>;
}

function collectFrom(
  population: PopulationName,
  segments: readonly OpenedSegment[],
  { window, asOf, ids }: Collecting,
): void {
  const { fields, shape } = populationNamed(population);
  const reads = shape.kind === 'event' ? [shape.occurred] : shape.kind === 'state' ? [shape.from, shape.to] : [];
  const table = tableOf(segments, { observed: shape.kind === 'observed', asOf });
  const maker = viewMaker(fields, reads, null);
  segments.forEach((segment, place) => {
    const attached = maker.attach(segment);
    const artifacts = new NumberReader(segment.column(SYSTEM.artifact), segment.rows);
    (table.itemOf[place] ?? []).forEach((item, row) => {
      if (item < 0) return;
      const artifact = artifacts.at(row);
      if (
        typeof artifact !== 'number' ||
        !isInWindow(
          window,
          reads.map((_, at) => attached.value(at, row)),
          { from: attached.collected(row), to: table.states?.endedAt[item] },
        )
      )
        return;
      const id = segment.artifacts[artifact];
      if (id !== undefined) ids.add(id);
    });
  });
}

/** By its date; by the dates between which it was stated to hold; or by the looks between which it was seen to. */
function isInWindow(
  { start, end }: Window,
  dates: readonly unknown[],
  looks: { readonly from: number; readonly to: number | undefined },
): boolean {
  if (dates.length === 0) return looks.from < end && (looks.to ?? Number.POSITIVE_INFINITY) >= start;
  const [from, to] = dates as readonly (Moment | null | undefined)[];
  if (from === undefined) return true;
  if (from === null) return false;
  if (dates.length === 1) return from.earliest < end && from.latest >= start;
  return from.earliest < end && (to === null || to === undefined || to.latest >= start);
}
