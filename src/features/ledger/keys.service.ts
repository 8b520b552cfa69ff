import type { Instant } from '#/core/time/instant.ts';
import { parseEntry } from '#/ledger/entry.ts';
import { keyAfter, LOG_BEGUN, ROTATION } from '#/ledger/rotation.ts';
import type { Tx } from '#/platform/db/database.ts';
import { ENTRIES_A_ROW, entriesFrom } from './entries.store.ts';

/** A key of the log, and for how long it signed. */
export interface KeyInForce {
  readonly verifier: string;
  readonly from: Instant;
  /** Null while it is the key of now. */
  readonly to: Instant | null;
}

/** All keys that the log had, oldest first, as its entries name them. */
export async function keysOf(tx: Tx): Promise<readonly KeyInForce[]> {
  const keys: KeyInForce[] = [];
  for (let from = 0; ; ) {
    const entries = await entriesFrom(tx, from, ENTRIES_A_ROW);
    for (const { entry, payload, received } of entries) {
      const { kind } = parseEntry(entry);
      if ((kind !== LOG_BEGUN && kind !== ROTATION) || payload === null) continue;
      const before = keys.at(-1);
      const said: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
      const verifier = keyAfter(before?.verifier ?? '', kind, said);
      if (verifier === '' || verifier === before?.verifier) continue;
      if (before !== undefined) keys[keys.length - 1] = { ...before, to: received };
      keys.push({ verifier, from: received, to: null });
    }
    if (entries.length === 0) return keys;
    from += entries.length;
  }
}
