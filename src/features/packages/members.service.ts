import type { Ledger } from '#/features/ledger/index.ts';
import { entriesPath, TILE_WIDTH, tilePath, tilesOf, tileWidth } from '#/ledger/tiles.ts';
import { bundle, payloadBundle, payloadsPath } from '#/package/bundles.ts';
import { CHECKPOINT } from '#/package/log.ts';
import { END, memberHeader, padding } from '#/package/format.ts';
import type { Area, BlobStore, RandomAccess } from '#/platform/blob/blob-store.ts';
import type { Database } from '#/platform/db/database.ts';
import type { FileWriter } from '#/platform/file-writer.ts';

/** A member on its way into an archive: it is opened when it is its turn, and read piece by piece. */
export interface Outgoing {
  readonly path: string;
  readonly open: () => Promise<Opened>;
}

interface Opened {
  readonly size: number;
  readonly pieces: Iterable<Uint8Array>;
}

const CHUNK = 4 * 2 ** 20;

export const document = (path: string, bytes: Uint8Array): Outgoing => made(path, async () => bytes);

const made = (path: string, bytes: () => Promise<Uint8Array>): Outgoing => ({
  path,
  open: async () => {
    const whole = await bytes();
    return { size: whole.length, pieces: [whole] };
  },
});

/** Bytes from the blob store. */
export const stored = (blobs: BlobStore, area: Area, address: string): Outgoing => ({
  path: `${area}/${address}`,
  open: async () => {
    const file = await blobs.open(area, address);
    return { size: file.size, pieces: piecesOf(file) };
  },
});

function* piecesOf(file: RandomAccess): Generator<Uint8Array> {
  try {
    for (let at = 0; at < file.size; at += CHUNK) yield file.read(at, Math.min(CHUNK, file.size - at));
  } finally {
    file.close();
  }
}

/** The log up to a size: checkpoint, tiles, entries and what is left of their payloads. */
export function logMembers(
  db: Database,
  ledger: Ledger,
  org: string,
  { size, checkpoint }: { readonly size: number; readonly checkpoint: string },
): readonly Outgoing[] {
  const tiles = tilesOf(size).map((address) => {
    const path = `log/${tilePath(address, tileWidth(address, size))}`;
    return made(path, () => db.transaction(org, (tx) => ledger.tile(tx, address, size)));
  });
  const bundles = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, index) => {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const page = () => db.transaction(org, (tx) => ledger.page(tx, index * TILE_WIDTH, width));
    return [
      made(`log/${entriesPath(index, width)}`, async () => bundle((await page()).map(({ entry }) => entry))),
      made(`log/${payloadsPath(index, width)}`, async () => payloadBundle((await page()).map(payloadOf))),
    ];
  });
  return [document(CHECKPOINT, Buffer.from(checkpoint)), ...tiles, ...bundles.flat()];
}

const payloadOf = ({ salt, payload }: Awaited<ReturnType<Ledger['page']>>[number]) =>
  salt === null || payload === null ? null : { salt, payload };

/** Writes the manifest and then all members in the order of their paths. */
export async function writeArchive(
  writer: FileWriter,
  manifest: Outgoing,
  members: readonly Outgoing[],
  written: (done: number) => void,
): Promise<void> {
  const ordered = [manifest, ...members.toSorted((a, b) => (a.path < b.path ? -1 : 1))];
  for (const [place, member] of ordered.entries()) {
    await writeMember(writer, member);
    written(place + 1);
  }
  await writer.write(END);
}

async function writeMember(writer: FileWriter, { path, open }: Outgoing): Promise<void> {
  const { size, pieces } = await open();
  await writer.write(memberHeader(path, size));
  for (const piece of pieces) await writer.write(piece);
  await writer.write(new Uint8Array(padding(size)));
}
