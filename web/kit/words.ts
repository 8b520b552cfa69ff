import { withDays } from './when.ts';

/** What people write in capitals. */
const CAPITALS: ReadonlySet<string> = new Set(['hr', 'id', 'mfa', 'url']);

/**
 * A name as it is written in files and commands, such as `access-grant` or `mergedAt`, in the words that a screen has
 * for it: "Access grant", "Merged at". Where somebody must type it, the name itself stands.
 */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return capital(words);
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Words of which something else is made, such as a reason, as a sentence of their own. */
export const sentence = (words: string): string => `${capital(words)}.`;

/** The same within a sentence or a list. */
export const amid = (name: string): string => {
  const words = inWords(name);
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
};

/**
 * A reason as a page says it: with days as people write them, and without the id of the check that it begins with, or
 * the population that it says in words.
 */
export const reasonShown = (reason: string): string =>
  withDays(
    reason
      .replace(/^(?:[a-z-]+\.[a-z-]+: |[a-z-]+: (?=no source tells of ))/, '')
      .replace(/\(([\d,]+) looked at\)/, '($1\u{a0}looked\u{a0}at)'),
  );

/** So many letters of a text stand in a row of a table. */
const IN_ROW = 110;

/** As much of a text as a row has room for, of whole words. */
export function beginning(text: string, most = IN_ROW): string {
  if (text.length <= most) return text;
  const whole = text.slice(0, most + 1).replace(/\s+\S*$/, '');
  return `${whole.slice(0, most).replace(/[\s,;:–-]+$/, '')}\u{a0}…`; // which stands in no line of its own
}

/** What is said of several things stands in a line each: the sentence before them. */
export const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const AND = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** So many parts of a sentence as one: "a, b, and c". */
export const enumerated = (parts: readonly string[]): string => AND.format(parts);
