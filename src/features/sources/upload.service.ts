import type { Layout } from '#/collectors/file/read.ts';
import type { LookTold } from '#/collectors/file/told.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { handedIn, handedInPath } from '#/core/handed-in.ts';
import { DAY } from '#/core/time/instant.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { SourcesDeps } from './collect.service.ts';
import { forgetCauses } from './run.store.ts';
import { mustBeTaken, readersOf } from './trial.service.ts';
import { forgetUploads, insertUpload, replaceUpload, unheld, uploadWithId } from './upload.store.ts';

export interface UploadDeps extends SourcesDeps {
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** Tells of a file, which is asked for when its turn comes; a server does it beside what it answers. */
  readonly look: (file: () => Promise<NamedBytes>, layout: Layout, zone: string) => Promise<LookTold>;
}

/** Of files that no source reads, the latest few stay, and none for longer than somebody takes to connect it. */
const KEPT = 10;
const KEPT_FOR = 7 * DAY;

interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Keeps a file until a source reads it. */
export async function upload(deps: UploadDeps, { org, person }: Caller, { name, bytes }: Given) {
  const [id, sha256] = [deps.chance.newId(), sha256Hex(bytes)];
  await deps.blobs(org).put('artifacts', sha256, bytes);
  const forgotten = await deps.db.transaction(org, async (tx) => {
    await insertUpload(tx, org, { id, name, sha256, bytes: bytes.length, made: deps.chance.now(), person });
    return unreadForgotten(deps, tx);
  });
  await removed(deps.blobs(org), forgotten);
  await ensured(deps.blobs(org), 'artifacts', sha256, bytes);
  return { path: handedInPath(id, name), bytes: bytes.length };
}

/**
 * Hands in the next file for a source that reads one, which is sealed by the name that is given; without one, by that of
 * the file before. The path that its settings have stays. What a reading would refuse does not take the place of the last: that one could be read again. Nor does what the last one, once it is read, would
 * have refused: of two that are handed in at once, whichever comes second is held against the first.
 */
export async function uploadAgain(
  deps: UploadDeps,
  { org, person }: Caller,
  {
    path,
    name: given,
    bytes,
  }: { readonly path: string; readonly name?: string | undefined; readonly bytes: Uint8Array },
) {
  const [sha256, blobs] = [sha256Hex(bytes), deps.blobs(org)];
  for (;;) {
    const { id, name: before, sha256: former } = await deps.db.transaction(org, (tx) => known(tx, path));
    const name = given ?? before;
    await mustBeTaken(deps, org, id, { name, bytes });
    await blobs.put('artifacts', sha256, bytes);
    const { replaced, left } = await deps.db.transaction(org, async (tx) => {
      const row = { id, name, sha256, bytes: bytes.length, made: deps.chance.now(), person };
      const inPlace = await replaceUpload(tx, former, row);
      if (inPlace) for (const reader of await readersOf(tx, id)) await forgetCauses(tx, reader.id);
      return { replaced: inPlace, left: await unheld(tx, [inPlace ? former : sha256]) };
    });
    await removed(blobs, left);
    if (!replaced) continue; // somebody else's came first
    await ensured(blobs, 'artifacts', sha256, bytes);
    return { path: handedInPath(id, name), bytes: bytes.length, same: sha256 === former };
  }
}

const unreadForgotten = ({ chance }: Pick<UploadDeps, 'chance'>, tx: Tx): Promise<readonly string[]> =>
  forgetUploads(tx, { keep: KEPT, since: chance.now() - KEPT_FOR });

/** What was handed in, and what nobody made a source of, may be the wrong file, with people in it. */
export async function forgetOldUploads(deps: Pick<UploadDeps, 'db' | 'blobs' | 'chance'>, org: string): Promise<void> {
  const forgotten = await deps.db.transaction(org, (tx) => unreadForgotten(deps, tx));
  await removed(deps.blobs(org), forgotten);
}

async function removed(blobs: BlobStore, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await blobs.remove('artifacts', address);
}

async function known(tx: Tx, path: string) {
  const { id } = handedIn(path) ?? {};
  const found = id === undefined ? undefined : await uploadWithId(tx, id);
  if (found === undefined)
    throw new DomainError('not_found', { what: 'file that was handed in', id: path.slice(0, 200) });
  return found;
}

/**
 * A file that was handed in, by the name that the last one had for its path. Throws `not_found`, and `blob_missing` once
 * its bytes were erased.
 */
export async function fileHandedIn(
  { db, blobs }: { readonly db: Database; readonly blobs: (org: string) => BlobStore },
  org: string,
  path: string,
): Promise<NamedBytes> {
  const { name, sha256 } = await db.transaction(org, (tx) => known(tx, path));
  return { name, bytes: await blobs(org).get('artifacts', sha256) };
}
