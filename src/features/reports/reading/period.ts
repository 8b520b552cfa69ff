import { DATE, DAY_OF_MONTH, dayIn } from './dates.ts';
import type { Flow } from './lines.ts';
import { type Proposal, proposal } from './proposals.ts';

const WINDOW = new RegExp(
  `\\b(?:throughout|for|during|over|covering|of)?,? ?(?:the )?(?:(?:examination |reporting |review )?(?:period|window),? ?)?(?:of |from |between )?(${DATE}|${DAY_OF_MONTH}),? ?(?:to|through|thru|until|and|[-–—]),? ?(${DATE})`,
  'gi',
);
const AS_OF = new RegExp(`\\b(?:as of|as at) (${DATE})`, 'gi');
const TYPE_TWO = /\btype (?:2|ii)\b/i;
const TYPE_ONE = /\btype (?:1|i)\b/i;
/** What only a report on a window says of controls. */
const WORKED = /\boperat(?:ed|ing) effective(?:ly|ness)\b/i;

/** The type, and the window or the day, as the auditor names them first. `whole` is the file from its cover on. */
export function periodIn(auditor: Flow, whole: Flow): Proposal | null {
  return windowIn(auditor, whole) ?? dayOfOne(auditor, whole) ?? windowIn(whole, whole) ?? dayOfOne(whole, whole);
}

const onlyOne = ({ text }: Flow): boolean => TYPE_ONE.test(text) && !TYPE_TWO.test(text);

function windowIn(flow: Flow, whole: Flow): Proposal | null {
  if (onlyOne(whole)) return null;
  for (const found of flow.text.matchAll(WINDOW)) {
    const [from = '', to = ''] = found.slice(1);
    const last = dayIn(to);
    const first = dayIn(from) ?? dayIn(`${from}, ${last?.slice(0, 4) ?? ''}`); // one year may do for both
    if (first === null || last === null || first >= last) continue;
    const says = { 'period.type': 'type-2', 'period.first': first, 'period.last': last };
    return proposal(flow, { index: found.index, length: found[0].length }, says, 'period.page');
  }
  return null;
}

function dayOfOne(flow: Flow, whole: Flow): Proposal | null {
  if (TYPE_TWO.test(whole.text) || (WORKED.test(flow.text) && !onlyOne(whole))) return null;
  for (const found of flow.text.matchAll(AS_OF)) {
    const day = dayIn(found[1] ?? '');
    if (day === null) continue;
    const says = { 'period.type': 'type-1', 'period.first': day, 'period.last': day };
    return proposal(flow, { index: found.index, length: found[0].length }, says, 'period.page');
  }
  return null;
}
