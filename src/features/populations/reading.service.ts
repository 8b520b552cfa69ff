import { POPULATION_NAMES, type PopulationName } from '#/core/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { type Browsed, Shelf } from './browsing.service.ts';
import { heldSegments } from './held.store.ts';
import { type OpenedSegment, openSegments, type SegmentRef } from './segments.service.ts';
import { segmentRefs, segmentRefsOf } from './store.ts';

/** Gives the segments of a population; each is opened once, and closed when the reading is over. */
export type Open = (population: PopulationName) => Promise<readonly OpenedSegment[]>;

interface Wanted {
  readonly org: string;
  readonly population: PopulationName;
  readonly asOf: number | null;
  /** It is the position that an earlier page was as of. */
  readonly isOfPage?: boolean;
  /** Each state of what is looked at from time to time is an item, as a check counts them; and not the latest alone. */
  readonly states?: boolean;
}

export interface Populations {
  /** Runs `work` with the segments that hold everything sealed before position `asOf`, or everything when it is null. */
  reading<T>(org: string, asOf: number | null, work: (open: Open) => Promise<T>): Promise<T>;
  /** Runs `work` with segments as they were sealed, which are closed when it is over. */
  readingSealed<T>(
    org: string,
    refs: readonly SegmentRef[],
    work: (segments: readonly OpenedSegment[]) => Promise<T>,
  ): Promise<T>;
  /**
   * Runs `work` with a population that somebody pages through, and keeps it open for their next page. It is as of the
   * position that is given along: as of this, it stays the same whatever comes.
   */
  browsing<T>(tx: Tx, wanted: Wanted, work: (browsed: Browsed, position: number) => Promise<T>): Promise<T>;
  /** How many items each population has by what was sealed before a position. */
  sizes(tx: Tx, org: string, asOf?: number): Promise<ReadonlyMap<PopulationName, number>>;
  /** Lets go of what is kept open. */
  close(): void;
}

export function populations({
  db,
  blobs,
}: {
  readonly db: Database;
  readonly blobs: (org: string) => BlobStore;
}): Populations {
  const shelf = new Shelf(blobs);
  const refsIn = (org: string, asOf: number | null) =>
    db.transaction(org, (tx) => segmentRefsOf(tx, asOf === null ? {} : { asOf }));
  const readingSealed: Populations['readingSealed'] = async (org, refs, work) => {
    const segments = await openSegments(blobs(org), refs);
    try {
      return await work(segments);
    } finally {
      for (const segment of segments) segment.close();
    }
  };
  return {
    readingSealed,
    reading: async (org, asOf, work) => {
      const opened = new Map<PopulationName, Promise<readonly OpenedSegment[]>>();
      let refs: ReturnType<typeof refsIn> | null = null;
      const load = async (population: PopulationName): Promise<readonly OpenedSegment[]> => {
        refs ??= refsIn(org, asOf);
        return openSegments(blobs(org), (await refs).get(population) ?? []);
      };
      const open: Open = (population) => {
        const known = opened.get(population) ?? load(population);
        opened.set(population, known);
        return known;
      };
      try {
        return await work(open);
      } finally {
        for (const segments of await Promise.allSettled(opened.values())) {
          if (segments.status === 'fulfilled') for (const segment of segments.value) segment.close();
        }
      }
    },
    browsing: (tx, wanted, work) => browsingOn(shelf, tx, wanted, work),
    sizes: async (tx, org, asOf = EVER) => {
      const all = await segmentRefsOf(tx, { asOf });
      const behind = await behindHeld(tx, asOf);
      const sizes = new Map<PopulationName, number>();
      for (const population of POPULATION_NAMES) {
        const refs = all.get(population) ?? [];
        const of = { org, population, refs, asOf: behind(population), states: false };
        sizes.set(population, await shelf.size(of, (count) => readingSealed(org, refs, count)));
      }
      return sizes;
    },
    close: () => shelf.close(),
  };
}

const EVER = Number.MAX_SAFE_INTEGER;

async function browsingOn<T>(
  shelf: Shelf,
  ...[tx, { org, population, asOf, isOfPage = false, states = false }, work]: Browsing<T>
): Promise<T> {
  const refs = await segmentRefs(tx, { population, ...(asOf === null ? {} : { asOf }) });
  const seen = isOfPage && asOf !== null ? asOf : (await behindHeld(tx, asOf ?? EVER))(population);
  const position = asOf === null ? Math.max(0, ...refs.map(({ until }) => until)) : seen;
  return shelf.browse({ org, population, refs, asOf: seen, states }, (browsed) => work(browsed, position));
}

type Browsing<T> = [tx: Tx, wanted: Wanted, work: (browsed: Browsed, position: number) => Promise<T>];

/** By population, the first position behind all that the log held: days between which nothing came are one and the same. */
async function behindHeld(tx: Tx, asOf: number): Promise<(population: PopulationName) => number> {
  if (asOf === EVER) return () => EVER;
  const held = await heldSegments(tx, asOf);
  return (population) => (held.get(population)?.last ?? -1) + 1;
}
