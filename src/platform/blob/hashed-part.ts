import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';

/** Bytes of a file, and their SHA-256: 64 lowercase hexadecimal digits. */
export interface HashedPart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** So many bytes of an open file, from one of them on. */
export interface Part {
  readonly handle: number;
  readonly offset: number;
  readonly length: number;
}

/** What is read at once: so little that it is still in the processor's cache when it is hashed. */
const WINDOW = 2 ** 18;

/** Reads a part and hashes it in one go. Throws RangeError where the file ends before, and what the file system says. */
export function hashedPart({ handle, offset, length }: Part): HashedPart {
  const bytes = new Uint8Array(length);
  const whole = createHash('sha256');
  for (let done = 0; done < length; ) {
    const count = readSync(handle, bytes, done, Math.min(WINDOW, length - done), offset + done);
    if (count === 0) throw new RangeError(`the file ends at byte ${offset + done}, in the middle of something`);
    whole.update(bytes.subarray(done, done + count));
    done += count;
  }
  return { bytes, sha256: whole.digest('hex') };
}
