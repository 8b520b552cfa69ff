import type { Check } from './check.ts';

/** What a check judges of a control, and its statement does not say. */
export interface Unsaid {
  readonly check: string;
  /** As the library words it. */
  readonly terms: readonly string[];
  readonly sentence: string;
}

/**
 * The words that checks judge and that a statement does not say. A term lists what says it, `merged|merg`: the word of
 * the library first, then what other words for it begin with. Only words are compared: a statement that says the same
 * in words that no term lists is named as well, for a person to look at.
 */
export function unsaidIn(
  checks: readonly Pick<Check, 'id' | 'title' | 'terms'>[],
  control: string | null,
  statement: string,
): readonly Unsaid[] {
  return checks.flatMap(({ id, title, terms }) => {
    const missing = (terms[control ?? ''] ?? []).filter((term) => !says(statement, term)).map(labelOf);
    if (missing.length === 0) return [];
    const words = missing.map((word) => `“${word}”`).join(', ');
    return [
      {
        check: id,
        terms: missing,
        sentence: `The check “${title}” (${id}) judges ${words}, which the statement does not say.`,
      },
    ];
  });
}

const labelOf = (term: string): string => term.split('|', 1)[0] ?? term;

/** Whether a statement has a word, or words, that begin as one of those which say a term. */
export function says(statement: string, term: string): boolean {
  const words = ` ${statement.toLowerCase().replaceAll(/[^\p{L}\p{N}-]+/gu, ' ')}`;
  return term.split('|').some((form) => words.includes(` ${form}`));
}
