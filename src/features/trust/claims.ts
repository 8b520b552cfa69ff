import { CLAIM_RULES, type ClaimRule, SOC } from './claim-rules.ts';

/** What a text that people typed must not say, where it stands, and what to say instead. */
export interface Claim {
  readonly where: string;
  readonly found: string;
  readonly because: string;
  readonly instead: string;
}

/** What may be said at all depends on whether there is a report. */
export interface ClaimGround {
  readonly hasReport: boolean;
}

/** Letters that look alike are one letter, and what nobody sees is nothing: a claim does not hide behind either. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}|\p{Mn}|\u00AD/gu, '')
    .replaceAll(/[*_`~]/g, '')
    .replaceAll(/\s+/g, ' ');

const MIXED =
  /\p{L}*(?:\p{Script=Latin}(?:\p{Script=Cyrillic}|\p{Script=Greek})|(?:\p{Script=Cyrillic}|\p{Script=Greek})\p{Script=Latin})\p{L}*/u;

/** Claims in one text, sentence by sentence. */
export function claimsIn(where: string, text: string, { hasReport }: ClaimGround): readonly Claim[] {
  const mixed = MIXED.exec(text.normalize('NFKC'))?.[0];
  const found: Claim[] =
    mixed === undefined
      ? []
      : [
          {
            where,
            found: mixed,
            because: 'The word has letters of two alphabets, so nobody can tell what it says.',
            instead: 'Write it anew.',
          },
        ];
  for (const sentence of sentencesOf(text)) {
    const rule = CLAIM_RULES.find((each) => holds(each, sentence, hasReport));
    if (rule !== undefined)
      found.push({
        where,
        found: rule.says.exec(sentence)?.[0] ?? sentence,
        because: rule.because,
        instead: rule.instead,
      });
  }
  return found;
}

function holds(
  { says, about, unless, untilReport, evenDenied }: ClaimRule,
  sentence: string,
  hasReport: boolean,
): boolean {
  if (untilReport === true && (hasReport || TO_COME.test(sentence))) return false;
  const at = says.exec(sentence);
  if (at === null || (about !== undefined && !about.test(sentence))) return false;
  if (unless?.test(sentence) === true && !SOC.test(sentence)) return false;
  return evenDenied === true || !DENIED.test(sentence.slice(0, at.index + at[0].length));
}

/** A sentence that speaks of what is not there, or is yet to come, claims nothing. */
const TO_COME =
  /\b(no|not|never|without|yet|until|plan(s|ned|ning)?|prepar(e|es|ing)|expect(s|ed)?|intend(s|ed)?|aim(s|ing)?|towards?|working on|in progress|isn[’']t|haven[’']t|hasn[’']t|don[’']t|doesn[’']t)\b/i;

/** `We are not SOC 2 certified` is as true as anything. */
const DENIED = /\b(not|never|nobody|no|isn[’']t|aren[’']t|cannot)(\s+\S+){0,4}$/i;

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n|\n(?=\s*[-*•])/)
    .flatMap((part) => plain(part).split(/(?<=[.!?])\s+/))
    .filter((sentence) => sentence.trim() !== '');
