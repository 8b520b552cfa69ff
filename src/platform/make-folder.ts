import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it, where they are not there. One by one: the runtime's own way tries again for ever
 * where a file system says of what cannot be made that its folder is not there, as /proc does.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at); at = path.dirname(at)) missing.push(at);
  for (const each of missing.reverse()) {
    try {
      mkdirSync(each, { mode });
    } catch (error) {
      if (statSync(each, { throwIfNoEntry: false })?.isDirectory() !== true) throw error; // nor did another make it
    }
  }
}
