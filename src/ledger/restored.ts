import type { Json } from './canonical.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';

/** The kind of entry that opens a new epoch: the log goes on from a backup. */
export const RESTORED = 'restored';

/** Which epoch began, and the checkpoint from which the log went on: the last one that is known. */
export interface Restored {
  readonly epoch: number;
  readonly checkpoint: SignedCheckpoint;
}

/** The payload of such an entry. `checkpoint` is the signed checkpoint of all entries before it. */
export const restoredPayload = (given: {
  readonly epoch: number;
  readonly checkpoint: string;
  readonly reason: string;
  readonly person: string;
}): Json => ({ v: 1, ...given });

/** What such an entry says; null when it is of no form that this version knows. */
export function restoredIn(payload: unknown): Restored | null {
  const { v, epoch, checkpoint } = (payload ?? {}) as Partial<Record<string, unknown>>;
  if (v !== 1 || typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || typeof checkpoint !== 'string')
    return null;
  try {
    return { epoch, checkpoint: parseCheckpoint(checkpoint) };
  } catch {
    return null; // what cannot be read names no checkpoint
  }
}
