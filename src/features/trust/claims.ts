import { CLAIM_RULES, type ClaimRule, type Opinion, SOC } from './claim-rules.ts';
import { firmNamedIn } from './firm-names.ts';

/** What a text that people typed must not say, where it stands, and what to say instead. */
export interface Claim {
  readonly where: string;
  readonly found: string;
  readonly because: string;
  readonly instead: string;
}

/** What may be said at all depends on whether there is a report, what it says, who is engaged, and what they agreed to. */
export interface ClaimGround {
  readonly hasReport: boolean;
  /** Of the reports one is on a window; left out: as there is a report. */
  readonly hasTypeTwo?: boolean;
  /** Every category of which a report speaks; left out: nobody knows. */
  readonly categories?: readonly string[];
  /** A CPA firm is engaged for an examination that has no report yet. */
  readonly hasFirm?: boolean;
  /** Of which kind its opinion is, where the firm lets that be told. */
  readonly opinion?: Opinion;
  /** The report says that it holds no exceptions, as two people confirmed. */
  readonly saysNoExceptions?: boolean;
  /** Firms that did not agree to be named, as their letters and reports name them. */
  readonly unnamed?: readonly string[];
  /** The text is the name of a certificate, and beside it stands who issued it. */
  readonly namesIssuer?: true;
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
export function claimsIn(where: string, text: string, ground: ClaimGround): readonly Claim[] {
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
    const claim = claimIn(sentence, ground);
    if (claim !== null) found.push({ where, ...claim });
  }
  return found;
}

function claimIn(sentence: string, ground: ClaimGround): Omit<Claim, 'where'> | null {
  for (const { because, instead, ...rule } of CLAIM_RULES) {
    const found = saidIn(rule, sentence, ground);
    if (found !== null) return { found, because, instead };
  }
  const category = categoryBeyond(sentence, ground);
  if (category !== null) return { found: category, ...BEYOND };
  // Who issued a certificate of another kind is said whether or not they agreed to be named as who examines.
  const firm = ground.namesIssuer === true ? null : firmNamedIn(sentence, ground.unnamed ?? []);
  return firm === null ? null : { found: firm, ...UNNAMED };
}

/** What a report is said to cover. */
const COVERS =
  /(?<!\b(?:an?|every|each|any) )\b(?:soc[\s-]*[123](?: type (?:1|2|i|ii))? report|type (?:1|2|i|ii) report|(?:our|the|its) (?:latest |last |current |first )?report)\b[^.;]{0,30}?\b(?:cover(?:s|ed|ing)?|includ(?:es?|ed|ing)|spans?|on|relevant to)\b([^.;]*)/i;
const CATEGORY =
  /\b(security|availability|processing integrity|confidentiality|privacy)\b(?! (?:notice|policy|policies|law|laws|team|officer|program|page|review|incident|question))/gi;

/** A category that a report is said to speak of, and none does; null: there is none. */
function categoryBeyond(sentence: string, { hasReport, categories }: ClaimGround): string | null {
  if (!hasReport || categories === undefined) return null;
  const covers = COVERS.exec(sentence);
  if (covers === null || isNotThere(sentence.slice(0, covers.index + covers[0].length - (covers[1] ?? '').length), ''))
    return null;
  const named = [...(covers[1] ?? '').matchAll(CATEGORY)].map(({ 0: name }) => name);
  return named.find((name) => !categories.includes(name.toLowerCase().replace(' ', '-'))) ?? null;
}

const BEYOND = {
  because: 'No report that is recorded speaks of this category.',
  instead: 'Leave the categories to the status sentence, which tells them of each report.',
};

const UNNAMED = {
  because: 'It names the CPA firm, and that the firm agreed to be named is recorded nowhere.',
  instead:
    'Leave the name out, or record the consent of the firm: with the facts of its report, or in the overview while it is engaged.',
};

/** The words of a sentence that claim it; null: none does. */
function saidIn(rule: Omit<ClaimRule, 'because' | 'instead'>, sentence: string, ground: ClaimGround): string | null {
  if (isBorneOut(rule, ground) || !isAbout(rule, sentence, ground)) return null;
  for (const { 0: words, index } of sentence.matchAll(new RegExp(rule.says, 'gi'))) {
    const [before, after] = [sentence.slice(0, index + words.length), sentence.slice(index + words.length)];
    if (rule.evenDenied === true || !isDenied(rule, before, after)) return words;
  }
  return null;
}

function isDenied(rule: Rule, before: string, after: string): boolean {
  if (rule.untilFirm === true) return LATER.test(before) || DENIED_BEFORE.test(before);
  const isOfReport = rule.untilReport === true || rule.untilTypeTwo === true || rule.untilOpinion !== undefined;
  return isOfReport ? isNotThere(before, after) : DENIED.test(before);
}

type Rule = Pick<
  ClaimRule,
  'about' | 'unless' | 'untilReport' | 'untilTypeTwo' | 'untilOpinion' | 'untilNoExceptions' | 'untilFirm'
>;

const isBorneOut = (
  { untilReport, untilTypeTwo, untilOpinion, untilNoExceptions, untilFirm }: Rule,
  { hasReport, hasTypeTwo = true, opinion, saysNoExceptions = false, hasFirm = false }: ClaimGround,
): boolean =>
  (untilReport === true && hasReport) ||
  (untilTypeTwo === true && (hasTypeTwo || !hasReport)) || // without any report, other rules look at it
  (untilOpinion !== undefined && untilOpinion === opinion) ||
  (untilNoExceptions === true && saysNoExceptions) ||
  (untilFirm === true && hasFirm);

/** What is about another scheme, or the name of one whose issuer is said beside it, is let be where it says nothing of SOC. */
const isAbout = ({ about, unless }: Rule, sentence: string, { namesIssuer }: ClaimGround): boolean =>
  (about === undefined || about.test(sentence)) &&
  (unless === undefined || !(namesIssuer === true || unless.test(sentence)) || SOC.test(sentence));

/** A denial; not of `not only`, `no doubt` and `with no exceptions`, which claim all the more. */
const NO = String.raw`\b(?:(?:not|never)(?! (?:only|just|merely|simply)\b)|nobody|none|cannot|(?:is|are|was|were|have|has|do|does)n[’']t|(?<!\bwith )no(?! (?:doubt|question)\b))\b`;

/** `We are not SOC 2 certified` is as true as anything. */
const DENIED = new RegExp(String.raw`${NO}(\s+\S+){0,4}$`, 'i');
/** Of a report that is not there more words stand between, up to the end of what is denied. */
const DENIED_BEFORE = new RegExp(String.raw`${NO}(?:(?!\band\b|\bbut\b)[^,;:])*$`, 'i');
const DENIED_AFTER =
  /^\s+(not|none|nothing|yet to|no(\s+\S+){0,4}\s+(report|attestation|audit|examination|opinion)s?)\b/i;
/** What is yet to come is not claimed to be there. */
const TO_COME =
  /\b(yet|until|plan(s|ned|ning)?|prepar(e|es|ing)|expect(s|ed)?|intend(s|ed)?|aim(s|ing)?|towards?|working on|in progress)\b/i;

/** What is said of a time that is yet to come; `in progress` is none, where it is the progress of an examination. */
const LATER =
  /\b(once|when|whenever|after|before|until|if|as soon as|plan(s|ned|ning)?|prepar(e|es|ing)|expect(s|ed)?|intend(s|ed)?|aim(s|ing)?|towards?)\b/i;

const isNotThere = (before: string, after: string): boolean =>
  TO_COME.test(before) || DENIED_BEFORE.test(before) || DENIED_AFTER.test(after);

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n|\n(?=\s*[-*•])/)
    .flatMap((part) => plain(part).split(/(?<=[.!?])\s+/))
    .filter((sentence) => sentence.trim() !== '');
