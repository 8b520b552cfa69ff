import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** What of this machine's files may be read. */
export interface Places {
  /** What lies in these folders; null: anything. */
  readonly folders: readonly string[] | null;
  /** Nothing that lies in these, */
  readonly never: readonly string[];
  /** but what lies in these. */
  readonly but: readonly string[];
}

/** Where a file or folder really is, links followed; null: where nothing may be read, whether it is there or not. */
export async function placeOf({ folders, never, but }: Places, file: string): Promise<string | null> {
  const real = await realPlace(file);
  if (await liesIn(real, but)) return real;
  if (await liesIn(real, never)) return null;
  return folders === null || (await liesIn(real, folders)) ? real : null;
}

/** What is not there lies where its name says: whoever reads it finds that out. */
const realPlace = (file: string): Promise<string> => realpath(file).catch(() => path.resolve(file));

async function liesIn(real: string, folders: readonly string[]): Promise<boolean> {
  const all = await Promise.all(folders.map(realPlace));
  return all.some((folder) => isWithin(real, folder));
}

/** Is it the folder, or does it lie in it? */
export function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
