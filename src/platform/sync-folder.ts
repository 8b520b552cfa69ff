import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes durable what a folder lists: a file that was moved into it is there after a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
