import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import type { Area, BlobStore, Pieces, RandomAccess } from './blob-store.ts';
import { Reading } from './reading.ts';

const ADDRESS = /^[0-9a-f]{64}$/;
const PREFIX = 2;

/** A folder for each area, and in it one for each first two digits of the addresses. */
export function folderBlobs(root: string): BlobStore {
  const fileOf = (area: Area, address: string): string => {
    if (!ADDRESS.test(address)) throw new TypeError(`"${address}" is not an address`);
    return path.join(root, area, address.slice(0, PREFIX), address.slice(PREFIX));
  };
  return {
    put: async (area, address, bytes) => {
      const file = fileOf(area, address);
      if (await holds(file, bytes)) await syncedFolder(path.dirname(file));
      else await writeDurably(file, bytes);
    },
    get: async (area, address) => {
      const bytes = await readFile(fileOf(area, address)).catch((error: unknown) => missing(error, area, address));
      const digest = area === 'segments' ? address : await digestOf(bytes);
      if (digest !== address) throw new DomainError('blob_damaged', { area, address, digest });
      return bytes;
    },
    open: async (area, address) => {
      const file = fileOf(area, address);
      await stat(file).catch((error: unknown) => missing(error, area, address));
      return randomAccess(file);
    },
    remove: async (area, address) => {
      const file = fileOf(area, address);
      await rm(file, { force: true });
      await syncedFolder(path.dirname(file)).catch((error: unknown) => isMissing(error) || rethrow(error));
    },
    list: async (area) => {
      const folders = await readdir(path.join(root, area)).catch((error: unknown) =>
        isMissing(error) ? [] : rethrow(error),
      );
      const files = await Promise.all(
        folders.map(async (folder) => (await readdir(path.join(root, area, folder))).map((name) => folder + name)),
      );
      return files.flat().filter((name) => ADDRESS.test(name));
    },
  };
}

/** Of less, handing it over takes longer than the hashing. */
const LONG_BYTES = 2 ** 20;

/** The SHA-256 of bytes; of many, beside whatever goes on meanwhile. */
async function digestOf(bytes: NodeJS.ArrayBufferView<ArrayBuffer>): Promise<string> {
  if (bytes.byteLength < LONG_BYTES) return hash('sha256', bytes);
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function missing(error: unknown, area: Area, address: string): never {
  throw isMissing(error) ? new DomainError('blob_missing', { area, address }, { cause: error }) : error;
}

function rethrow(error: unknown): never {
  throw error;
}

const piecesOf = (bytes: Uint8Array | Pieces): Iterable<Uint8Array> =>
  bytes instanceof Uint8Array ? [bytes] : bytes.pieces();

/** Is exactly this there already? What another process wrote, or what was damaged since, is not taken for it. */
async function holds(file: string, bytes: Uint8Array | Pieces): Promise<boolean> {
  try {
    if ((await stat(file)).size !== bytes.length) return false;
    const there = randomAccess(file);
    try {
      let offset = 0;
      for (const piece of piecesOf(bytes)) {
        if (Buffer.compare(there.read(offset, piece.length), piece) !== 0) return false;
        offset += piece.length;
      }
      return true;
    } finally {
      there.close();
    }
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

let drafts = 0;

/** Written beside its place, synced, and moved there, so that a reader sees all of it or nothing. */
async function writeDurably(file: string, bytes: Uint8Array | Pieces): Promise<void> {
  const folder = path.dirname(file);
  await madeDurably(folder);
  drafts += 1;
  const draft = `${file}.${process.pid}.${drafts}.draft`;
  try {
    await synced(await open(draft, 'wx', 0o600), async (handle) => {
      for (const piece of piecesOf(bytes)) await handle.writeFile(piece);
    });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncedFolder(folder);
}

/** A new folder is durable when the one that lists it is. */
async function madeDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await syncedFolder(path.dirname(made));
}

const syncedFolder = async (folder: string): Promise<void> => synced(await open(folder, 'r'), async () => undefined);

async function synced(handle: FileHandle, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reading = new Reading();

function randomAccess(file: string): RandomAccess {
  const handle = openSync(file, 'r');
  const { size } = fstatSync(handle);
  const tooShort = (offset: number, length: number): RangeError =>
    new RangeError(`${file} has ${size} bytes, and not ${length} from byte ${offset} on`);
  return {
    size,
    read: (offset, length) => {
      if (offset + length > size) throw tooShort(offset, length);
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const more = readSync(handle, bytes, done, length - done, offset + done);
        if (more === 0) throw tooShort(offset, length);
        done += more;
      }
      return bytes;
    },
    hashed: async (offset, length) => {
      if (offset + length > size) throw tooShort(offset, length);
      return reading.read({ handle, offset, length });
    },
    close: () => closeSync(handle),
  };
}
