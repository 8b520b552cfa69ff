import type { Ledger } from '#/features/ledger/index.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { LogEntry } from '#/package/log.ts';
import type { Tx } from '#/platform/db/database.ts';

const PAGE = 4_096;

/** The first entries of the log with what is left of their payloads, as a reader of a package sees them. */
export async function readEntries(
  tx: Tx,
  ledger: Ledger,
  size: number,
  visit: (entry: LogEntry) => void,
): Promise<void> {
  for (let from = 0; from < size; from += PAGE) {
    for (const { position, entry, payload } of await ledger.page(tx, from, Math.min(PAGE, size - from))) {
      const { kind, received } = parseEntry(entry);
      const text = payload === null ? null : Buffer.from(payload).toString('utf8');
      visit({ position, kind, received, text, payload: text === null ? undefined : (JSON.parse(text) as unknown) });
    }
  }
}
