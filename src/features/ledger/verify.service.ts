import { counted } from '#/core/grouped.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { HASH_BYTES, sameBytes } from '#/ledger/hash.ts';
import { completeRoot, type TileAddress, TILE_WIDTH, tilesOf, tileWidth } from '#/ledger/tiles.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { frontierOf } from './batch.ts';
import { type Damage, LogReader, type Place, type VerifiedEntry } from './log-reader.ts';
import { beyond, entriesFrom, misfits, unsignedEnds } from './entries.store.ts';
import { checkpointsAfter, checkpointUpTo, type Head, head } from './store.ts';
import { hashesOf, tileRoot } from './tiles.store.ts';

/** What a look at a whole log found. */
export interface Verification {
  readonly origin: string;
  readonly size: number;
  readonly erased: number;
  readonly damages: readonly Damage[];
}

const PAGE = 5_000;

/**
 * Computes a whole log again from its entries, and compares everything that was ever derived from them: leaf hashes,
 * tiles, every checkpoint and its signature, the head. `seen` gets each entry that holds, in order, and what it throws
 * ends the look. Memory stays bounded, however long the log is, and what others append or erase meanwhile is not seen.
 */
export const verifyLog = (
  db: Database,
  org: string,
  seen?: (entry: VerifiedEntry) => void,
): Promise<Verification | null> => db.snapshot(org, (tx) => verifyLogIn(tx, seen));

/** The same in a snapshot in which more is looked at. */
export async function verifyLogIn(
  tx: Tx,
  seen: (entry: VerifiedEntry) => void = () => undefined,
): Promise<Verification | null> {
  const end = await head(tx);
  if (end === undefined) return null;
  const log = new LogReader(end, seen);
  await readPages(tx, log, { from: 0, to: end.size });
  log.finish();
  for (const size of await unsignedEnds(tx)) log.missedCheckpoint(size);
  for (const row of await misfits(tx)) log.damage(null, `${row} are not stored in their form`);
  await compareEnd(tx, end, (what) => log.damage(null, what));
  await compareTiles(tx, end.size, (what) => log.damage(null, what));
  return { origin: end.origin, size: end.size, erased: log.erased, damages: log.damages };
}

async function readPages(
  tx: Tx,
  log: LogReader,
  { from: first, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  for (let from = first; from < to; from += PAGE) {
    const until = Math.min(from + PAGE, to);
    const entries = await entriesFrom(tx, from, until - from);
    log.read({ entries, checkpoints: await checkpointsAfter(tx, from, until), end: until });
  }
}

/** What a look at the end of a log found. */
export interface VerifiedSince {
  /** From where the next look goes on. */
  readonly place: Place;
  readonly damages: readonly Damage[];
}

/**
 * Computes the end of a log again, from a place up to which it was verified before; null: from its first entry. It ends
 * in the head, whose root a checkpoint signs by the key in force. Tiles are not looked at: nothing is read from them here.
 */
export async function verifySince(
  tx: Tx,
  from: Place | null,
  seen: (entry: VerifiedEntry) => void,
): Promise<VerifiedSince | null> {
  const end = await head(tx);
  if (end === undefined) return null;
  const log = new LogReader(end, seen, from ?? undefined);
  await readPages(tx, log, { from: from?.frontier.size ?? 0, to: end.size });
  log.finish();
  if ((await checkpointUpTo(tx, end.size))?.size !== end.size)
    log.damage(null, 'the log has no checkpoint of its size');
  const { size, frontier, verifier, epoch } = end;
  const place = { frontier: frontierOf(size, frontier), verifier, received: formatInstant(end.received), epoch };
  return { place, damages: log.damages };
}

/** The log ends where its head says, with a checkpoint. */
async function compareEnd(tx: Tx, { size }: Head, damage: (what: string) => void): Promise<void> {
  if ((await checkpointUpTo(tx, size))?.size !== size) damage('the log has no checkpoint of its size');
  const { entries, checkpoints } = await beyond(tx, size);
  if (entries + checkpoints > 0)
    damage(
      `${counted(entries, 'entry', 'entries')} and ${counted(checkpoints, 'checkpoint', 'checkpoints')} lie beyond the head of the log`,
    );
}

/** The root of a full tile is that of the hashes below it. */
async function compareTiles(tx: Tx, size: number, damage: (what: string) => void): Promise<void> {
  for (const address of tilesOf(size)) {
    if (tileWidth(address, size) < TILE_WIDTH) continue;
    const { level, index } = address;
    const root = await tileRoot(tx, level, index);
    if (root === undefined) damage(`tile ${level}/${index} is missing`);
    else if (!sameBytes(root, await computed(tx, address)))
      damage(`the root of tile ${level}/${index} is not that of its hashes`);
  }
}

async function computed(tx: Tx, { level, index }: TileAddress): Promise<Uint8Array> {
  const from = index * TILE_WIDTH;
  const [hashes = NO_HASHES] = await hashesOf(tx, [{ level, from, until: from + TILE_WIDTH }]);
  return hashes.length < TILE_WIDTH * HASH_BYTES ? NO_HASHES : completeRoot(hashes, 0, TILE_WIDTH);
}

const NO_HASHES = new Uint8Array(0);
