import { type ClaimGround, claimsIn } from './claims.ts';
import type { TrustContent } from './content.contract.ts';
import { textOfMark } from './mark.ts';

/** A text that people typed, and its place in the content. */
type Said = readonly [where: string, text: string];

/**
 * Places whose form leaves no room for a sentence: days, addresses, ids, colors, names from a list. Everything else
 * that is text is said to readers, so that a field that comes later is looked at without anybody thinking of it.
 */
const NOT_SAID: readonly RegExp[] = [
  /^look\.(website|accent)$/,
  /^controls\.\d+$/,
  /^faq\.\d+\.(topic|controls\.\d+)$/,
  /^subprocessors\.list\.\d+\.(since|address)$/,
  /^subprocessors\.changes\.\d+\.from$/,
  /^certifications\.\d+\.(until|address)$/,
  /^policies\.\d+\.address$/,
  /^updates\.\d+\.(id|day)$/,
  /^contact\.(email|disclosure|encryption|acknowledgments)$/,
  /^(uptime|domain)$/,
];

/** Every text that people typed and readers will read, by its place. */
export function textsOf(content: TrustContent): readonly Said[] {
  return [...textsIn(content, '')].flatMap(([where, text]): Said[] => {
    if (where === 'look.mark') return [[where, textOfMark(text)]];
    const at = /^faq\.(\d+)\.question$/.exec(where)?.[1];
    const asked = at === undefined ? undefined : content.faq[Number(at)];
    if (asked !== undefined && claimsNothing(asked)) return [];
    return NOT_SAID.some((form) => form.test(where)) ? [] : [[where, text]];
  });
}

function* textsIn(value: unknown, where: string): Generator<Said> {
  if (typeof value === 'string') yield [where, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value))
      yield* textsIn(member, where === '' ? name : `${where}.${name}`);
}

/** Asks whether it is so, and nothing besides; `Why are we …?` says that we are. */
const WHETHER =
  /^(?:are|is|do|does|did|have|has|can|will) (?:you|your|we|our|they|the|it|there|all|any)\b(?!.*[.!?;:].)(?!.*\b(?:that|because|since|why|how|being|already)\b)/i;
/** An answer that begins by saying that it is not so. */
const DENIES =
  /^(?:no|not|nobody|none|nothing|never|neither)\b|^(?:we|it|there|they|soc ?2)\b[^.!?;:,]{0,40}\b(?:not|no|none|nobody|never)\b|^(?:we|it|there|they)\b[^.!?;:,]{0,20}n[’']t\b/i;

/** One that begins by saying that it is yet to come. */
const NOT_YET =
  /^(?:we|it|our|the|that|this)\b[^.!?;:]{0,60}\b(?:prepar\w+|plan(?:s|ned|ning)?|expect(?:s|ed)?|aim\w*|intend\w*|work(?:s|ing)? (?:on|towards?)|not yet|yet to)\b/i;

/** To ask whether something is so claims nothing where the answer is no, or not yet; with a yes under it, it is the claim. */
const claimsNothing = ({ question, answer }: TrustContent['faq'][number]): boolean =>
  WHETHER.test(question.trim()) && (DENIES.test(answer.trim()) || NOT_YET.test(answer.trim()));

/** What a text at a place claims; who issued a certificate is said beside its name. */
export const claimsAt = ([where, text]: Said, ground: ClaimGround) =>
  claimsIn(where, text, /^certifications\.\d+\.(name|by)$/.test(where) ? { ...ground, namesIssuer: true } : ground);
