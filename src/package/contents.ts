import { createHash } from 'node:crypto';
import { sha256Hex } from '../ledger/hash.ts';
import type { Archive, Fault, Member } from './archive.ts';

/** How much of a member is hashed at once. */
const CHUNK = 4 * 2 ** 20;
const SEGMENT_MAGIC = Buffer.from('ATTSEG1\n');
const SEGMENT_PREFIX = 16;
const ALIGNMENT = 8;

/** SHA-256 of a member as it lies, without holding it in memory. */
export function memberDigest(archive: Archive, { offset, size }: Member): string {
  if (size <= CHUNK) return sha256Hex(archive.readAt(offset, size));
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += CHUNK) hash.update(archive.readAt(offset + at, Math.min(CHUNK, size - at)));
  return hash.digest('hex');
}

interface SegmentHeader {
  readonly population: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/**
 * Compares a segment with its digest: the header with the digest, each column with the header, and what lies between
 * them with zeros. docs/spec/segment.md says how it is laid out. Returns how many rows it has.
 */
export function checkSegment(archive: Archive, member: Member, digest: string, faults: Fault[]): number {
  const fault = (what: string): number => {
    faults.push({ where: member.path, what });
    return 0;
  };
  const prefix = Buffer.from(archive.readAt(member.offset, Math.min(SEGMENT_PREFIX, member.size)));
  if (!prefix.subarray(0, SEGMENT_MAGIC.length).equals(SEGMENT_MAGIC)) return fault('it is no segment');
  const length = Number(prefix.readBigUInt64LE(SEGMENT_MAGIC.length));
  if (SEGMENT_PREFIX + length > member.size) return fault('its header is longer than it is');
  const json = archive.readAt(member.offset + SEGMENT_PREFIX, length);
  if (sha256Hex(json) !== digest) return fault('its header is not the one that was sealed');
  const header = JSON.parse(Buffer.from(json).toString('utf8')) as SegmentHeader;
  let at = SEGMENT_PREFIX + length;
  at = skipZeros(archive, member, at, faults);
  for (const { name, bytes, sha256 } of header.columns) {
    const column = { path: member.path, offset: member.offset + at, size: bytes };
    if (at + bytes > member.size) return fault(`it ends before its column "${name}" does`);
    if (memberDigest(archive, column) !== sha256) fault(`its column "${name}" is not the one that was sealed`);
    at = skipZeros(archive, member, at + bytes, faults);
  }
  return at === member.size ? header.rows : fault('something stands behind its last column');
}

function skipZeros(archive: Archive, { path, offset, size }: Member, at: number, faults: Fault[]): number {
  const end = Math.min(size, Math.ceil(at / ALIGNMENT) * ALIGNMENT);
  if (archive.readAt(offset + at, end - at).some((byte) => byte !== 0))
    faults.push({ where: path, what: `something stands in the padding at byte ${at}` });
  return end;
}
