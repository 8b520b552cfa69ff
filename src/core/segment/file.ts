import { addedSince } from './added-since.ts';
import { align, type Column } from './column.ts';
import type { Source } from './row-reader.ts';
import type { ColumnHeader, SegmentHeader } from './segment.ts';

/** What this folder is handed, so that it stays free of any library: canonical JSON (RFC 8785) and SHA-256. */
export interface Primitives {
  readonly canonical: (header: object) => Uint8Array;
  /** 64 lowercase hexadecimal digits. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** Bytes that can be read in part. */
export interface Readable {
  /** Exactly so many bytes, or RangeError. */
  read(offset: number, length: number): Uint8Array;
}

/** The first bytes of a segment file; the last digit is the version of the layout. */
const MAGIC: Uint8Array = new TextEncoder().encode('ATTSEG1\n');
const LENGTH_BYTES = 8;

/** A segment as it is stored: the header, whose SHA-256 is the segment's digest, and the columns behind it. */
export interface SegmentFile {
  readonly digest: string;
  readonly header: SegmentHeader;
  readonly bytes: Uint8Array;
}

/** Lays columns out behind a header that commits to each of them. docs/spec/segment.md is normative. */
export function segmentFile(
  about: Omit<SegmentHeader, 'v' | 'columns'>,
  columns: readonly Column[],
  primitives: Primitives,
): SegmentFile {
  const { digest, header, length, pieces } = segmentPieces(about, () => columns, primitives);
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces()) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return { digest, header, bytes };
}

/** A segment as it is stored, piece by piece. */
export interface SegmentPieces {
  readonly digest: string;
  readonly header: SegmentHeader;
  /** Of all pieces together, in bytes. */
  readonly length: number;
  readonly pieces: () => Generator<Uint8Array>;
}

/**
 * The same file without ever holding more of it than one column: `columns` is asked for them twice, first for the
 * header, which says what all of them hash to, and then each time that the pieces are wanted.
 */
export function segmentPieces(
  about: Omit<SegmentHeader, 'v' | 'columns'>,
  columns: () => Iterable<Column>,
  { canonical, sha256 }: Primitives,
): SegmentPieces {
  const described: ColumnHeader[] = [];
  for (const column of columns()) described.push(columnHeader(column, sha256));
  const header: SegmentHeader = { v: 1, ...about, columns: described };
  const json = canonical(header);
  const start = align(MAGIC.length + LENGTH_BYTES + json.length);
  return {
    digest: sha256(json),
    header,
    length: described.reduce((sum, { bytes }) => sum + align(bytes), start),
    *pieces() {
      const head = new Uint8Array(start);
      head.set(MAGIC);
      new DataView(head.buffer).setBigUint64(MAGIC.length, BigInt(json.length), true);
      head.set(json, MAGIC.length + LENGTH_BYTES);
      yield head;
      for (const { body } of columns()) {
        yield body;
        if (align(body.length) > body.length) yield new Uint8Array(align(body.length) - body.length);
      }
    },
  };
}

const columnHeader = ({ name, type, layout, body }: Column, sha256: Primitives['sha256']): ColumnHeader => ({
  name,
  type,
  layout,
  bytes: body.length,
  sha256: sha256(body),
});

const PREFIX_BYTES = MAGIC.length + LENGTH_BYTES;

/** Says that bytes are not those that a digest commits to. */
export type Damaged = (digest: string) => never;

/** A segment whose columns are read when they are asked for, or by whoever opened it. */
export interface ReadSegment extends Source {
  readonly header: SegmentHeader;
  /** Where the bytes of those of the columns lie that were not read yet. */
  readonly unread: (names: readonly string[]) => readonly Unread[];
  /** Takes the bytes of a column that somebody read and hashed, and compares what they hash to as its own. */
  readonly take: (name: string, body: Uint8Array, sha256: string) => void;
  readonly letGo: () => void;
}

interface Unread {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads a segment. The header is compared with the digest at once, each column with the header when it is first asked
 * for; `damaged` is called with what the bytes hash to now. What was read stays in memory until it is let go of.
 */
export function readSegment(
  file: Readable,
  { digest, position, merged }: { readonly digest: string; readonly position: number; readonly merged: boolean },
  sha256: Primitives['sha256'],
  damaged: Damaged,
): ReadSegment {
  const json = readHeader(file);
  if (sha256(json) !== digest) damaged(sha256(json));
  const header = JSON.parse(new TextDecoder().decode(json)) as SegmentHeader;
  const places = new Map(
    header.columns.map((column, place) => [
      column.name,
      { column, offset: columnOffsets(header, json.length)[place] ?? 0 },
    ]),
  );
  const read = new Map<string, ReturnType<Source['column']>>();
  const column = (name: string): ReturnType<Source['column']> => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const opened = sealed(name) ?? addedSince(name, { ...header, column, has: (each) => places.has(each) });
    if (opened === null) throw new RangeError(`the segment ${digest} has no column "${name}"`);
    read.set(name, opened);
    return opened;
  };
  const sealed = (name: string): ReturnType<Source['column']> | null => {
    const place = places.get(name);
    if (place === undefined) return null;
    const body = file.read(place.offset, place.column.bytes);
    return compared(place.column, body, sha256(body));
  };
  const compared = ({ type, layout, sha256: expected }: ColumnHeader, body: Uint8Array, digest: string) => {
    if (digest !== expected) damaged(digest);
    return { type, layout, body };
  };
  return {
    position,
    merged,
    rows: header.rows,
    artifacts: header.artifacts,
    header,
    column,
    unread: (names) =>
      names.flatMap((name) => {
        const place = read.has(name) ? undefined : places.get(name);
        return place === undefined ? [] : [{ name, offset: place.offset, bytes: place.column.bytes }];
      }),
    take: (name, body, digest) => {
      const place = places.get(name);
      if (place !== undefined) read.set(name, compared(place.column, body, digest));
    },
    letGo: () => letGo(read),
  };
}

/**
 * Gives the memory of columns back at once, and not when the collector of garbage gets to it: columns of a million rows
 * that wait for it add up. Whoever still held a reader of them would read nothing, so nobody may.
 */
function letGo(columns: Map<string, { readonly body: Uint8Array }>): void {
  for (const { body } of columns.values()) {
    const { buffer } = body;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === body.byteLength) buffer.transfer(0);
  }
  columns.clear();
}

function readHeader(file: Readable): Uint8Array {
  const prefix = file.read(0, PREFIX_BYTES);
  if (MAGIC.some((byte, place) => prefix[place] !== byte))
    throw new RangeError('not a segment: it does not begin with ATTSEG1');
  return file.read(
    PREFIX_BYTES,
    Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(MAGIC.length, true)),
  );
}

/** Where each column begins in the file. */
export function columnOffsets({ columns }: SegmentHeader, headerBytes: number): readonly number[] {
  let offset = align(PREFIX_BYTES + headerBytes);
  return columns.map(({ bytes }) => {
    const start = offset;
    offset += align(bytes);
    return start;
  });
}
