/** A stretch of words that both have, that only the earlier text has, or that only the later one has. */
export interface Stretch {
  readonly kind: 'same' | 'gone' | 'new';
  readonly words: string;
}

/** What of a text became another, by whole words: the longest words in common stay. */
export function changesBetween(before: string, after: string): readonly Stretch[] {
  const [old, now] = [before, after].map((text) => text.split(/\s+/).filter((word) => word !== '')) as [
    string[],
    string[],
  ];
  const common = commonLengths(old, now);
  const steps: { kind: Stretch['kind']; word: string }[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      steps.push({ kind: 'same', word: left });
      [i, j] = [i + 1, j + 1];
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      steps.push({ kind: 'gone', word: left });
      i += 1;
    } else {
      steps.push({ kind: 'new', word: right ?? '' });
      j += 1;
    }
  }
  return joined(steps);
}

type Lengths = readonly (readonly number[])[];
const at = (lengths: Lengths, i: number, j: number): number => lengths[i]?.[j] ?? 0;

/** For each two places, how many words the rests have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): Lengths {
  const lengths = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function joined(steps: readonly { readonly kind: Stretch['kind']; readonly word: string }[]): readonly Stretch[] {
  const stretches: { kind: Stretch['kind']; words: string }[] = [];
  for (const { kind, word } of steps) {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.words += ` ${word}`;
    else stretches.push({ kind, words: word });
  }
  return stretches;
}
