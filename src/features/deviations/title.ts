const LONGEST = 120;

/** What a list calls a task whose words are long: its first sentence, or as many whole words as there is room for. */
export function titleOf(words: string): string {
  const [sentence = ''] = words.split(/(?<=[.!?])\s|\n/u);
  const first = sentence.trim().replace(/\.$/u, '');
  if (first.length <= LONGEST) return words.trim().replace(/\.$/u, '') === first ? words.trim() : first;
  return `${first.slice(0, LONGEST).replace(/\s+\S*$/u, '')} …`;
}

/** What a list does not say of it: what comes after the first sentence, or all where that was cut. */
export function restOf(words: string): string {
  const [title, whole] = [titleOf(words), words.trim()];
  return whole.startsWith(title) ? whole.slice(title.length).replace(/^[.\s]+/u, '') : whole;
}
