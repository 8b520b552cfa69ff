const LONGEST = 100;
const LEAST = 2;
/** What may say who somebody is, or leads elsewhere, is not kept: addresses, links, numbers of telephones and cards. */
const TELLING = /@|:\/\/|www\.|\d(?:[\s().-]?\d){5,}/;

/** Words that were looked for, in the form in which they are counted; null: they are not kept. */
export function searchWords(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  const isKept = words.length >= LEAST && words.length <= LONGEST && /\p{L}/u.test(words) && !TELLING.test(words);
  return isKept ? words : null;
}
