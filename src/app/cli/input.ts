import { isBlank } from '#/contract/bytes.ts';
import { DomainError } from '#/core/errors.ts';
import { readWhole } from '#/platform/files.ts';
import { isSystemFailure, whyOf } from './failures.ts';

/** The bytes of a file that a person named; throws `file_unreadable`. */
export async function bytesIn(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readWhole(file);
  } catch (error) {
    if (!isSystemFailure(error)) throw error;
    throw new DomainError('file_unreadable', { file, because: whyOf(error) }, { cause: error });
  }
}

/** The same, of a file that shows something; throws `file_empty`. */
export async function filledIn(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await bytesIn(file);
  if (isBlank(bytes)) throw new DomainError('file_empty', { file });
  return bytes;
}

export const textIn = async (file: string): Promise<string> => new TextDecoder().decode(await bytesIn(file));

/** The object in a file of JSON; throws `file_malformed` where it is none. */
export async function objectIn(file: string): Promise<Record<string, unknown>> {
  const text = await textIn(file);
  const malformed = (because: string): DomainError =>
    new DomainError('file_malformed', { file, format: 'JSON', place: 'its top', because });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw malformed(error.message);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('it is no object');
  return value as Record<string, unknown>;
}
