import { Unzip, UnzipInflate } from 'fflate';
import { DomainError } from '#/core/errors.ts';
import { type NamedBytes, within } from './limits.ts';

/** Small enough that what one slice unpacks to, at most a thousand times as much, fits in memory. */
const SLICE = 16 * 2 ** 10;

export type Entries = Readonly<Record<string, Uint8Array>>;

/**
 * The entries of a ZIP archive whose names `wanted` accepts. What they unpack to is counted as it appears, so that an
 * archive that lies about its sizes is refused like one that does not.
 */
export function unpacked({ name: file, bytes }: NamedBytes, wanted: (name: string) => boolean): Entries {
  const parts = new Map<string, Part>();
  let total = 0;
  const unzip = new Unzip((entry) => {
    if (!wanted(entry.name)) return;
    if (parts.has(entry.name)) throw broken(file, `it holds ${entry.name} more than once`);
    const part: Part = { chunks: [], size: 0, stated: entry.originalSize ?? null, whole: false };
    parts.set(entry.name, part);
    entry.ondata = (error, chunk, final) => {
      // What is thrown in here comes back as an error.
      if (error !== null)
        throw error instanceof DomainError ? error : broken(file, `${entry.name} cannot be unpacked`, error);
      total += chunk.length;
      within('unpacked', total, file);
      part.chunks.push(chunk);
      part.size += chunk.length;
      part.whole ||= final;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += SLICE)
      unzip.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length);
  } catch (error) {
    throw error instanceof DomainError ? error : broken(file, 'it is damaged', error);
  }
  const damaged = [...parts].find(([, { whole, stated, size }]) => !whole || (stated !== null && stated !== size));
  if (damaged !== undefined) throw broken(file, `${damaged[0]} is not as long as it is said to be`);
  return Object.fromEntries([...parts].map(([name, { chunks }]) => [name, Buffer.concat(chunks)]));
}

interface Part {
  readonly chunks: Uint8Array[];
  size: number;
  /** Null where the archive tells it only behind the part. */
  readonly stated: number | null;
  whole: boolean;
}

const broken = (file: string, because: string, cause?: unknown): DomainError =>
  new DomainError('file_malformed', { file, format: 'a ZIP archive', place: 'its directory', because }, { cause });
