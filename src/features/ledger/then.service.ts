import { parseEntry } from '#/ledger/entry.ts';
import { RESTORED, restoredIn } from '#/ledger/restored.ts';
import { keyAfter, LOG_BEGUN, ROTATION } from '#/ledger/rotation.ts';
import type { Tx } from '#/platform/db/database.ts';
import { batchesOfKind, entriesFrom, type StoredEntry } from './entries.store.ts';
import type { Head } from './store.ts';

/** What signs a log, and how often it went on from a backup. */
export type InForce = Pick<Head, 'verifier' | 'epoch'>;

/**
 * The key and the epoch of a log when it was `size` entries long, as its entries say: the first names the first key,
 * and each change of either is an entry. `now` is what they are today: most logs never changed them.
 */
export async function inForceThen(tx: Tx, size: number, now: InForce): Promise<InForce> {
  const begun = (await entriesFrom(tx, 0, 1)).reduce(after, { verifier: '', epoch: 1 });
  if (size === 0 || (begun.verifier === now.verifier && begun.epoch === now.epoch)) return begun;
  let found = begun;
  for (const { first, count } of await batchesOfKind(tx, [ROTATION, RESTORED], size))
    found = (await entriesFrom(tx, first, Math.min(count, size - first))).reduce(after, found);
  return found;
}

/** When a log of so many entries last went on from a backup, and why; null: it never did. */
export async function lastRestore(tx: Tx, size: number, { epoch }: Pick<InForce, 'epoch'>) {
  const batch = epoch === 1 ? undefined : (await batchesOfKind(tx, [RESTORED], size)).at(-1);
  if (batch === undefined) return null;
  const rows = await entriesFrom(tx, batch.first, Math.min(batch.count, size - batch.first));
  const found = rows.findLast(({ entry }) => parseEntry(entry).kind === RESTORED);
  if (found === undefined) return null;
  const { reason } = JSON.parse(Buffer.from(found.payload ?? Buffer.from('{}')).toString('utf8')) as {
    reason?: unknown;
  };
  return { position: found.position, received: found.received, reason: typeof reason === 'string' ? reason : 'erased' };
}

function after({ verifier, epoch }: InForce, { entry, payload }: StoredEntry): InForce {
  const { kind } = parseEntry(entry);
  if (payload === null || (kind !== LOG_BEGUN && kind !== ROTATION && kind !== RESTORED)) return { verifier, epoch };
  const said: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  return {
    verifier: keyAfter(verifier, kind, said),
    epoch: kind === RESTORED ? (restoredIn(said)?.epoch ?? epoch) : epoch,
  };
}
