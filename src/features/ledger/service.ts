import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { parseEntry } from '#/ledger/entry.ts';
import { LOG_BEGUN, ROTATION, rotationOf } from '#/ledger/rotation.ts';
import { type Signer, signerOf, verifierKey } from '#/ledger/note.ts';
import { EMPTY } from '#/ledger/tree.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { SigningKeys } from '#/platform/signing-keys.ts';
import { append, type AppendDeps, appendSkew, type Sealed } from './append.service.ts';
import { frontierBytes, type Sealable } from './batch.ts';
import { entriesFrom, sizeAt } from './entries.store.ts';
import { destroyPayloads } from './erase.store.ts';
import { keysOf } from './keys.service.ts';
import { consistencyProof, inclusionProof, readTile } from './proof.service.ts';
import { restore, type Restoring } from './restore.service.ts';
import { checkpointUpTo, type Head, head, headForUpdate, insertHead } from './store.ts';
import type { Place } from './log-reader.ts';
import { inForceThen, lastRestore } from './then.service.ts';
import { verifyLog, verifyLogIn, verifySince } from './verify.service.ts';

export interface LedgerDeps {
  readonly db: Database;
  readonly keys: SigningKeys;
  readonly chance: Chance;
}

/** Appends entries in a transaction of the caller, as its last step. */
export type Seal = (tx: Tx, org: string, sealables: readonly Sealable[]) => Promise<readonly Sealed[]>;

export type Ledger = ReturnType<typeof ledger>;

/**
 * Takes the lock of the log before anything is looked up, and holds it until the commit: what is looked up is then what
 * is there when this transaction seals, whoever else wants the same.
 */
async function lockLog(tx: Tx): Promise<void> {
  if ((await headForUpdate(tx)) === undefined) noLog();
}

async function statusIn(tx: Tx) {
  const { origin, size, received, epoch, verifier } = (await head(tx)) ?? noLog();
  const checkpoint = (await checkpointUpTo(tx, size))?.note ?? '';
  return { origin, size, received, epoch, restored: await lastRestore(tx, size, { epoch }), verifier, checkpoint };
}

/** The same when it was so long. */
async function statusAt(tx: Tx, size: number) {
  const now = await statusIn(tx);
  if (size >= now.size) return now;
  const [last] = size === 0 ? [] : await entriesFrom(tx, size - 1, 1);
  const checkpoint = (await checkpointUpTo(tx, size))?.note ?? '';
  const then = await inForceThen(tx, size, now);
  return {
    ...now,
    ...then,
    size,
    received: last?.received ?? 0,
    restored: await lastRestore(tx, size, then),
    checkpoint,
  };
}

/** The log of an organization: one log, one origin, one set of keys. */
export function ledger({ db, keys, chance }: LedgerDeps) {
  const { signerFor, newSigner, isHere } = signersOf(keys);
  const deps: AppendDeps = {
    signer: signerFor,
    now: () => chance.now(),
    random: (length) => chance.random(length),
  };
  const seal: Seal = (tx, org, sealables) => append(tx, org, sealables, deps);
  return {
    seal,
    lock: lockLog,
    /**
     * For an entry that must have a position known before: the skew of a clock that is behind the last entry is sealed
     * first, by itself, and then there is how to seal what follows it directly.
     */
    sealerAfterSkew: async (org: string): Promise<Seal> => {
      const isBehind = await db.transaction(org, (tx) => appendSkew(tx, org, deps));
      return isBehind ? (tx, its, sealables) => append(tx, its, sealables, { ...deps, withoutSkew: true }) : seal;
    },
    create: async (tx: Tx, org: string, { origin }: { readonly origin: string }): Promise<void> => {
      const verifier = verifierKey(newSigner(org, origin));
      await insertHead(tx, org, emptyHead({ origin, verifier, received: chance.now() }));
      await seal(tx, org, [{ kind: LOG_BEGUN, payload: { v: 1, origin, verifier } }]);
    },
    /** Puts a new key in place of the old one, by an entry that both sign. */
    rotateKey: (org: string, reason: string): Promise<string> =>
      db.transaction(org, async (tx) => {
        const current = (await headForUpdate(tx)) ?? noLog();
        const successor = newSigner(org, current.origin);
        const payload = rotationOf(signerFor(org, current), successor, reason);
        await append(tx, org, [{ kind: ROTATION, payload }], { ...deps, successor });
        return verifierKey(successor);
      }),
    keys: (org: string) => db.transaction(org, keysOf),
    /** Opens a new epoch after a backup was restored; refuses when a newer checkpoint is known. */
    restored: (org: string, restoring: Restoring) => db.transaction(org, (tx) => restore(tx, org, restoring, deps)),
    status: (org: string) => db.transaction(org, statusIn),
    statusAt,
    /** The size that the log had at an instant: what *as of* a date means. */
    sizeAt: (tx: Tx, instant: Instant): Promise<number> => sizeAt(tx, instant),
    size: async (tx: Tx): Promise<number> => (await head(tx))?.size ?? 0,
    /** The same now, for whoever wants to know only whether the log has grown. */
    sizeNow: async (org: string): Promise<number> =>
      (await db.glance<{ readonly size: number }>(org, 'select size from ledger_log'))[0]?.size ?? 0,
    entry: (org: string, position: number) => db.transaction(org, (tx) => provenEntry(tx, position)),
    inclusionProof,
    /** The signed checkpoint of a size, or the last one before it. */
    checkpointOf: async (tx: Tx, size: number): Promise<string> => (await checkpointUpTo(tx, size))?.note ?? '',
    /** A tile of the tree of so many entries. */
    tile: readTile,
    /** Entries `[from, from + count)` as they are stored. */
    page: entriesFrom,
    consistencyProof,
    /** Destroys what entries commit to, with its salts; an `erasure` entry is to say so in the same transaction. */
    destroyPayloads,
    verifySince: verifiedSince(isHere),
    verify: (org: string, seen?: Parameters<typeof verifyLog>[2]) => verifyLog(db, org, seen),
    verifyIn: verifyLogIn,
  };
}

/** The end of a log, from where it was verified before; null: all of it, which must be signed by a key that is here. */
const verifiedSince =
  (isHere: (org: string, verifier: string) => boolean) =>
  async (tx: Tx, org: string, from: Place | null, seen: Parameters<typeof verifySince>[2]) => {
    const verified = await verifySince(tx, from, seen);
    if (verified === null || from !== null || isHere(org, verified.place.verifier)) return verified;
    const damage = { position: null, what: 'the log is signed by a key that this installation does not have' };
    return { ...verified, damages: [...verified.damages, damage] };
  };

const emptyHead = (given: Pick<Head, 'origin' | 'verifier' | 'received'>): Head => ({
  ...given,
  size: 0,
  frontier: frontierBytes(EMPTY),
  epoch: 1,
});

/** An entry, what is left of its payload, and the proof of its place under the latest checkpoint. */
async function provenEntry(tx: Tx, position: number) {
  const { size } = (await head(tx)) ?? noLog();
  const [stored] = await entriesFrom(tx, position, 1);
  if (stored?.position !== position) throw new DomainError('position_unknown', { position, size });
  const proof = await inclusionProof(tx, position, size);
  const checkpoint = (await checkpointUpTo(tx, size))?.note ?? '';
  const parsed = parseEntry(stored.entry);
  return { ...stored, kind: parsed.kind, parsed, size, proof, checkpoint };
}

/** Opens the key that a log's head names, once; and makes new ones. */
function signersOf(keys: SigningKeys) {
  const opened = new Map<string, Signer>(); // opening a key costs more than signing with it
  return {
    signerFor: (org: string, { origin, verifier }: Pick<Head, 'origin' | 'verifier'>): Signer => {
      const known = opened.get(verifier);
      if (known !== undefined) return known;
      const signer = signerOf(origin, 'log', keys.withId(org, verifier));
      opened.set(verifier, signer);
      return signer;
    },
    isHere: (org: string, verifier: string): boolean => {
      try {
        keys.withId(org, verifier);
        return true;
      } catch {
        return false;
      }
    },
    newSigner: (org: string, origin: string): Signer =>
      signerOf(
        origin,
        'log',
        keys.add(org, (made) => verifierKey(signerOf(origin, 'log', made))),
      ),
  };
}

const noLog = (): never => {
  throw new DomainError('log_missing');
};
