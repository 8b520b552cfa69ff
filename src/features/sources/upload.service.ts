import { wordOf } from '#/collectors/file/cell.ts';
import { type Candidate, lookAt, mappingOf, openOf, silentOf } from '#/collectors/file/look.ts';
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
import { mustBeTaken } from './trial.service.ts';
import { forgetUploads, insertUpload, replaceUpload, unheld, uploadWithId } from './upload.store.ts';

export interface UploadDeps extends SourcesDeps {
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

/** Of files that no source reads, the latest few stay, and none for longer than somebody takes to connect it. */
const KEPT = 10;
const KEPT_FOR = 7 * DAY;
const SHOWN = { rows: 5, columns: 12, cell: 60, candidates: 5 };

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
 * Hands in the next file for a source that reads one. The name that its settings have stays. What a reading would refuse
 * does not take the place of the last: that one could be read again. Nor does what the last one, once it is read, would
 * have refused: of two that are handed in at once, whichever comes second is held against the first.
 */
export async function uploadAgain(
  deps: UploadDeps,
  { org, person }: Caller,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
) {
  const [sha256, blobs] = [sha256Hex(bytes), deps.blobs(org)];
  for (;;) {
    const { id, name, sha256: former } = await deps.db.transaction(org, (tx) => known(tx, path));
    await mustBeTaken(deps, org, id, bytes);
    await blobs.put('artifacts', sha256, bytes);
    const { replaced, left } = await deps.db.transaction(org, async (tx) => {
      const row = { id, name, sha256, bytes: bytes.length, made: deps.chance.now(), person };
      const inPlace = await replaceUpload(tx, former, row);
      return { replaced: inPlace, left: await unheld(tx, [inPlace ? former : sha256]) };
    });
    await removed(blobs, left);
    if (!replaced) continue; // somebody else's came first
    await ensured(blobs, 'artifacts', sha256, bytes);
    return { path: handedInPath(id, name), bytes: bytes.length };
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

/** The bytes of a file that was handed in. Throws `not_found`, and `blob_missing` once they were erased. */
export async function uploaded(
  { db, blobs }: { readonly db: Database; readonly blobs: (org: string) => BlobStore },
  org: string,
  path: string,
): Promise<Uint8Array> {
  const { sha256 } = await db.transaction(org, (tx) => known(tx, path));
  return blobs(org).get('artifacts', sha256);
}

export interface Looking {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly items?: string | undefined;
}

/** What the columns of a file could mean, as `attestry import` shows it. Nothing of it is used before it is confirmed. */
export async function lookInto(deps: UploadDeps, { org }: Caller, { path, sheet, items }: Looking) {
  const zone = await deps.db.transaction(org, deps.zoneOf);
  const bytes: NamedBytes = { name: path.split('/').at(-1) ?? path, bytes: await uploaded(deps, org, path) };
  const layout = { headerRow: 1, items: items ?? '', ...(sheet === undefined ? {} : { sheet }) };
  const look = await lookAt(bytes, layout, zone);
  const { header, rows } = look.rows;
  const columns = [...new Set(header)].filter((name) => name !== '').slice(0, SHOWN.columns);
  return {
    format: look.format,
    total: rows.length,
    columns: columns.map((name) => name.slice(0, SHOWN.cell)),
    rows: rows.slice(0, SHOWN.rows).map(({ cell }) => columns.map((name) => wordOf(cell(name)).slice(0, SHOWN.cell))),
    presets: look.presets.map(({ id }) => id),
    candidates: look.candidates.slice(0, SHOWN.candidates).map((candidate) => shown(candidate)),
  };

  function shown(candidate: Candidate) {
    const { population, proposal } = candidate;
    return {
      population,
      fields: proposal.fields.map(({ field, column, how, open }) => ({ field, column, how, open: [...open] })),
      missing: [...proposal.missing],
      unused: proposal.unused.slice(0, 100),
      open: [...openOf(candidate, layout)],
      silent: [...silentOf(candidate, look.rows)],
      mapping: mappingOf(candidate, layout) as unknown,
    };
  }
}
