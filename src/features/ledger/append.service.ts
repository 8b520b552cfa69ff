import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { formatCheckpoint } from '#/ledger/checkpoint.ts';
import { HASH_BYTES } from '#/ledger/hash.ts';
import { formatNote, type Signer, signNote, verifierKey } from '#/ledger/note.ts';
import { completeRoot, TILE_WIDTH } from '#/ledger/tiles.ts';
import { rootOf } from '#/ledger/tree.ts';
import { SALT_BYTES } from '#/ledger/entry.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Appended, appended, frontierBytes, frontierOf, receivedAfter, type Sealable } from './batch.ts';
import {
  type Head,
  headForUpdate,
  insertCheckpoint,
  insertEntries,
  insertTile,
  leafHashes,
  packed,
  tileRoots,
  updateHead,
} from './store.ts';

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
  const { first, received, kinds, salts, frontier } = batch;
  await insertEntries(tx, org, {
    first,
    received,
    kinds,
    salts,
    leaves: Buffer.concat(batch.leaves),
    entries: packed(batch.entries),
    payloads: packed(batch.payloads),
  });
  await saveTiles(tx, org, first, frontier.size);
  await insertCheckpoint(
    tx,
    org,
    frontier.size,
    signedCheckpoint({ origin: head.origin, size: frontier.size, root: rootOf(frontier) }, signers),
  );
  await updateHead(tx, {
    size: frontier.size,
    frontier: frontierBytes(frontier),
    received,
    epoch: head.epoch,
    verifier: verifierKey(signers.at(-1) ?? noSigner()),
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

/** Stores each tile that became full, level by level: a full tile is one hash of the tile above it. */
async function saveTiles(tx: Tx, org: string, before: number, after: number): Promise<void> {
  let from = before;
  let to = after;
  for (let level = 0; Math.floor(from / TILE_WIDTH) < Math.floor(to / TILE_WIDTH); level += 1) {
    const first = Math.floor(from / TILE_WIDTH);
    const end = Math.floor(to / TILE_WIDTH);
    const read =
      level === 0
        ? leafHashes(tx, first * TILE_WIDTH, end * TILE_WIDTH)
        : tileRoots(tx, level - 1, first * TILE_WIDTH, end * TILE_WIDTH);
    const hashes = await read;
    for (let index = first; index < end; index += 1) {
      const start = (index - first) * TILE_WIDTH * HASH_BYTES;
      const tile = hashes.subarray(start, start + TILE_WIDTH * HASH_BYTES);
      await insertTile(tx, { org, level, index, root: completeRoot(tile, 0, TILE_WIDTH), hashes: tile });
    }
    from = first;
    to = end;
  }
}
