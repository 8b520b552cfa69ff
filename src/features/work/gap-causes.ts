import { checkWithId } from '#/checks/index.ts';
import { placeOf, type Step } from '#/core/place.ts';
import type { Day } from '#/core/time/zone.ts';
import { explainedInWords, isAllSaid } from '#/core/status/explained.ts';
import type { Status } from '#/core/status/status.ts';
import type { GapLeft, RuleFinding } from '#/features/readiness/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import { isDesign, keyOf, type Own, ownOf } from './apart.ts';
import { type Cause, dueIn, type Guidance, slugOf } from './cause.ts';
import type { Examined } from './causes.ts';
import type { Shortage } from './missing-causes.ts';

/** What is open of one control alone, and of whose statement. */
export interface OwnGap {
  readonly gap: GapLeft;
  readonly own: Own;
  /** What the rules find of its statement, where that is to be completed anyway. */
  readonly words: readonly RuleFinding[];
}

/** The key of what is open of a control, whoever else asks for the same. */
export const gapKey = (engagement: string, control: string, status: Status): string =>
  `gap:${engagement}:${control}:${isDesign(status) ? 'design' : slugOf(status)}`;

/** Why each control stands where it stands, by the key of what is open of it, whoever asks for that. */
export type Undivided = ReadonlyMap<string, readonly string[]>;

export const undividedIn = (examined: Examined | null): Undivided =>
  new Map(
    examined?.gaps.map(({ control, status, reasons }) => [gapKey(examined.engagement, control, status), reasons]),
  );

/** Populations that one task asks to compare with a second count. */
const comparedIn = ({ findings }: Examined): ReadonlySet<string> =>
  new Set(findings.flatMap(({ rule, subject }) => (rule === 'completeness-declared-only' ? [subject] : [])));

/** Rules about the words of a statement: who completes it has it open. */
const OF_WORDS: ReadonlySet<string> = new Set(['statement-vague', 'statement-unsaid']);

/** What of each gap no other task asks for: not what several controls lack for one reason, nor an owner. */
export function ownGaps(examined: Examined, shortages: readonly Shortage[]): readonly OwnGap[] {
  const byId = new Map(examined.ranked.map((each) => [each.id, each]));
  const compared = comparedIn(examined);
  const lacked = new Set(shortages.map((each) => keyOf(each.lacked)));
  return examined.gaps.flatMap((gap) => {
    const facts = byId.get(gap.control)?.facts;
    const origin = examined.origins.get(gap.control) ?? null;
    const own = facts === undefined ? null : ownOf(gap, facts, { compared, lacked, origin });
    if (own === null || facts === undefined) return [];
    const isSaid = !isDesign(own.status) || !facts.designMissing.some((each) => each.startsWith('its statement'));
    const words = isSaid
      ? []
      : examined.findings.filter(({ rule, subject }) => OF_WORDS.has(rule) && subject === gap.control);
    return [{ gap, own, words }];
  });
}

export function gapCause({ gap, own, words }: OwnGap, { engagement, last, origins }: Examined, today: Day): Cause {
  const isFound = own.status === 'deviations found';
  return {
    key: gapKey(engagement, gap.control, own.status),
    kind: 'gap',
    function: gap.ownerFunction as OwnerFunction,
    control: gap.control,
    owner: gap.owner,
    title: titleOf(gap, own),
    guidance: guidanceOf(gap, own, origins.get(gap.control) ?? null, words),
    due: dueIn(isFound || gap.highRisk ? 14 : 30, today, last),
    urgent: isFound,
    beneath: words.length === 0 ? [] : [{ control: gap.control, says: words.map(({ says }) => says) }],
  };
}

function titleOf({ title }: GapLeft, { status }: Own): string {
  if (isDesign(status)) return `${title}: say and show how it is designed`;
  if (status === 'deviations found') return `${title}: look into the deviations`;
  return status === 'not evidenced' ? `${title}: bring what shows it` : `${title}: complete what is open`;
}

function guidanceOf(gap: GapLeft, own: Own, origin: string | null, words: readonly RuleFinding[]): Guidance {
  const control = origin === null ? undefined : libraryControl(origin);
  const { byHand } = evidenceOf(origin);
  const ofDesign = isDesign(own.status);
  const isFound = own.status === 'deviations found';
  const ofOperation = [...(byHand === null ? [] : [byHand]), ...(control?.typeIIEvidence.itemMustShow ?? [])];
  const shows = isFound ? [SAID] : ofDesign ? (control?.typeIEvidence ?? []) : ofOperation;
  const { explained } = gap;
  const next: Step = { says: own.next, place: gap.place };
  return {
    why: [...own.reasons, ...words.map(({ says }) => says)],
    todo: isFound ? explaining(gap) : [next, ...stepsOf(words)],
    evidence: [...shows, ...new Set(words.map(({ settled }) => settled))],
    ...(explained === null ? {} : { explained: { said: explained.said, of: explained.of } }),
  };
}

const stepsOf = (words: readonly RuleFinding[]): readonly Step[] =>
  [...new Set(words.map(({ next }) => next))].map((says) => ({ says, place: null }));

/** All that a company can do about what already happened is to say what happened, why, and what follows: that ends it. */
function explaining({ next, place, explained }: GapLeft): readonly Step[] {
  const isOfChecksOnly = explained !== null && explained.left.status !== 'deviations found';
  const ends = { says: isOfChecksOnly ? ENDS : explained === null ? NEVER_ENDS : ENDS_NOT, place: null };
  if (explained === null || isAllSaid(explained)) return [...(explained === null ? [{ says: next, place }] : []), ends];
  const unsaid = [...explained.checks].filter(([, check]) => !isAllSaid(check));
  const steps = unsaid.map(([id, check]): Step => {
    const title = checkWithId(id)?.title ?? id;
    return { says: `${title}: ${explainedInWords(check)}.`, place: placeOf('check', id, title) };
  });
  return [{ says: next, place }, ...steps, TOGETHER, ends];
}

/** What already happened shows nothing else any more. */
const SAID = 'Of each deviation it is said what happened, why, and what follows.';

const TOGETHER: Step = {
  says: 'Where other checks found the same item, the form in which it is explained offers to say the same for them: it then counts in each task about them.',
  place: null,
};
const ENDS = 'The task ends by itself once all of them are explained.';
const ENDS_NOT =
  'A performance that was missed or late is no item that could be explained: once all items are, put this task aside, with what is to be said of it as the reason.';
const NEVER_ENDS =
  'Once that is said of all of them, put this task aside, with that as the reason: it does not end by itself.';
