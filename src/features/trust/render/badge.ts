import type { TrustFacts } from '#/features/trust/facts.ts';
import { nameOf } from '#/features/trust/facts.ts';
import { escaped } from '#/core/html.ts';
import { inWords } from '#/features/trust/days.ts';
import { statusWords } from '#/features/trust/sentence.ts';

const LABEL = 'SOC 2';
/** Wide enough for the letters of any common font, in pixels. */
const widthOf = (text: string): number => Math.ceil(text.length * 6.6) + 18;

const textAt = (at: number, fill: string, words: string): string =>
  `<text x="${at}" y="15" fill="${fill}" text-anchor="middle" font-family="system-ui,Segoe UI,Roboto,Arial,sans-serif" font-size="11">${escaped(words)}</text>`;

/** A badge that says what the page says, in a few words, and as of when. */
export function badgeOf(facts: TrustFacts): string {
  const { short } = statusWords(facts.programme, facts.content);
  const [left, right] = [widthOf(LABEL), widthOf(short)];
  const title = escaped(`${nameOf(facts)}: SOC 2, ${short}. As of ${inWords(facts.today)}.`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="22" role="img" aria-label="${title}"><title>${title}</title><rect width="${left + right}" height="22" rx="4" fill="#eef0f4"/><path d="M4 0h${left - 4}v22H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#1b2130"/>${textAt(left / 2, '#fff', LABEL)}${textAt(left + right / 2, '#1b2130', short)}</svg>\n`;
}
