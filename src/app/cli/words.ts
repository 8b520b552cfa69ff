import { GLOBAL_OPTIONS } from './global-options.ts';

const VALUED: ReadonlySet<string> = new Set(
  GLOBAL_OPTIONS.flatMap((option) => ('value' in option ? [`--${option.name}`] : [])),
);

/** Where the words of a command line stand that are neither options nor values of the options that every command has. */
export function placesOfWords(words: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') break;
    if (VALUED.has(word)) at += 1;
    else if (!word.startsWith('-')) places.push(at);
  }
  return places;
}

/** What follows an option, as it was first written; undefined where it does not stand. */
export function optionIn(words: readonly string[], name: string): string | undefined {
  const ends = words.indexOf('--');
  const options = ends === -1 ? words : words.slice(0, ends);
  const at = options.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  return at === -1 ? undefined : (/=(.*)$/su.exec(options[at] ?? '')?.[1] ?? options[at + 1]);
}

/** A word is like another when this share of it would have to change at most. */
const LIKE = 0.4;

/** The known word that was probably meant; null when none is near. */
export function meant(word: string, known: readonly string[]): string | null {
  const [best] = known
    .map((each) => ({ each, far: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, far }) => far <= Math.max(1, Math.floor(Math.max(word.length, each.length) * LIKE)))
    .sort((a, b) => a.far - b.far);
  return best?.each ?? null;
}

/** How many letters must be put in, left out, changed or swapped with their neighbor to make one word of the other. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same];
      row.push(Math.min(...ways, swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
