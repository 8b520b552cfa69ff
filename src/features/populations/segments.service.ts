import { DomainError } from '#/core/errors.ts';
import {
  type Primitives,
  type ReadSegment,
  readSegment,
  segmentFile,
  type SegmentFile,
  segmentPieces,
  type SegmentPieces,
} from '#/core/segment/file.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import type { Column } from '#/core/segment/column.ts';
import type { SegmentHeader } from '#/core/segment/segment.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { BlobStore, RandomAccess } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';

const PRIMITIVES: Primitives = { canonical: (header) => canonicalBytes(header as Json), sha256: sha256Hex };

/** What a new segment begins with so that nobody can guess what its digest commits to, once its bytes are gone. */
export const freshSalt = ({ random }: Pick<Chance, 'random'>): string =>
  Buffer.from(random(SALT_BYTES)).toString('hex');

const SALT_BYTES = 16;

/** Where a segment is, and where the ledger sealed it. */
export interface SegmentRef {
  readonly digest: string;
  readonly position: number;
  readonly merged: boolean;
}

export interface OpenedSegment extends Source {
  readonly header: SegmentHeader;
  /** Reads and compares columns that somebody is about to ask for, beside whatever goes on meanwhile. */
  readAhead(names: readonly string[]): Promise<void>;
  /** Frees what was read, which nobody may look at any more; it is read again when it is asked for again. */
  letGo(): void;
  close(): void;
}

export async function openSegment(blobs: BlobStore, ref: SegmentRef): Promise<OpenedSegment> {
  const damaged = (digest: string): never => {
    throw new DomainError('blob_damaged', { area: 'segments', address: ref.digest, digest });
  };
  const file = wholeOr(await blobs.open('segments', ref.digest), damaged);
  try {
    const segment = readSegment(file, ref, PRIMITIVES.sha256, damaged);
    return { ...segment, readAhead: (names) => readAhead(file, segment, names), close: () => file.close() };
  } catch (error) {
    // what does not begin as a segment does is no error of whoever reads it
    const digest = error instanceof RangeError ? digestOf(file) : null;
    file.close();
    throw digest === null ? error : damaged(digest);
  }
}

/** The same file; one that ends too early is damaged. */
function wholeOr(file: RandomAccess, damaged: (digest: string) => never): RandomAccess {
  const orDamaged = (error: unknown): never => {
    throw error instanceof RangeError ? damaged(digestOf(file)) : error;
  };
  return {
    ...file,
    read: (offset, length) => {
      try {
        return file.read(offset, length);
      } catch (error) {
        return orDamaged(error);
      }
    },
    hashed: (offset, length) => file.hashed(offset, length).catch(orDamaged),
  };
}

const digestOf = (file: RandomAccess): string => sha256Hex(file.read(0, file.size));

async function readAhead(file: RandomAccess, segment: ReadSegment, names: readonly string[]): Promise<void> {
  const reading = segment.unread(names).map(async ({ name, offset, bytes }) => {
    const read = await file.hashed(offset, bytes);
    segment.take(name, read.bytes, read.sha256);
  });
  const settled = await Promise.allSettled(reading); // before anybody closes the file
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
}

/** Opens all of them, or none: those that were opened are closed when one cannot be. */
export async function openSegments(blobs: BlobStore, refs: readonly SegmentRef[]): Promise<readonly OpenedSegment[]> {
  const opened = await Promise.allSettled(refs.map((ref) => openSegment(blobs, ref)));
  const failed = opened.find(({ status }) => status === 'rejected');
  const segments = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (failed?.status !== 'rejected') return segments;
  for (const segment of segments) segment.close();
  throw failed.reason;
}

export const laidOut = (about: Omit<SegmentHeader, 'v' | 'columns'>, columns: readonly Column[]): SegmentFile =>
  segmentFile(about, columns, PRIMITIVES);

/** The same for columns that are asked for one after the other, each time that they are wanted. */
export const laidOutInPieces = (
  about: Omit<SegmentHeader, 'v' | 'columns'>,
  columns: () => Iterable<Column>,
): SegmentPieces => segmentPieces(about, columns, PRIMITIVES);

/** Reads all of a segment, and compares every byte of it; throws `blob_damaged` or `blob_missing`. */
export async function openSegmentWhole(blobs: BlobStore, digest: string): Promise<void> {
  const segment = await openSegment(blobs, { digest, position: 0, merged: false });
  try {
    for (const { name } of segment.header.columns) segment.column(name);
    const again = laidOut(
      segment.header,
      segment.header.columns.map(({ name, type, layout }) => ({ name, type, layout, body: segment.column(name).body })),
    );
    const stored = await blobs.get('segments', digest);
    if (Buffer.compare(stored, again.bytes) !== 0)
      throw new DomainError('blob_damaged', { area: 'segments', address: digest, digest: sha256Hex(stored) });
  } finally {
    segment.close();
  }
}
