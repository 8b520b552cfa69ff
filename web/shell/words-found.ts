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
/** From so many letters on, what is typed may be the beginning of a word. */
const BEGINNING = 4;
/** So many letters from the first on make the same word, however it ends: *deviated* and *deviation*. */
const STEM = 6;
/** After a shorter beginning, what may be left of either: *sealing* and *seal*, but not *contract* and *control*. */
const ENDING = /^(?:e?s|e?d|ing|[eo]r|ions?)?$/;

/** The words of the vocabulary that somebody may ask about, the very one first. */
export function wordsFound(text: string): readonly Word[] {
  const typed = text.trim().toLowerCase();
  const forms = [typed, typed.endsWith('ies') ? `${typed.slice(0, -3)}y` : typed.replace(/s$/, '')];
  const closest = (word: string): number => Math.max(...forms.map((form) => closeness(word.toLowerCase(), form)));
  return WORDS.map((found) => ({ found, close: closest(found.word) }))
    .filter(({ close }) => close > 0)
    .toSorted((one, other) => other.close - one.close)
    .slice(0, MOST)
    .map(({ found }) => found);
}

/** How many letters are the same from the first on; the very word is closest, and 0 is another word. */
function closeness(word: string, typed: string): number {
  if (word === typed) return Number.MAX_SAFE_INTEGER;
  let same = 0;
  while (same < word.length && word[same] === typed[same]) same += 1;
  const [left, more] = [typed.slice(same), word.slice(same)];
  const isSame = same >= STEM || left === '' || (ENDING.test(left) && ENDING.test(more));
  return same >= BEGINNING && isSame ? same : 0;
}
