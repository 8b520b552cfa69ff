import { DomainError } from '#/core/errors.ts';

export interface SystemFailure extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
  readonly port?: number;
}

/** What the operating system refused. */
export const isSystemFailure = (error: unknown): error is SystemFailure =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file and not a folder',
  EEXIST: 'it is there already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
};

export const whyOf = ({ code, message, syscall }: SystemFailure): string =>
  code === 'ENOENT' && syscall.startsWith('mkd') ? 'no folder can be made there' : (REASONS[code] ?? message);

/** An error that a person can do something about, made of one of the system; the same error where nobody can. */
export function understood(error: unknown): unknown {
  if (error instanceof DomainError || !isSystemFailure(error)) return error;
  if (error.code === 'EADDRINUSE') return new DomainError('port_taken', { port: error.port ?? '' }, { cause: error });
  if (error.path === undefined) return error;
  return new DomainError('file_unwritable', { file: error.path, because: whyOf(error) }, { cause: error });
}
