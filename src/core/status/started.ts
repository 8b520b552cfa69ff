import { counted } from '#/core/grouped.ts';
import { countKinds } from '#/core/occurrences/occurrences.ts';
import { holesInWords } from '#/core/coverage/words.ts';
import { NEVER } from '#/core/time/instant.ts';
import { aboutNoneInWords, aboutOf } from './about.ts';
import type { Carried } from './carried.ts';
import type { ControlFacts } from './status.ts';

/**
 * Why it has not started: its first due date has not come, and nothing has happened all the same. What acts on events
 * is due when something calls for it: while the window runs it has not started as long as its sources prove that
 * nothing did, and in its first days also where nobody has asked them yet, which it says: nobody may take that for
 * nothing to be done.
 */
export function startReasons(facts: ControlFacts, unproven: readonly string[]): readonly string[] {
  const { asOf, begun, firstDue, onEvents, askedUntil, reliesOn, coverage } = facts;
  if (hasHappened(facts)) return [];
  const isProven = begun && onEvents && isNothing(facts) && unproven.length === 0 && reliesOn.length === 0;
  if (isProven && askedUntil !== null) {
    return [`nothing in the window calls for it yet: ${askedInWords(facts)}`, ...aboutNone(facts), ...waitingIn(facts)];
  }
  if (asOf >= firstDue) return [];
  const unread = begun && onEvents ? coverage.flatMap(holesInWords) : [];
  if (unread.length > 0) return [...unread, 'nothing shows yet whether it is performed', ...waitingIn(facts)];
  return [firstDue === NEVER ? 'nothing is due in this window' : 'nothing is due yet', ...waitingIn(facts)];
}

/** What is open from before the window, and still in time. */
const waitingIn = ({ checks }: ControlFacts): readonly string[] =>
  checks.flatMap(({ id, run }) => {
    const pending = run?.carried.pending ?? 0;
    return pending === 0
      ? []
      : [`${id}: ${counted(pending, 'item is', 'items are')} pending of what was open when the window began`];
  });

/** Did anything that counts occur in the window, or come due in it badly that was open before? */
const hasHappened = ({ checks, occurrences, attached, byHand }: ControlFacts): boolean =>
  checks.some(({ run }) => run !== null && aboutOf(run.counts) + leftIn(run.carried) > 0) ||
  countKinds(occurrences, 'performed') > 0 ||
  (attached?.expected ?? 0) + (attached?.found ?? 0) > 0 ||
  (byHand?.found ?? 0) > 0;

const leftIn = ({ deviation, overdue, unknown, waiting, excluded }: Carried): number =>
  deviation + overdue + unknown + waiting + excluded;

/** Where a window that runs has nothing to look at, and there was something before: from which first day on it would. */
export function earlierReasons(facts: ControlFacts): readonly string[] {
  const last = facts.checks
    .flatMap(({ run }) => run?.lastBefore ?? [])
    .toSorted()
    .at(-1);
  if (last === undefined || !facts.begun || !facts.onEvents || facts.askedUntil === null || hasHappened(facts))
    return [];
  return [
    `the last item before the window is of ${last}: a window whose first day is ${last}, or earlier, has it in it`,
  ];
}

/** Nothing occurred only where coverage, which has no holes by now, proves that the source was asked for all of the window and answered zero. */
export const nothingReasons = (facts: ControlFacts): readonly string[] =>
  isNothing(facts) && !hasHappened(facts) ? [askedInWords(facts), ...aboutNone(facts)] : [];

function askedInWords(facts: ControlFacts): string {
  const nothing = aboutNone(facts).length === 0 ? 'nothing' : 'nothing that it is about';
  return facts.askedUntil === null
    ? `the sources were asked for all of the window, and there was ${nothing}`
    : `the sources were asked until ${facts.askedUntil}, and there was ${nothing} so far`;
}

/** Of checks that looked at items of which none is theirs. */
export const aboutNone = ({ checks }: Pick<ControlFacts, 'checks'>): readonly string[] =>
  checks.flatMap(({ id, run }) => {
    const none = run === null ? null : aboutNoneInWords(run.counts);
    return none === null ? [] : [`${id}: ${none}`];
  });

/**
 * Did those who were asked answer zero? How much of the window they were asked about is another question. Of what acts
 * on events, items that its checks are not about call for nothing. What acts all the time has something to act on, and
 * where only other things were found, nobody can say that it was not there.
 */
export function isNothing({ checks, continuous, occurrences, coverage, attached, byHand }: ControlFacts): boolean {
  if (coverage.length === 0 || occurrences.length > 0 || byHand !== null) return false;
  const asked = checks.length > 0 || attached !== null;
  const isZero = ({ run }: ControlFacts['checks'][number]): boolean =>
    run !== null && (continuous ? run.counts.population : aboutOf(run.counts)) === 0;
  return asked && checks.every(isZero) && (attached === null || attached.expected === 0);
}
