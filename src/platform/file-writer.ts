import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { systemChance } from './clock.ts';

/** A file that is written from front to back, and is there when it is complete, or not at all. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
}

/** What was written of a file so far. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** The same writer, which can be asked how long and what the file is. */
export class DigestingWriter implements FileWriter {
  readonly #to: FileWriter;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(to: FileWriter) {
    this.#to = to;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#to.write(bytes);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  written(): WrittenFile {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }
}

type Work<T> = (writer: FileWriter) => Promise<T>;

/** Runs `work` with a writer; the file takes its place, synced, when `work` is done, and nothing is left when it throws. */
export const writeFileWhole = <T>(file: string, work: Work<T>): Promise<T> => written(file, work, rename);

/**
 * The same, where no file is replaced, not by two at once either: throws `file_unwritable`. Once it has its place it may be
 * looked at again, and is removed where that throws.
 */
export async function writeNewFile<T>(
  file: string,
  work: Work<T>,
  look: (result: T) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  const taken = (): never => {
    throw new DomainError('file_unwritable', { file, because: 'it is there already' });
  };
  if ((await stat(file).catch(() => null)) !== null) taken();
  const result = await written(file, work, async (draft, target) => {
    // whoever makes the name has it, and puts into its place what they wrote
    const name = await open(target, 'wx', 0o600).catch((error: unknown) =>
      isThere(error) ? taken() : Promise.reject(error),
    );
    await name.close();
    await rename(draft, target);
  });
  await look(result).catch(async (error: unknown) => {
    await rm(file, { force: true });
    throw error;
  });
  return result;
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

async function written<T>(
  file: string,
  work: Work<T>,
  place: (draft: string, target: string) => Promise<void>,
): Promise<T> {
  const target = path.resolve(file);
  await mustBeReplaceable(target);
  // of its own: what a killed process left has the id of the next one, in a container
  const draft = `${target}.${systemChance.newId()}.draft`;
  // who reads of it knows the file by its name
  const handle = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  });
  try {
    const result = await work({ write: (bytes) => writeAll(handle, bytes) });
    await handle.sync();
    await handle.close();
    await place(draft, target);
    return result;
  } catch (error) {
    await handle.close().catch(() => undefined); // it may be closed already; the error that matters is the first
    await rm(draft, { force: true });
    throw error;
  }
}

/** A device, a pipe or a folder is never put away by the name of a file. Throws `file_unwritable`. */
async function mustBeReplaceable(target: string): Promise<void> {
  const there = await stat(target).catch(() => null);
  if (there !== null && !there.isFile())
    throw new DomainError('file_unwritable', {
      file: target,
      because: there.isDirectory() ? 'it is a folder' : 'what is there is no file',
    });
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
}
