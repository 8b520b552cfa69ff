import type { Handlers, Standing } from '#/contract/endpoint.ts';
import { parseEntry } from '#/ledger/entry.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Chance } from '#/platform/clock.ts';
import { listedMoment, momentIn } from './as-of.service.ts';
import { aboutOf, type Part, type Subject } from './about.ts';
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
  /** The names of what entries are about that their payloads have by its id, as they were given before a position. */
  readonly naming: (
    tx: Tx,
    reader: { readonly standing: Standing | undefined; readonly before: number },
    subjects: readonly Subject[],
  ) => Promise<(of: Subject) => string | undefined>;
}

export type Withheld = (kind: string, payload: unknown) => boolean;

type Seen = Pick<Handlers<typeof ledgerContract>, 'show' | 'entries' | 'entry'>;

/** What people see of a log. */
export const log = ({ db, ledger, withholding, naming, ...deps }: LogDeps): Seen => ({
  show: ({ org }, { asOf }) =>
    asOf === undefined
      ? ledger.status(org)
      : db.transaction(org, async (tx) =>
          ledger.statusAt(tx, (await momentIn(tx, { ledger, ...deps }, asOf)).position),
        ),
  entries: async ({ org, standing }, { before = Number.MAX_SAFE_INTEGER, limit, asOf }) => {
    const isWithheld = await withholding(org, standing);
    return db.transaction(org, async (tx) => {
      const then = await listedMoment(tx, { ledger, ...deps }, asOf);
      const end = Math.min(before, then.position, await ledger.size(tx));
      const from = Math.max(0, end - limit);
      const rows = await entriesFrom(tx, from, end - from);
      const found = rows.toReversed().map((row) => shown(row, isWithheld));
      const subjects = found.flatMap(({ parts }) => parts.flatMap(({ of }) => of ?? []));
      const nameOf = await naming(tx, { standing, before: then.position }, subjects);
      const entries = found.map(({ parts, ...entry }) => ({ ...entry, ...toldBy(parts, nameOf) }));
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
    parts: isWithheld(kind, payload) ? [] : aboutOf(kind, payload),
    erased: entry.payload === null,
  };
}

/** What an entry is about, in words and part by part; each thing once. */
function toldBy(parts: readonly Part[], nameOf: (of: Subject) => string | undefined) {
  const named = parts.map(({ text, of }) => ({ text: (of === null ? undefined : nameOf(of)) ?? text, of }));
  const once = [...new Map(named.map((part) => [part.text, part])).values()];
  return { about: once.map(({ text }) => text).join(' · '), parts: once };
}
