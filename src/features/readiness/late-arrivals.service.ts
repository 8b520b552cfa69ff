import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { formatMoment, type Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { positionsOfKeys, receivedAt } from '#/features/populations/index.ts';
import type { Apart, Listed, Page } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { eachItem, type Seen } from './looking.ts';
import { lookingAt } from './serving.ts';

interface Arrived {
  readonly population: PopulationName;
  readonly key: string;
  readonly occurred: Moment | null;
}

/** Records of the window that the log first held after its last day. */
export async function lateArrivals(
  ground: Ground,
  facts: Facts,
  { ledger, page }: { readonly ledger: Ledger; readonly page: Page },
): Promise<Listed> {
  const window = windowIn(ground.opened.engagement);
  if (ground.asOf.instant < window.end) return { count: 0, items: [] };
  const at = { since: await ledger.sizeAt(ground.tx, window.end - 1), asOf: ground.asOf.position };
  const found: Arrived[] = [];
  let count = 0;
  for (const population of POPULATION_NAMES)
    eachLate(population, await ground.open(population), { window, ...at }, (key, occurred) => {
      if (count >= page.after && found.length < page.limit) found.push({ population, key, occurred });
      count += 1;
    });
  const items = [];
  for (const [population, arrived] of Map.groupBy(found, (each) => each.population))
    items.push(...(await shown(ground, facts, { population, arrived })));
  return { count, items };
}

async function shown(
  { tx, open }: Ground,
  facts: Facts,
  { population, arrived }: { readonly population: PopulationName; readonly arrived: readonly Arrived[] },
): Promise<readonly Apart[]> {
  const versions = positionsOfKeys(await open(population));
  const positions = arrived.map(({ key }) => versions(key));
  const received = await receivedAt(tx, positions.flat());
  return arrived.map(({ key, occurred }, at) => ({
    item: key,
    population,
    check: null,
    controls: lookingAt(facts, population),
    occurred: occurred === null ? null : formatMoment(occurred),
    due: null,
    received: (positions[at] ?? []).reduce(
      (first: number | null, position) => Math.min(first ?? Number.POSITIVE_INFINITY, received.get(position) ?? 0),
      null,
    ),
    because: 'the log first held it after the last day of the window',
  }));
}

interface Looked {
  readonly window: Window;
  readonly since: number;
  readonly asOf: number;
}

function eachLate(
  population: PopulationName,
  segments: readonly OpenSegment[],
  { window, ...at }: Looked,
  late: (key: string, occurred: Moment | null) => void,
): void {
  const { shape } = populationNamed(population);
  const reads = shape.kind === 'event' ? [shape.occurred] : shape.kind === 'state' ? [shape.from, shape.to] : [];
  const datesOf = (item: Seen): readonly unknown[] =>
    shape.kind === 'observed' ? [item.since] : reads.map((name) => item[name]);
  eachItem(population, segments, { reads, ...at }, (item) => {
    const [from, to] = datesOf(item) as readonly (Moment | null | undefined)[];
    if (shape.kind === 'observed' ? isSeenIn(window, from) : isIn(window, from, shape.kind === 'state' ? to : from))
      late(item.key, from ?? null);
  });
}

/** A look within the window; one after it says what was then. */
const isSeenIn = ({ start, end }: Window, since: Moment | null | undefined): boolean =>
  since !== null && since !== undefined && since.latest >= start && since.latest < end;

/** What began, or may have, before the window was over, and did not end before it began. */
const isIn = ({ start, end }: Window, from: Moment | null | undefined, to: Moment | null | undefined): boolean =>
  from !== null && from !== undefined && from.earliest < end && (to === null || to === undefined || to.latest >= start);
