import { sha256Hex } from '../ledger/hash.ts';
import type { Archive, Member } from './archive.ts';
import type { Faults } from './fault.ts';
import { isZero } from './format.ts';
import type { Part } from './hashing.ts';
import { listIn, membersOf, readCanonical } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Segment } from './window-artifacts.ts';

const MAGIC = Buffer.from('ATTSEG1\n');
const PREFIX = 16;
const ALIGNMENT = 8;

/** What the header of a segment says that others must agree with, and its numbers. */
export interface SegmentSeen extends Segment {
  readonly population: unknown;
  /** Compares each column with the header; until then they are being hashed. */
  readonly checkColumns: () => void;
}

/**
 * Compares a segment with its digest: the header with the digest, each column with the header, and what lies between
 * them with zeros. docs/spec/package.md says how it is laid out. Null, with a fault, for one that is not the sealed one.
 */
export function checkSegment(archive: Archive, member: Member, digest: string, faults: Faults): SegmentSeen | null {
  const reading = new SegmentReading(archive, member, faults);
  try {
    return reading.check(digest);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.add('malformed', member.path, error.message);
    return null;
  }
}

/** Where a column lies in its segment. Only of moments that are not all exact there are two parts. */
interface Place {
  readonly at: number;
  readonly bytes: number;
  readonly exact: boolean;
}

interface Column {
  readonly name: string;
  readonly sha256: unknown;
  readonly part: Part;
}

const NUMBER = 8;

class SegmentReading {
  readonly #archive: Archive;
  readonly #member: Member;
  readonly #faults: Faults;
  readonly #places = new Map<string, Place>();

  constructor(archive: Archive, member: Member, faults: Faults) {
    this.#archive = archive;
    this.#member = member;
    this.#faults = faults;
  }

  check(digest: string): SegmentSeen | null {
    const prefix = Buffer.from(this.#read(0, PREFIX));
    if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) return this.#fault('malformed', 'it is no segment');
    const length = Number(prefix.readBigUInt64LE(MAGIC.length));
    if (length > LIMITS.segmentHeader)
      return this.#fault('too-large', `its header has ${length} bytes, and at most ${LIMITS.segmentHeader} are read`);
    const json = this.#read(PREFIX, length);
    if (sha256Hex(json) !== digest) return this.#fault('changed', 'its header is not the one that was sealed');
    const header = readCanonical(json)?.value;
    if (header === undefined) return this.#fault('malformed', 'its header is not canonical JSON');
    const columns: Column[] = [];
    const end = this.#columns(PREFIX + length, listIn(header, 'columns'), columns);
    if (end !== null && end !== this.#member.size) this.#fault('malformed', 'something stands behind its last column');
    const { population, rows } = membersOf(header);
    const artifacts = listIn(header, 'artifacts').map(String);
    const numbers = this.#numbers(Number(rows));
    return { population, rows: Number(rows), artifacts, numbers, checkColumns: this.#begun(columns) };
  }

  #numbers(rows: number): Segment['numbers'] {
    const [archive, member, places] = [this.#archive, this.#member, this.#places];
    return (column, part, from, count) => {
      const place = places.get(column);
      const at = (part * rows + from) * NUMBER;
      if (place === undefined || (part === 1 && place.exact)) return null;
      if (at + count * NUMBER > place.bytes) throw new RangeError(`its column "${column}" has fewer rows than it says`);
      const bytes = archive.readAt(member.offset + place.at + at, count * NUMBER);
      return new Float64Array(bytes.buffer, bytes.byteOffset, count);
    };
  }

  /** Adds each column to `columns`, and says where the last one ends; null where that cannot be told. */
  #columns(from: number, listed: readonly unknown[], columns: Column[]): number | null {
    let at = this.#skipZeros(from);
    for (const column of listed) {
      const { name: called, bytes, sha256, layout } = membersOf(column);
      const name = String(called);
      if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0)
        return this.#fault('malformed', 'a column of it has no length');
      if (at + bytes > this.#member.size) return this.#fault('malformed', `it ends before its column "${name}"`);
      columns.push({ name, sha256, part: { offset: this.#member.offset + at, length: bytes } });
      this.#places.set(name, { at, bytes, exact: membersOf(layout)['exact'] !== false });
      at = this.#skipZeros(at + bytes);
    }
    return at;
  }

  /** Begins to hash the columns. */
  #begun(columns: readonly Column[]): () => void {
    const digests = this.#archive.digests(columns.map(({ part }) => part));
    return () => {
      for (const [at, { name, sha256 }] of columns.entries())
        if (digests.of(at) !== sha256) this.#fault('changed', `its column "${name}" is not the one that was sealed`);
    };
  }

  #skipZeros(at: number): number {
    const end = Math.min(this.#member.size, Math.ceil(at / ALIGNMENT) * ALIGNMENT);
    if (end > at && !isZero(this.#read(at, end - at)))
      this.#fault('malformed', `something stands in the padding at byte ${at}`);
    return end;
  }

  #read(at: number, length: number): Uint8Array {
    if (at + length > this.#member.size) throw new RangeError('it ends too early');
    return this.#archive.readAt(this.#member.offset + at, length);
  }

  #fault(kind: 'malformed' | 'changed' | 'too-large', what: string): null {
    this.#faults.add(kind, this.#member.path, what);
    return null;
  }
}
