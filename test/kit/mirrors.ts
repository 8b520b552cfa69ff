import { type Found, type Ledger, type Mirror, mirrorFaults } from '#/features/ledger/index.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Database } from '#/platform/db/database.ts';

/** Rows of some tables that do not say what the log of a company sealed. */
export const rowFaults = (
  db: Database,
  { org, ledger }: { readonly org: string; readonly ledger: Ledger },
  mirrors: readonly Mirror[],
): Promise<readonly Found[]> =>
  db.transaction(org, async (tx) => {
    const byKind = new Map<string, Map<number, Readonly<Record<string, Json>>>>();
    const erased = new Set<number>();
    for (const { position, entry, payload } of await ledger.page(tx, 0, 4_096)) {
      const { kind } = parseEntry(entry);
      if (payload === null) erased.add(position);
      else {
        const said = JSON.parse(Buffer.from(payload).toString('utf8')) as Readonly<Record<string, Json>>;
        byKind.set(kind, (byKind.get(kind) ?? new Map<number, typeof said>()).set(position, said));
      }
    }
    const faults: Found[] = [];
    for (const mirror of mirrors) faults.push(...mirrorFaults(mirror, await mirror.rows(tx, 0), { byKind, erased }));
    return faults;
  });
