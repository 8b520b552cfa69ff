import { DomainError } from '#/core/errors.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { artifactsOf, MergedColumns } from '#/core/segment/merged-columns.ts';
import type { Sealable } from '#/features/ledger/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { IngestDeps } from './ingest.service.ts';
import { freshSalt, laidOutInPieces, type OpenedSegment, openSegments, type SegmentRef } from './segments.service.ts';
import { destroyMergedBefore, insertMergedSegment, lastMerged } from './merged.store.ts';
import { segmentRefs } from './store.ts';
import { destroyReplaced } from './unneeded.service.ts';
import { noteUnneededFiles } from './unneeded.store.ts';

/** So many segments behind the merged one are read with it; with more, every reading pays for opening them. */
const MOST_APART = 16;
/** From so many on they are merged as soon as more rows lie apart than together: each row is moved a few times at most. */
const FEW_APART = 4;
/** What a column of a merged segment can count: its offsets are words. */
const MOST_BYTES = 2 ** 32;

export interface MergeDeps extends Pick<IngestDeps, 'seal' | 'chance'> {
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
  const apart = refs.filter(({ merged }) => !merged).length;
  if (apart <= FEW_APART) return false;
  const segments = await openSegments(blobs, refs);
  try {
    if (!(apart > MOST_APART || mostLieApart(segments)) || !canMerge(population, segments)) return false;
    const file = merged(population, segments, freshSalt(deps.chance));
    await blobs.put('segments', file.digest, file);
    await db.transaction(org, async (tx) => {
      await ensured(blobs, 'segments', file.digest, file);
      await saveMerged(deps, tx, { org, population, upto: endOf(refs), file });
    });
    await destroyReplaced(deps, org);
    return true;
  } finally {
    for (const segment of segments) segment.close();
  }
}

const rowsIn = (segments: readonly OpenedSegment[]): number => segments.reduce((sum, { rows }) => sum + rows, 0);

const mostLieApart = (segments: readonly OpenedSegment[]): boolean =>
  rowsIn(segments.filter(({ merged: together }) => together)) * 2 < rowsIn(segments);

/** Rows of another version of the population are read by that version, and stay where they are. */
function canMerge(population: PopulationName, segments: readonly OpenedSegment[]): boolean {
  const { version } = populationNamed(population);
  const bytes = new Map<string, number>();
  for (const { header } of segments)
    for (const column of header.columns) bytes.set(column.name, (bytes.get(column.name) ?? 0) + column.bytes);
  return segments.every(({ header }) => header.schema === version) && Math.max(0, ...bytes.values()) < MOST_BYTES;
}

/** Column after column: none of the segments, nor what they become, is ever in memory as a whole. */
function merged(population: PopulationName, segments: readonly OpenedSegment[], salt: string) {
  const definition = populationNamed(population);
  const together = new MergedColumns(definition, segments);
  const letGo = (): void => {
    for (const segment of segments) segment.letGo();
  };
  letGo();
  const about = {
    population,
    schema: definition.version,
    rows: together.rows,
    artifacts: [...artifactsOf(segments)],
    salt,
  };
  const { header: _, ...file } = laidOutInPieces(about, function* () {
    for (const column of together.columns()) {
      letGo();
      yield column;
    }
  });
  return { ...file, rows: together.rows };
}

/** The position behind the last sealed segment that is in it. */
const endOf = (refs: readonly SegmentRef[]): number =>
  Math.max(...refs.filter(({ merged: already }) => !already).map(({ position }) => position)) + 1;

interface Merging {
  readonly org: string;
  readonly population: PopulationName;
  readonly upto: number;
  readonly file: { readonly digest: string; readonly length: number; readonly rows: number };
}

/**
 * Somebody may have merged as much meanwhile; then theirs stays. What was begun with the one before goes on with it: it
 * is kept until another takes the place of this one, and those before it are needed by nobody any more.
 */
async function saveMerged({ seal }: MergeDeps, tx: Tx, { org, population, upto, file }: Merging): Promise<void> {
  const row = { population, upto, rows: file.rows, digest: file.digest, bytes: file.length };
  const entry: Sealable = { kind: 'segments-merged', payload: { v: 1, ...row } };
  const [sealed] = await seal(tx, org, [entry]);
  const last = await lastMerged(tx, population);
  if (last !== undefined && last.upto >= upto) return;
  await insertMergedSegment(tx, { org, position: sealed?.position ?? -1, ...row });
  if (last === undefined) return;
  await noteUnneededFiles(tx, org, 'segments', await destroyMergedBefore(tx, population, last.position));
}
