import { person } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { type Answer, earliestOf, type Moment, notAfter } from '#/core/time/moment.ts';
import { notApplicable, unsure, type Verdict } from '#/core/verdict.ts';

export type Employment = Pick<Item<'person'>, 'startedOn' | 'endedOn'>;

/** How records of somebody are found beside one of their employments, and how they lead back to it. */
export const OF_THE_PERSON = {
  by: 'person',
  of: ({ employee }: { readonly employee: string }) => person(`employee:${employee}`),
  back: 'employee',
} as const;

export const ALL_EMPLOYMENTS = { ...OF_THE_PERSON, by: 'employee' } as const;
export const OWNED = { ...OF_THE_PERSON, by: 'owner' } as const;

const isSame = (a: Moment, b: Moment): boolean => a.earliest === b.earliest && a.latest === b.latest;

/** Whether somebody whose employment ended is employed under another one, then or later. */
export interface Again {
  /** When that other one began; null when none is known. */
  readonly from: Moment | null;
  /** True when there may be one besides, of which the source does not say how long it lasted. */
  readonly vague: boolean;
}

/** An employment is told from another by its first day: two records with one first day are one employment. */
export function employedAgain(
  ended: { readonly startedOn: Moment; readonly endedOn: Moment },
  all: readonly Employment[],
): Again {
  const starts: Moment[] = [];
  let vague = false;
  for (const { startedOn, endedOn } of all) {
    if (isSame(startedOn, ended.startedOn)) continue;
    const isLater = startedOn.earliest >= ended.endedOn.earliest;
    if (isLater || endedOn === null) starts.push(startedOn);
    else if (endedOn === undefined) vague = true;
    else if (notAfter(ended.endedOn, endedOn) === 'yes' && !isSame(ended.endedOn, endedOn)) starts.push(startedOn);
    else if (endedOn.latest > ended.endedOn.latest) vague = true;
  }
  return { from: earliestOf(starts), vague };
}

/** What a leaver owes by a deadline falls away when they are employed again by then. */
export function unlessEmployedAgain(verdict: Verdict, { from, vague }: Again, deadline: Moment): Verdict {
  const inTime = from === null ? 'no' : notAfter(from, deadline);
  if (inTime === 'yes') return notApplicable('they are employed again, or still, before it was due', verdict.until);
  return verdict.outcome === 'deviation' && (inTime === 'unclear' || vague)
    ? unsure(verdict, 'the source does not say whether they were employed again before it was due')
    : verdict;
}

/**
 * The same where their employments are found beside: they left when none holds any longer. An employment is told from
 * another by its first day, and one record that says its end is enough.
 */
export function unlessAllGone(verdict: Verdict, employments: readonly Employment[], deadline: Moment): Verdict {
  if (verdict.outcome === 'pass') return verdict;
  const begun = employments.filter(({ startedOn }) => notAfter(startedOn, deadline) !== 'no');
  const gone = ({ endedOn }: Employment): Answer =>
    endedOn === undefined ? 'unclear' : endedOn === null ? 'no' : notAfter(endedOn, deadline);
  const ended = begun.filter((each) => gone(each) === 'yes');
  const lasting = begun.filter((each) => !ended.some(({ startedOn }) => isSame(startedOn, each.startedOn)));
  if (ended.length > 0 && lasting.length === 0) return notApplicable('they left before it was due', verdict.until);
  return verdict.outcome === 'deviation' && lasting.every((each) => gone(each) === 'unclear')
    ? unsure(verdict, 'nothing says whether they left before it was due')
    : verdict;
}

/** What somebody owes by a deadline falls away when they leave by then. */
export function unlessGone(verdict: Verdict, { endedOn }: Pick<Employment, 'endedOn'>, deadline: Moment): Verdict {
  if (verdict.outcome === 'pass' || endedOn === null) return verdict;
  const gone = endedOn === undefined ? 'unclear' : notAfter(endedOn, deadline);
  if (gone === 'yes') return notApplicable('they left before it was due', verdict.until);
  return verdict.outcome === 'deviation' && gone === 'unclear'
    ? unsure(verdict, 'the source does not say whether they left before it was due')
    : verdict;
}
