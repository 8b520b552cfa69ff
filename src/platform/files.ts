import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
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
