import { DomainError } from '#/core/errors.ts';
import { parseCheckpoint, type SignedCheckpoint } from '#/ledger/checkpoint.ts';
import { sameBytes } from '#/ledger/hash.ts';
import { verifyConsistency } from '#/ledger/proof.ts';
import { RESTORED, restoredPayload } from '#/ledger/restored.ts';
import type { Tx } from '#/platform/db/database.ts';
import { append, type AppendDeps, type Sealed } from './append.service.ts';
import { consistencyProof } from './proof.service.ts';
import { checkpointUpTo, headForUpdate } from './store.ts';

export interface Restoring {
  /** Signed checkpoints that somebody has seen of this log, wherever they were kept. */
  readonly known: readonly string[];
  readonly reason: string;
  readonly person: string;
}

/**
 * Opens a new epoch of a log that came from a backup, by an entry that names the checkpoint from which it goes on.
 * Throws `checkpoint_newer` when a longer log is known: then entries that were acknowledged are missing, and going on
 * would fork it; and `checkpoint_foreign` when what is known is not the beginning of this log.
 */
export async function restore(
  tx: Tx,
  org: string,
  { known, reason, person }: Restoring,
  deps: AppendDeps,
): Promise<Sealed & { readonly epoch: number }> {
  const head = await headForUpdate(tx);
  if (head === undefined) throw new DomainError('log_missing');
  const last = await checkpointUpTo(tx, head.size);
  const here = parseCheckpoint(last?.note ?? '');
  for (const note of known) await mustContinue(tx, read(note), here);
  const epoch = head.epoch + 1;
  const payload = restoredPayload({ epoch, checkpoint: last?.note ?? '', reason, person });
  const [sealed] = await append(tx, org, [{ kind: RESTORED, payload }], { ...deps, epoch, withoutSkew: true });
  return { epoch, position: sealed?.position ?? -1, received: sealed?.received ?? head.received };
}

function read(note: string): SignedCheckpoint {
  try {
    return parseCheckpoint(note);
  } catch (error) {
    throw new DomainError('checkpoint_foreign', { known: 0, because: error instanceof Error ? error.message : '' });
  }
}

/** Is what is known the beginning of what is here, or the same? */
async function mustContinue(tx: Tx, known: SignedCheckpoint, here: SignedCheckpoint): Promise<void> {
  if (known.origin !== here.origin)
    throw new DomainError('checkpoint_foreign', { known: known.size, because: `it is of the log ${known.origin}` });
  if (known.size > here.size) throw new DomainError('checkpoint_newer', { known: known.size, size: here.size });
  const same = known.size === here.size && sameBytes(known.root, here.root);
  if (same || verifyConsistency(known, here, await consistencyProof(tx, known.size, here.size))) return;
  throw new DomainError('checkpoint_foreign', { known: known.size, because: 'its entries are others' });
}
