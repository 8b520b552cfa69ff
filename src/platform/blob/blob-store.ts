import type { HashedPart } from './hashed-part.ts';

/** What is stored apart from the database, each by an address that commits to its bytes. */
export const AREAS = ['artifacts', 'segments', 'outcomes'] as const;
export type Area = (typeof AREAS)[number];

/**
 * Content-addressed bytes of one organization. A write that was acknowledged is durable. The address of an artifact
 * and of outcomes is the SHA-256 of the bytes, which is compared on every read; that of a segment is the SHA-256 of
 * its header, which holds those of its columns, so that a part can be read and compared without the rest.
 */
export interface BlobStore {
  /** Nothing happens when the address is already there. */
  put(area: Area, address: string, bytes: Uint8Array | Pieces): Promise<void>;
  /** Throws `blob_missing`, or `blob_damaged` where the address is the bytes' own and they differ. */
  get(area: Area, address: string): Promise<Uint8Array>;
  /** Throws `blob_missing`. The bytes are not compared. */
  open(area: Area, address: string): Promise<RandomAccess>;
  remove(area: Area, address: string): Promise<void>;
  /** All addresses, in no particular order. */
  list(area: Area): Promise<readonly string[]>;
}

/** Bytes too many to hold at once; they are asked for piece by piece, the same each time. */
export interface Pieces {
  /** Of all pieces together. */
  readonly length: number;
  readonly pieces: () => Iterable<Uint8Array>;
}

export interface RandomAccess {
  readonly size: number;
  /** Exactly so many bytes, or RangeError. */
  read(offset: number, length: number): Uint8Array;
  /** The same and what they hash to, read beside whatever goes on meanwhile; it must not be closed before. */
  hashed(offset: number, length: number): Promise<HashedPart>;
  close(): void;
}
