import { isContents } from './headings.ts';
import { wordsAt } from './lines.ts';
import type { Section } from './sections.ts';

/** Where something of a list seems to stand: a place to look at, and no fact. */
export interface Hint {
  readonly about: 'exceptions' | 'subservice' | 'cuecs' | 'incidents' | 'changes';
  readonly page: number;
  readonly words: string;
}

interface Looked {
  readonly about: Hint['about'];
  readonly words: RegExp;
  /** Only in these parts of the report; everywhere, where it has none of them. */
  readonly within: readonly Section['part'][];
}

const LOOKED: readonly Looked[] = [
  {
    about: 'exceptions',
    words:
      /(?<!\bno )(?<!\bnot )\b(?:exceptions?|deviations?)\s+(?:(?:was|were|is|are)\s+)?(?:noted|identified|found)\b|\bexceptions? \d+\b|\bmanagement['’]s? response\b/gi,
    within: ['tests', 'other'],
  },
  {
    about: 'subservice',
    words:
      /\buses? (?:an? |the )?(?:following )?(?:subservice|sub-service) organi[sz]ations?\b|\b(?:complementary )?sub-?service organi[sz]ations?(?: controls)?\b|\bcarve[- ]?out\b/gi,
    within: ['auditor', 'description'],
  },
  {
    about: 'cuecs',
    words: /\bcomplementary (?:user[- ]entity|customer) controls?\b|\buser entity (?:responsibilities|controls)\b/gi,
    within: ['description', 'tests', 'other'],
  },
  {
    about: 'incidents',
    words: /\b(?:system|security|significant) incidents?\b/gi,
    within: ['description'],
  },
  {
    about: 'changes',
    words: /\b(?:significant )?changes (?:to|in) the system\b|\bsystem changes during\b/gi,
    within: ['description'],
  },
];

/** So many places of a kind are worth a look; what is more is a word that stands everywhere. */
const MOST = 25;
const BEFORE = 60;
const SHOWN = 220;

/** One for each page and kind, where the words stand first on it. */
export function hintsIn(pages: readonly (readonly string[])[], sections: readonly Section[]): readonly Hint[] {
  return LOOKED.flatMap(({ about, words, within }) => {
    const parts = sections.filter(({ part }) => within.includes(part));
    const isWithin = (page: number): boolean =>
      parts.length === 0 || parts.some(({ from, to }) => page >= from && page <= to);
    return pages
      .flatMap((lines, at): readonly Hint[] => {
        if (!isWithin(at + 1) || isContents(lines)) return [];
        const text = lines.join(' ');
        const [first] = text.matchAll(words);
        if (first === undefined) return [];
        const start = Math.max(0, text.lastIndexOf(' ', Math.max(0, first.index - BEFORE)) + 1);
        return [{ about, page: at + 1, words: wordsAt({ text, pageAt: () => at + 1 }, start, SHOWN) }];
      })
      .slice(0, MOST);
  });
}
