import type { Handlers } from '#/contract/endpoint.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { Database } from '#/platform/db/database.ts';
import type { ledgerContract } from './contract.ts';
import { entriesFrom, type StoredEntry } from './entries.store.ts';
import type { Ledger } from './service.ts';

export interface LogDeps {
  readonly db: Database;
  readonly ledger: Ledger;
}

/** What people see of a log. */
export const log = ({ db, ledger }: LogDeps): Handlers<typeof ledgerContract> => ({
  show: ({ org }) => ledger.status(org),
  entries: ({ org }, { before = Number.MAX_SAFE_INTEGER, limit }) =>
    db.transaction(org, async (tx) => {
      const end = Math.min(before, await ledger.size(tx));
      const from = Math.max(0, end - limit);
      const rows = await entriesFrom(tx, from, end - from);
      return { entries: rows.toReversed().map(shown), next: from === 0 ? null : from };
    }),
  entry: async ({ org }, { position }) => {
    const { proof, entry, ...found } = await ledger.entry(org, position);
    return {
      position,
      kind: found.kind,
      received: found.received,
      entry: Buffer.from(entry).toString('utf8'),
      payload: payloadOf(found),
      erased: found.payload === null,
      proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
      size: found.size,
      checkpoint: found.checkpoint,
    };
  },
});

const payloadOf = ({ payload }: Pick<StoredEntry, 'payload'>): unknown =>
  payload === null ? null : (JSON.parse(Buffer.from(payload).toString('utf8')) as unknown);

const shown = (entry: Pick<StoredEntry, 'position' | 'received' | 'entry' | 'payload'>) => ({
  position: entry.position,
  kind: parseEntry(entry.entry).kind,
  received: entry.received,
  about: aboutOf(payloadOf(entry)),
  erased: entry.payload === null,
});

/** Members of a payload that name what it is about, in the order in which they say most. */
const NAMING = ['control', 'check', 'item', 'name', 'source', 'population', 'id', 'reason'];
const LONGEST = 120;

function aboutOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return '';
  const members = payload as Readonly<Record<string, unknown>>;
  const named = NAMING.flatMap((name) => (typeof members[name] === 'string' ? [members[name]] : []));
  return named.slice(0, 2).join(' · ').slice(0, LONGEST);
}
