import { DomainError } from '#/core/errors.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { compact } from '#/core/segment/compact.ts';
import { encodeRows } from '#/core/segment/segment.ts';
import type { Sealable } from '#/features/ledger/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { IngestDeps } from './ingest.service.ts';
import { laidOut, type OpenedSegment, openSegment, type SegmentRef } from './segments.service.ts';
import { insertMergedSegment, lastMerged, segmentRefs } from './store.ts';

/** So many segments behind the merged one are read with it; with more, every reading pays for opening them. */
const MOST_APART = 16;
/** Rows are merged in memory; a population beyond this came in large segments, of which there are few. */
const MOST_ROWS = 250_000;

export interface MergeDeps extends Pick<IngestDeps, 'seal'> {
  readonly db: Database;
  readonly blobs: (org: string) => BlobStore;
}

/**
 * Lays the many small segments of a population together into one, so that reading it costs the same after a year of
 * daily runs. The sealed segments stay as they are, and packages carry them; the merged one gives the same answers from
 * one place, and is sealed so that it can be told from one that was altered. False when there was nothing to gain.
 */
export async function mergeSegments(deps: MergeDeps, org: string, population: PopulationName): Promise<boolean> {
  const merging = deps.db.alone(`erase ${org}`, () => mergeAlone(deps, org, population));
  return merging.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'busy') return false; // somebody erases; the next run merges
    throw error;
  });
}

/** Never beside an erasure, which destroys what was merged. */
async function mergeAlone(deps: MergeDeps, org: string, population: PopulationName): Promise<boolean> {
  const { db } = deps;
  const blobs = deps.blobs(org);
  const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population }));
  if (refs.filter(({ merged }) => !merged).length <= MOST_APART) return false;
  const segments = await Promise.all(refs.map((ref) => openSegment(blobs, ref)));
  try {
    if (!canMerge(population, segments)) return false;
    const file = merged(population, segments);
    await blobs.put('segments', file.digest, file.bytes);
    await db.transaction(org, async (tx) => {
      await ensured(blobs, 'segments', file.digest, file.bytes);
      await saveMerged(deps, tx, { org, population, upto: endOf(refs), file });
    });
    return true;
  } finally {
    for (const segment of segments) segment.close();
  }
}

/** Rows of another version of the population are read by that version, and stay where they are. */
function canMerge(population: PopulationName, segments: readonly OpenedSegment[]): boolean {
  const { version } = populationNamed(population);
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  return rows <= MOST_ROWS && segments.every(({ header }) => header.schema === version);
}

function merged(population: PopulationName, segments: readonly OpenedSegment[]) {
  const definition = populationNamed(population);
  const { rows, positions, artifacts } = compact(definition.fields, segments);
  const about = { population, schema: definition.version, rows: rows.length, artifacts: [...artifacts] };
  return { ...laidOut(about, encodeRows(definition, rows, positions)), rows: rows.length };
}

/** The position behind the last sealed segment that is in it. */
const endOf = (refs: readonly SegmentRef[]): number =>
  Math.max(...refs.filter(({ merged: already }) => !already).map(({ position }) => position)) + 1;

interface Merging {
  readonly org: string;
  readonly population: PopulationName;
  readonly upto: number;
  readonly file: { readonly digest: string; readonly bytes: Uint8Array; readonly rows: number };
}

/** Somebody may have merged as much meanwhile; then theirs stays. */
async function saveMerged({ seal }: MergeDeps, tx: Tx, { org, population, upto, file }: Merging): Promise<void> {
  const row = { population, upto, rows: file.rows, digest: file.digest, bytes: file.bytes.length };
  const entry: Sealable = { kind: 'segments-merged', payload: { v: 1, ...row } };
  const [sealed] = await seal(tx, org, [entry]);
  const last = await lastMerged(tx, population);
  if (last !== undefined && last.upto >= upto) return;
  await insertMergedSegment(tx, { org, position: sealed?.position ?? -1, ...row });
}
