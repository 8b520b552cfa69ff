import type { PopulationName } from '#/core/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Database } from '#/platform/db/database.ts';
import { type OpenedSegment, openSegment, type SegmentRef } from './segments.service.ts';
import { segmentRefsOf } from './store.ts';

/** Gives the segments of a population; each is opened once, and closed when the reading is over. */
export type Open = (population: PopulationName) => Promise<readonly OpenedSegment[]>;

export interface Populations {
  /** Runs `work` with the segments that hold everything sealed before position `asOf`, or everything when it is null. */
  reading<T>(org: string, asOf: number | null, work: (open: Open) => Promise<T>): Promise<T>;
  /** Runs `work` with segments as they were sealed, which are closed when it is over. */
  readingSealed<T>(
    org: string,
    refs: readonly SegmentRef[],
    work: (segments: readonly OpenedSegment[]) => Promise<T>,
  ): Promise<T>;
}

export function populations({
  db,
  blobs,
}: {
  readonly db: Database;
  readonly blobs: (org: string) => BlobStore;
}): Populations {
  return {
    readingSealed: async (org, refs, work) => {
      const segments = await Promise.all(refs.map((ref) => openSegment(blobs(org), ref)));
      try {
        return await work(segments);
      } finally {
        for (const segment of segments) segment.close();
      }
    },
    reading: async (org, asOf, work) => {
      const opened = new Map<PopulationName, Promise<readonly OpenedSegment[]>>();
      let refs: ReturnType<typeof segmentRefsOf> | null = null;
      const load = async (population: PopulationName): Promise<readonly OpenedSegment[]> => {
        refs ??= db.transaction(org, (tx) => segmentRefsOf(tx, asOf === null ? {} : { asOf }));
        const own = (await refs).get(population) ?? [];
        return Promise.all(own.map((ref) => openSegment(blobs(org), ref)));
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
  };
}
