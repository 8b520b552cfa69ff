import { DomainError } from '#/core/errors.ts';

/** RFC 7644 §3.12: what was wrong with a request, as a directory understands it. */
export type ScimType = 'invalidFilter' | 'invalidSyntax' | 'invalidPath' | 'invalidValue' | 'uniqueness' | 'tooMany';

export function refuse(type: ScimType, because: string): never {
  throw new DomainError('directory_refused', { type, because });
}
