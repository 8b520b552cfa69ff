import { DomainError } from '#/core/errors.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { parseEntry } from '#/ledger/entry.ts';
import { leafHash, sameBytes } from '#/ledger/hash.ts';
import { EMPTY, extend, type Frontier, rootOf } from '#/ledger/tree.ts';
import type { LogEntry } from '#/package/log.ts';
import type { Tx } from '#/platform/db/database.ts';

const PAGE = 4_096;

/**
 * The first entries of the log with what is left of their payloads, as a reader of a package sees them. Throws
 * `log_damaged` where they are not those of its signed checkpoint: nobody should be handed what cannot be verified.
 */
export async function readEntries(
  tx: Tx,
  ledger: Ledger,
  size: number,
  visit: (entry: LogEntry) => void,
): Promise<void> {
  let tree: Frontier = EMPTY;
  for (let from = 0; from < size; from = tree.size) {
    const page = await ledger.page(tx, from, Math.min(PAGE, size - from));
    if (page[0]?.position !== from) throw damaged(`it has no entry ${from}`);
    tree = extend(
      tree,
      page.values().map(({ entry }) => leafHash(entry)),
    );
    for (const { position, entry, payload } of page) {
      const { kind, received } = parseEntry(entry);
      const text = payload === null ? null : Buffer.from(payload).toString('utf8');
      visit({ position, kind, received, text, payload: text === null ? undefined : (JSON.parse(text) as unknown) });
    }
  }
  const checkpoint = parseCheckpoint(await ledger.checkpointOf(tx, size));
  if (checkpoint.size !== size || !sameBytes(checkpoint.root, rootOf(tree)))
    throw damaged(`its ${size} entries do not hash to the root of its checkpoint`);
}

const damaged = (because: string): DomainError => new DomainError('log_damaged', { because });
