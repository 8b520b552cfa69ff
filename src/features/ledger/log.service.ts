import type { Handlers, Standing } from '#/contract/endpoint.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Chance } from '#/platform/clock.ts';
import { listedMoment } from './as-of.service.ts';
import { aboutOf } from './about.ts';
import type { ledgerContract } from './contract.ts';
import { entriesFrom, type StoredEntry } from './entries.store.ts';
import type { Ledger } from './service.ts';

export interface LogDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** Which entries say what somebody does not see, beside their place in the log and their hash. */
  readonly withholding: (org: string, standing: Standing | undefined) => Promise<Withheld>;
}

export type Withheld = (kind: string, payload: unknown) => boolean;

/** What people see of a log. */
export const log = ({ db, ledger, chance, zoneOf, withholding }: LogDeps): Handlers<typeof ledgerContract> => ({
  show: ({ org }) => ledger.status(org),
  entries: async ({ org, standing }, { before = Number.MAX_SAFE_INTEGER, limit, asOf }) => {
    const isWithheld = await withholding(org, standing);
    return db.transaction(org, async (tx) => {
      const then = await listedMoment(tx, { ledger, chance, zoneOf }, asOf);
      const end = Math.min(before, then.position, await ledger.size(tx));
      const from = Math.max(0, end - limit);
      const rows = await entriesFrom(tx, from, end - from);
      const entries = rows.toReversed().map((row) => shown(row, isWithheld));
      return { entries, next: from === 0 ? null : from };
    });
  },
  entry: async ({ org, standing }, { position }) => {
    const { proof, entry, ...found } = await ledger.entry(org, position);
    const payload = payloadOf(found);
    const withheld = (await withholding(org, standing))(found.kind, payload);
    return {
      position,
      kind: found.kind,
      received: found.received,
      entry: Buffer.from(entry).toString('utf8'),
      payload: withheld ? null : payload,
      withheld,
      erased: found.payload === null,
      proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
      size: found.size,
      checkpoint: found.checkpoint,
    };
  },
});

const payloadOf = ({ payload }: Pick<StoredEntry, 'payload'>): unknown =>
  payload === null ? null : (JSON.parse(Buffer.from(payload).toString('utf8')) as unknown);

function shown(entry: Pick<StoredEntry, 'position' | 'received' | 'entry' | 'payload'>, isWithheld: Withheld) {
  const { kind } = parseEntry(entry.entry);
  const payload = payloadOf(entry);
  return {
    position: entry.position,
    kind,
    received: entry.received,
    about: isWithheld(kind, payload) ? '' : aboutOf(kind, payload),
    erased: entry.payload === null,
  };
}
