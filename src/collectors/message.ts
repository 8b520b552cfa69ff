import { z } from 'zod';

const LONGEST_PATTERN = 200;
const LONGEST_TITLE = 1_000;
const MOST_MATCHES = 1_000;
/** How much of a text is searched. */
const SEARCHED = 20_000;

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** What a company's own marks look like in a text that its people write. */
export const Pattern = z
  .string()
  .min(1)
  .max(LONGEST_PATTERN)
  .refine(compiles, 'not a regular expression')
  .describe('A regular expression, with the flag u.');

/** The first line that says something; null when none does. */
export function titleOf(message: string): string | null {
  const [line = ''] = message.trimStart().split('\n', 1);
  const title = line.trim();
  if (title === '') return null;
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}

export const matchOf = (text: string, pattern: string): RegExpExecArray | null =>
  new RegExp(pattern, 'u').exec(text.slice(0, SEARCHED));

/** Everything different that a pattern finds. */
export function matchesIn(text: string, pattern: string): readonly string[] {
  const found = new Set<string>();
  for (const [match] of text.slice(0, SEARCHED).matchAll(new RegExp(pattern, 'gu'))) if (match !== '') found.add(match);
  return [...found].slice(0, MOST_MATCHES);
}
