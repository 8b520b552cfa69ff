import { DomainError } from '#/core/errors.ts';
import { placeInWords, type Value } from '#/features/reports/place-words.contract.ts';

/** What the server says of facts that it refuses, with the place in words of the screen. */
export function inScreenWords(error: unknown, facts: Value): unknown {
  if (!(error instanceof DomainError && error.code === 'input_invalid')) return error;
  const { where, because = '' } = error.facts;
  const place = String(where);
  if (!place.startsWith('facts.')) return error;
  return new DomainError('input_invalid', { where: placeInWords(place.slice('facts.'.length), facts), because });
}
