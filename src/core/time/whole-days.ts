const DAY = /\b(\d{1,2}) ((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*) (\d{4})\b/g;

/** A sentence whose days are broken over no two lines, such as `3 March 2026`. */
export const wholeDays = (sentence: string): string => sentence.replaceAll(DAY, '$1\u{a0}$2\u{a0}$3');
