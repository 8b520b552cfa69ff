import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';

/** A file that is written from front to back, and is there when it is complete, or not at all. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
}

/** Runs `work` with a writer; the file takes its place, synced, when `work` is done, and nothing is left when it throws. */
export async function writeFileWhole<T>(file: string, work: (writer: FileWriter) => Promise<T>): Promise<T> {
  const target = path.resolve(file);
  await mustBeReplaceable(target);
  const draft = `${target}.${process.pid}.draft`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const result = await work({ write: (bytes) => writeAll(handle, bytes) });
    await handle.sync();
    await handle.close();
    await rename(draft, target);
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
