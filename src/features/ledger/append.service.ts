import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { formatCheckpoint } from '#/ledger/checkpoint.ts';
import { HASH_BYTES } from '#/ledger/hash.ts';
import { formatNote, type Signer, signNote, verifierKey } from '#/ledger/note.ts';
import { rootOf } from '#/ledger/tree.ts';
import { SALT_BYTES } from '#/ledger/entry.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Appended, appended, frontierBytes, frontierOf, receivedAfter, type Sealable } from './batch.ts';
import { type NewRun, saveAppend } from './append.store.ts';
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
  const head = await headForUpdate(tx);
  if (head === undefined) throw new DomainError('log_missing');
  const { received, skew: stepped } = receivedAfter(head.received, deps.now());
  const skew = deps.withoutSkew === true ? [] : stepped;
  const all = [...skew, ...sealables];
  const batch = appended(frontierOf(head.size, head.frontier), all, received, deps.random(all.length * SALT_BYTES));
  const signers = [deps.signer(org, head), ...(deps.successor === undefined ? [] : [deps.successor])];
  await save(tx, org, { head: { ...head, epoch: deps.epoch ?? head.epoch }, batch, signers });
  return sealables.map((_, at) => ({ position: head.size + skew.length + at, received }));
}

async function save(
  tx: Tx,
  org: string,
  { head, batch, signers }: { readonly head: Head; readonly batch: Appended; readonly signers: readonly Signer[] },
): Promise<void> {
  const { received, frontier } = batch;
  const { size } = frontier;
  const root = rootOf(frontier);
  await saveAppend(tx, org, {
    runs: runsOf(batch),
    tiles: batch.tiles,
    checkpoint: { size, note: signedCheckpoint({ origin: head.origin, size, root }, signers) },
    head: {
      size,
      frontier: frontierBytes(frontier),
      received,
      epoch: head.epoch,
      verifier: verifierKey(signers.at(-1) ?? noSigner()),
    },
  });
}

function runsOf({ first, received, leaves, entries, salts, payloads }: Appended): readonly NewRun[] {
  return Array.from({ length: Math.ceil(entries.lengths.length / ENTRIES_A_ROW) }, (_, at) => {
    const [from, until] = [at * ENTRIES_A_ROW, (at + 1) * ENTRIES_A_ROW];
    return {
      first: first + from,
      received,
      leaves: leaves.subarray(from * HASH_BYTES, until * HASH_BYTES),
      entries: partOf(entries, from, until),
      salts: salts.subarray(from * SALT_BYTES, until * SALT_BYTES),
      payloads: partOf(payloads, from, until),
    };
  });
}

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
