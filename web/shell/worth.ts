import type { Found } from './finding.ts';

/** How well something fits all words that are wanted; 0: not at all. Words at the start of the name count most; then anywhere in it; then what it is also known by. */
export function worthOf({ label, also = '', kind }: Pick<Found, 'label' | 'also' | 'kind'>, wanted: readonly string[]) {
  const [name, other] = [label.toLowerCase(), `${also} ${kind}`.toLowerCase()];
  const worths = wanted.map((word) => {
    if (name.startsWith(word)) return 4;
    if (name.includes(` ${word}`)) return 3;
    if (other.split(/[\s.@-]+/).some((part) => part.startsWith(word))) return 2;
    return name.includes(word) || other.includes(word) ? 1 : 0;
  });
  return worths.includes(0) ? 0 : worths.reduce<number>((sum, worth) => sum + worth, 1);
}
