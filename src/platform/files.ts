import { mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { writeFileWhole } from './file-writer.ts';

/** Files outside the data's own areas, written so that what was said to be written stays. */
export interface Files {
  /** The whole file, in a folder that is made if it is not there. */
  write(file: string, bytes: Uint8Array): Promise<void>;
  /** At the end of a file, which is made if it is not there; its folder must be. */
  append(file: string, text: string): Promise<void>;
}

export const files: Files = {
  write: async (file, bytes) => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileWhole(file, (writer) => writer.write(bytes));
  },
  append: async (file, text) => {
    const handle = await open(file, 'a');
    try {
      await handle.appendFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** More than anything takes of one file; a device or a pipe may never end. */
const MOST = 2 ** 29;

/** The bytes of a file that somebody named; throws `file_too_large` as soon as it has more than is ever taken. */
export async function readWhole(file: string, most = MOST): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file, 'r');
  const chunks: Uint8Array[] = [];
  let found = 0;
  for await (const chunk of handle.createReadStream({ highWaterMark: 2 ** 20 }) as AsyncIterable<Uint8Array>) {
    found += chunk.length;
    if (found > most) throw new DomainError('file_too_large', { file, found, what: 'bytes', most });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** When a file was last written, in milliseconds since 1970; null of a folder, a device or a pipe. */
export async function changedAt(file: string): Promise<number | null> {
  const found = await stat(file);
  return found.isFile() ? Math.floor(found.mtimeMs) : null;
}
