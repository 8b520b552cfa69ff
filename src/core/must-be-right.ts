import { DomainError } from './errors.ts';

/** Throws all that is wrong as one error, the first before the others; nothing where nothing is. */
export function mustBeRight(wrong: readonly (DomainError | null)[]): void {
  const [first, ...also] = wrong.filter((each) => each !== null);
  if (first !== undefined) throw new DomainError(first.code, first.facts, { also });
}
