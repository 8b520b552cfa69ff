import { STATES } from '#web/kit/states.ts';
import { TERMS } from '#web/kit/terms.ts';
import { inWords } from '#web/kit/words.ts';

interface Word {
  readonly word: string;
  readonly means: string;
}

const WORDS: readonly Word[] = [
  ...Object.entries(TERMS).map(([word, means]) => ({ word, means })),
  ...Object.entries(STATES).map(([state, { means }]) => ({ word: inWords(state).toLowerCase(), means })),
].filter(({ word }, place, all) => all.findIndex((other) => other.word === word) === place);

const MOST = 2;
/** What an ending may take from a word: of *deviated* and *deviation* the beginning is the same. */
const ENDING = 3;
const STEM = 5;

/** The words of the vocabulary that somebody may ask about, the very one first. */
export function wordsFound(text: string): readonly Word[] {
  const typed = text.trim().toLowerCase();
  const stem = typed.slice(0, Math.max(STEM, typed.length - ENDING));
  if (typed.length < STEM - 1) return WORDS.filter(({ word }) => word.toLowerCase() === typed);
  return WORDS.filter(({ word }) => word.toLowerCase().startsWith(stem))
    .toSorted((one, other) => closeness(other.word, typed) - closeness(one.word, typed))
    .slice(0, MOST);
}

/** How many letters are the same from the first on; the very word is closest. */
function closeness(named: string, typed: string): number {
  const word = named.toLowerCase();
  if (word === typed) return Number.MAX_SAFE_INTEGER;
  let same = 0;
  while (same < word.length && word[same] === typed[same]) same += 1;
  return same;
}
