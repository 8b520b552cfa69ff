import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { formatCheckpoint } from '#/ledger/checkpoint.ts';
import { formatNote, type Signer, signNote, verifierKey } from '#/ledger/note.ts';
import { rootOf } from '#/ledger/tree.ts';
import { SALT_BYTES } from '#/ledger/entry.ts';
import type { Tx } from '#/platform/db/database.ts';
import {
  type Committed,
  committed,
  type Entered,
  entered,
  frontierBytes,
  frontierOf,
  type Grown,
  grown,
  receivedAfter,
  type Sealable,
} from './batch.ts';
import { type NewEntries, type NewPayloads, saveEntries, savePayloads, saveTree } from './append.store.ts';
import { ENTRIES_A_ROW } from './entries.store.ts';
import { partOf } from './packed.ts';
import { type Head, headForUpdate } from './store.ts';

/** Where the log put what it was given, and when it took it. */
export interface Sealed {
  readonly position: number;
  readonly received: Instant;
}

export interface AppendDeps {
  /** The key that the head names. */
  readonly signer: (org: string, head: Pick<Head, 'origin' | 'verifier'>) => Signer;
  /** A key that takes over with these entries, and signs beside the old one. */
  readonly successor?: Signer;
  /** The epoch that begins with these entries. */
  readonly epoch?: number;
  /** The first of these entries follows the last of the log, whatever the clock says. */
  readonly withoutSkew?: true;
  readonly now: () => Instant;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Appends entries as the last thing that a transaction does: it takes the log's lock, and holds it until the commit,
 * so that positions and `received` follow the order of the commits. What was sealed is durable when the transaction is.
 */
export async function append(
  tx: Tx,
  org: string,
  sealables: readonly Sealable[],
  deps: AppendDeps,
): Promise<readonly Sealed[]> {
  if (sealables.length === 0) return [];
  const commit = (those: readonly Sealable[]): Committed => committed(those, deps.random(those.length * SALT_BYTES));
  const [head, early] = await meanwhile(headForUpdate(tx), () => commit(sealables));
  if (head === undefined) throw new DomainError('log_missing');
  const { received, skew: stepped } = receivedAfter(head.received, deps.now());
  const skew = deps.withoutSkew === true ? [] : stepped;
  const all = [...skew, ...sealables];
  const payloads = skew.length === 0 ? early : commit(all);
  const kinds = all.map(({ kind }) => kind);
  const [, rows] = await meanwhile(savePayloads(tx, org, payloadRuns(head.size, payloads)), () =>
    inRows(kinds.length, (from, until) =>
      entered(kinds.slice(from, until), received, payloads.commitments.slice(from, until)),
    ),
  );
  const [, tree] = await meanwhile(saveEntries(tx, org, entryRuns(head.size, received, rows)), () =>
    grown(
      frontierOf(head.size, head.frontier),
      rows.flatMap(({ leaves }) => leaves),
    ),
  );
  const signers = [deps.signer(org, head), ...(deps.successor === undefined ? [] : [deps.successor])];
  await save(tx, org, { head: { ...head, received, epoch: deps.epoch ?? head.epoch }, tree, signers });
  return sealables.map((_, at) => ({ position: head.size + skew.length + at, received }));
}

/** Seals by itself that the clock is behind the last entry; says whether it was. */
export async function appendSkew(tx: Tx, org: string, deps: AppendDeps): Promise<boolean> {
  const head = await headForUpdate(tx);
  if (head === undefined) throw new DomainError('log_missing');
  const { skew } = receivedAfter(head.received, deps.now());
  await append(tx, org, skew, { ...deps, withoutSkew: true });
  return skew.length > 0;
}

/** Computes something while the server does what it was asked for, which is sent first. */
const meanwhile = <Asked, Made>(asked: Promise<Asked>, make: () => Made): Promise<readonly [Asked, Made]> =>
  Promise.all([asked, sent().then(make)]);

/** A few hundred kilobytes do not fit into a socket at once: in so many turns the server has taken them. */
const TURNS = 8;
async function sent(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((next) => setImmediate(next));
}

async function save(
  tx: Tx,
  org: string,
  { head, tree, signers }: { readonly head: Head; readonly tree: Grown; readonly signers: readonly Signer[] },
): Promise<void> {
  const { frontier, tiles } = tree;
  const { size } = frontier;
  const root = rootOf(frontier);
  await saveTree(tx, org, {
    tiles,
    checkpoint: { size, note: signedCheckpoint({ origin: head.origin, size, root }, signers) },
    head: {
      size,
      frontier: frontierBytes(frontier),
      received: head.received,
      epoch: head.epoch,
      verifier: verifierKey(signers.at(-1) ?? noSigner()),
    },
  });
}

const payloadRuns = (first: number, { commitments, salts, payloads }: Committed): readonly NewPayloads[] =>
  inRows(commitments.length, (from, until) => ({
    first: first + from,
    salts: salts.subarray(from * SALT_BYTES, until * SALT_BYTES),
    payloads: partOf(payloads, from, until),
  }));

const entryRuns = (first: number, received: Instant, rows: readonly Entered[]): readonly NewEntries[] =>
  rows.map(({ leaves, entries, forms }, at) => ({
    first: first + at * ENTRIES_A_ROW,
    received,
    leaves: Buffer.concat(leaves),
    entries,
    forms,
  }));

const inRows = <Row>(count: number, rowOf: (from: number, until: number) => Row): readonly Row[] =>
  Array.from({ length: Math.ceil(count / ENTRIES_A_ROW) }, (_, at) =>
    rowOf(at * ENTRIES_A_ROW, (at + 1) * ENTRIES_A_ROW),
  );

const noSigner = (): never => {
  throw new TypeError('a checkpoint needs a signer');
};

export function signedCheckpoint(
  checkpoint: Parameters<typeof formatCheckpoint>[0],
  signers: readonly Signer[],
): string {
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: signers.map((signer) => signNote(text, signer)) });
}
