import type { Flow } from './lines.ts';
import { type Proposal, proposal } from './proposals.ts';

const OPINION = /\bin our opinion\b/i;
/** How far the sentence reaches in which the kind of the opinion is said, and how much of it is shown. */
const SENTENCE = 420;
const SHOWN = 300;
/** What an adverse opinion says of the description or of the controls comes in a list of a few points. */
const LIST = 1_600;

const EXCEPT = /\bexcept for\b|\bexcept that\b/i;
const BECAUSE = /\bbecause of the (?:significance|effects?|matters?)\b/i;
const NOT =
  /\b(?:does|do|did) not (?:fairly |suitably )?(?:present|operate|provide|achieve|describe)|\b(?:was|were|is|are) not (?:suitably|effectively|presented|designed|implemented|achieved|operat|effective)/i;
const MATERIAL = /\bin all material respects\b/i;

const NONE_GIVEN =
  /\b(?:we (?:do|did) not|(?:we )?are unable to|cannot) express,? (?:and we do not express,? )?(?:an |any )?opinion\b|\bdisclaim(?:er of|s? an?) opinion\b/gi;
const NO_EVIDENCE =
  /\b(?:not able|unable) to obtain (?:sufficient|appropriate)\b|\bscope limitation\b|\bdisclaimer of opinion\b|\bbasis for disclaimer\b/i;
/** How far around it the reason stands for which none is given. */
const AROUND = 1_500;
const MOST_LOOKED_AT = 50;

const TO_THE_END = /[.;]?\s*(?:(?:adverse |qualified )?opinion|disclaimer of opinion)?\s*$/i;
const LONGEST_BASIS = 4_000;

/** The kind of the opinion, from the phrases by which the standards tell them apart; null where none of them stands there. */
export function opinionIn(flow: Flow): Proposal | null {
  const found = OPINION.exec(flow.text);
  if (found === null) return noneGiven(flow);
  const sentence = flow.text.slice(found.index, found.index + SENTENCE);
  const kind = kindOf(sentence, flow.text.slice(found.index, found.index + LIST));
  if (kind === null) return null;
  const basis = kind === 'unqualified' ? '' : basisBefore(flow, found.index);
  return proposal(
    flow,
    { index: found.index, length: Math.min(SHOWN, sentence.length) },
    { 'opinion.kind': kind, ...(basis === '' ? {} : { 'opinion.basis': basis }) },
    'opinion.page',
  );
}

function kindOf(sentence: string, list: string): 'unqualified' | 'qualified' | 'adverse' | null {
  if (BECAUSE.test(sentence) && NOT.test(list)) return 'adverse';
  const material = MATERIAL.exec(sentence);
  const before = sentence.slice(0, (material?.index ?? SENTENCE) + 60);
  if (EXCEPT.test(before)) return 'qualified';
  if (material === null) return null;
  // a list that says of one of its points that it is not so, in an opinion that is not qualified: a person looks
  return NOT.test(list.slice(0, endOfList(list))) ? null : 'unqualified';
}

/** Where the points of the opinion end and the next paragraph begins. */
function endOfList(list: string): number {
  const end =
    /\b(?:restricted use|restriction on use|other matters?|emphasis of|description of tests|this report(?:,| is intended))/i.exec(
      list,
    );
  return end?.index ?? list.length;
}

/** Reports of every kind say of some things that no opinion is given on them: only with the reason it is the opinion itself. */
function noneGiven(flow: Flow): Proposal | null {
  for (const found of [...flow.text.matchAll(NONE_GIVEN)].slice(0, MOST_LOOKED_AT)) {
    const around = flow.text.slice(Math.max(0, found.index - AROUND), found.index + AROUND);
    if (!NO_EVIDENCE.test(around)) continue;
    const start = Math.max(flow.text.lastIndexOf('. ', found.index) + 1, found.index - SHOWN / 2);
    const basis = basisBefore(flow, found.index);
    return proposal(
      flow,
      { index: start, length: SHOWN },
      { 'opinion.kind': 'disclaimer', ...(basis === '' ? {} : { 'opinion.basis': basis }) },
      'opinion.page',
    );
  }
  return null;
}

/** The paragraph that says why, word for word. */
function basisBefore({ text }: Flow, index: number): string {
  const heads = [
    ...text.slice(0, index).matchAll(/\bbasis for (?:a |an |our )?(?:qualified|adverse|disclaimer of) opinion\b/gi),
  ];
  const last = heads.at(-1);
  if (last === undefined) return '';
  const between = text.slice(last.index + last[0].length, index);
  return between.replace(TO_THE_END, '.').trim().slice(0, LONGEST_BASIS);
}
