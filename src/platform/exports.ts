import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** An export that is there, to be read once. */
export interface OpenExport {
  readonly length: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Files that jobs wrote, for people to take away; each is named by its job alone. */
export interface Exports {
  /** Where a job writes its file; the folder is there, and nothing of an earlier try. */
  readonly place: (org: string, job: string) => Promise<string>;
  /** The file of a job; null: it is not there. */
  readonly open: (org: string, job: string) => Promise<OpenExport | null>;
  /** How many bytes it has; null: it is not there. */
  readonly size: (org: string, job: string) => Promise<number | null>;
  /** Removes all that is whole: something is not to be in any of it. */
  readonly forgetWhole: (org: string) => Promise<void>;
  /** Removes what was written before an instant, and what a killed process left half. */
  readonly forget: (org: string, before: number) => Promise<void>;
}

const WHOLE = '.tar';
const READ_AT_ONCE = 2 ** 18;

export function exportsIn(data: string): Exports {
  const folderOf = (org: string): string => path.join(data, 'exports', org);
  const fileOf = (org: string, job: string): string => path.join(folderOf(org), `${job}${WHOLE}`);
  return {
    place: async (org, job) => {
      await mkdir(folderOf(org), { recursive: true });
      // a try that was killed leaves a draft, whose name the next one may have: in a container each process has the same id
      for (const name of await readdir(folderOf(org)))
        if (name.startsWith(`${job}.tar`)) await rm(path.join(folderOf(org), name), { force: true });
      return fileOf(org, job);
    },
    open: async (org, job) => {
      const file = fileOf(org, job);
      const found = await unlessAbsent(stat(file));
      return found === null ? null : { length: found.size, bytes: bytesOf(file) };
    },
    size: async (org, job) => (await unlessAbsent(stat(fileOf(org, job))))?.size ?? null,
    forgetWhole: async (org) => {
      const names = (await unlessAbsent(readdir(folderOf(org)))) ?? [];
      for (const name of names) if (name.endsWith(WHOLE)) await rm(path.join(folderOf(org), name), { force: true });
    },
    forget: async (org, before) => {
      for (const name of (await unlessAbsent(readdir(folderOf(org)))) ?? []) {
        const file = path.join(folderOf(org), name);
        const found = await unlessAbsent(stat(file));
        if (found !== null && found.mtimeMs < before) await rm(file, { force: true });
      }
    },
  };
}

/** It is opened when somebody reads: who breaks off before that leaves nothing open, and who does later closes it. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file, { highWaterMark: READ_AT_ONCE }) as AsyncIterable<Uint8Array>;
}

async function unlessAbsent<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
