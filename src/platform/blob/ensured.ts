import { DomainError } from '#/core/errors.ts';
import type { Area, BlobStore, Pieces } from './blob-store.ts';

/**
 * Puts again what is no longer there. Whoever seals that bytes are kept calls it while the log is locked: an erasure
 * may have destroyed the same bytes, of an earlier receipt, since they were put.
 */
export async function ensured(
  blobs: BlobStore,
  area: Area,
  address: string,
  bytes: Uint8Array | Pieces,
): Promise<void> {
  try {
    (await blobs.open(area, address)).close();
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'blob_missing')) throw error;
    await blobs.put(area, address, bytes);
  }
}
