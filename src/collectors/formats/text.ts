import { DomainError } from '#/core/errors.ts';
import { type NamedBytes, within } from './limits.ts';
import { kindOfBytes } from './signature.ts';

const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/**
 * The text of a file without its byte order mark; throws `file_kind` for what is no text, and `file_encoding` for one that
 * is not UTF-8.
 */
export function textOf({ name: file, bytes }: NamedBytes): string {
  within('bytes', bytes.length, file);
  if (UTF_16.some(([first, second]) => bytes[0] === first && bytes[1] === second))
    throw new DomainError('file_encoding', { file, because: 'it is UTF-16' });
  const found = kindOfBytes(bytes);
  if (found !== null) throw new DomainError('file_kind', { file, found, expected: 'text' });
  const text = decoded(file, bytes);
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const because = `${lineOf(text, nul)} holds a character that no text has (U+0000); it may be UTF-16, or no text at all`;
    throw new DomainError('file_encoding', { file, because });
  }
  return text;
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const loose = new TextDecoder('utf-8').decode(bytes);
    const because = `${lineOf(loose, loose.indexOf('\uFFFD'))} holds bytes of another encoding`;
    throw new DomainError('file_encoding', { file, because }, { cause: error });
  }
}

const lineOf = (text: string, at: number): string => `line ${text.slice(0, Math.max(at, 0)).split('\n').length}`;
