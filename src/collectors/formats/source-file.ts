import { hash } from 'node:crypto';
import type { Json, Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { memberOf } from './json.ts';
import { type NamedBytes, within } from './limits.ts';

/**
 * Reads the file of a source. Its name is the last part of its path; of one that was handed in, the name under which it
 * was. Throws `file_unreadable` or `file_too_large`.
 */
export async function sourceFile(
  { readFile, fileHandedIn }: Pick<Tools, 'readFile' | 'fileHandedIn'>,
  path: string,
): Promise<NamedBytes> {
  const handed = await fileHandedIn?.(path);
  if (handed !== undefined && handed !== null) {
    within('bytes', handed.bytes.length, handed.name);
    return handed;
  }
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const bytes = await readFile(path).catch((error: unknown) => {
    if (error instanceof DomainError) throw error;
    throw new DomainError('file_unreadable', { file: path, because: reasonOf(error) }, { cause: error });
  });
  within('bytes', bytes.length, name);
  return { name, bytes };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'access to it is denied',
  EISDIR: 'it is a folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'reading it failed' : code);
}

/** What tells two readings of a file apart: its bytes, and what is made of them. */
export const readingOf = ({ bytes }: NamedBytes, settings: unknown, version: number): string =>
  hash('sha256', JSON.stringify([hash('sha256', bytes), version, settings]));

/** What a cursor keeps by a name; undefined: nothing. */
export const keptIn = (cursor: Json | null, name: string): unknown =>
  typeof cursor === 'object' && cursor !== null ? memberOf(cursor, name) : undefined;

/** The reading that a cursor keeps, if it keeps one. */
export function readingIn(cursor: Json | null): string | null {
  const kept = keptIn(cursor, 'reading');
  return typeof kept === 'string' ? kept : null;
}
