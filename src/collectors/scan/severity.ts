import type { Severity } from '#/core/populations/vulnerability.ts';

/** The words of the tools; what is not among them is not known. */
const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  fatal: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  negligible: 'low',
  informational: 'none',
  info: 'none',
  none: 'none',
};

/** A severity normalized, beside the word or number that the tool gave. */
export interface Rated {
  readonly severity?: Severity;
  readonly statedSeverity?: string;
}

/** From most to least; a severity that is not known comes last. */
const ORDER: readonly (Severity | undefined)[] = ['critical', 'high', 'medium', 'low', 'none', undefined];
export const rankOf = ({ severity }: Rated): number => ORDER.indexOf(severity);

export function ratedByWord(word: string | null | undefined): Rated {
  if (word === null || word === undefined || word === '') return {};
  const severity = Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()] : undefined;
  return { statedSeverity: word, ...(severity === undefined ? {} : { severity }) };
}

/** By the bands of CVSS 3 and 4 (qualitative severity rating scale). */
export function ratedByScore(score: number, stated: string = String(score)): Rated {
  if (!(score >= 0 && score <= 10)) return { statedSeverity: stated };
  const severity = score === 0 ? 'none' : score < 4 ? 'low' : score < 7 ? 'medium' : score < 9 ? 'high' : 'critical';
  return { severity, statedSeverity: stated };
}

export const worst = (all: readonly Rated[]): Rated =>
  all.reduce<Rated>((a, b) => (rankOf(b) < rankOf(a) ? b : a), all[0] ?? {});
