const LONGEST = 120;

/** What a list calls a task whose words are long: its first sentence, or as many whole words as there is room for. */
export function titleOf(words: string): string {
  const [sentence = ''] = words.split(/(?<=[.!?])\s|\n/u);
  const first = sentence.trim().replace(/\.$/u, '');
  if (first.length <= LONGEST) return words.trim().replace(/\.$/u, '') === first ? words.trim() : first;
  return `${first.slice(0, LONGEST).replace(/\s+\S*$/u, '')} …`;
}
