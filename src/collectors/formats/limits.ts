import { DomainError } from '#/core/errors.ts';

/** The most that is read of one file. Beyond it the whole file is refused; nothing is cut off. */
export const LIMITS = {
  bytes: 64 * 2 ** 20,
  /** Of the parts of an archive together, unpacked. */
  unpacked: 128 * 2 ** 20,
  rows: 200_000,
  columns: 1_000,
  /** Rows times columns, gaps included. */
  cells: 5_000_000,
  /** Characters of one row. */
  row: 4_000_000,
  /** Characters of one cell. */
  cell: 100_000,
  /** Objects and lists within each other. */
  depth: 64,
} as const;

/** A file as it was received; the name is for people. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Throws `file_too_large` where `found` is more than the limit. */
export function within(limit: Exclude<keyof typeof LIMITS, 'row' | 'cell' | 'depth'>, found: number, file: string) {
  if (found <= LIMITS[limit]) return;
  const what = limit === 'unpacked' ? 'bytes when unpacked' : limit;
  throw new DomainError('file_too_large', { file, found, what, most: LIMITS[limit] });
}
