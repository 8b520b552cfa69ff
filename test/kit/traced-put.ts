/** Puts a blob while every call to the file system is written down, and says them in their order. */
import fs, { type PathLike } from 'node:fs';
import { hash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const steps: string[] = [];
const { mkdir, open, rename } = fs.promises;
const traced = {
  mkdir: async (...given: Parameters<typeof mkdir>) => {
    steps.push('mkdir');
    return mkdir(...given);
  },
  open: async (file: PathLike, ...given: readonly [(string | number)?, (string | number)?]) => {
    const handle = await open(file, ...given);
    const isDraft = String(file).endsWith('.draft');
    if (isDraft) steps.push('open draft');
    const [sync, writeFile] = [handle.sync.bind(handle), handle.writeFile.bind(handle)];
    handle.sync = async () => {
      await sync();
      steps.push(isDraft ? 'sync draft' : 'sync folder');
    };
    handle.writeFile = async (data) => {
      await writeFile(data);
      steps.push('write');
    };
    return handle;
  },
  rename: async (...given: Parameters<typeof rename>) => {
    await rename(...given);
    steps.push('rename');
  },
};
Object.assign(fs.promises, traced);
syncBuiltinESMExports();
const { folderBlobs } = await import('#/platform/blob/folder.ts');
const bytes = Buffer.from('some bytes');
await folderBlobs(path.join(process.argv[2] ?? '', 'blobs')).put('artifacts', hash('sha256', bytes), bytes);
steps.push('acknowledged');
process.stdout.write(`${JSON.stringify(steps)}\n`);
