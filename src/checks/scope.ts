import { notApplicable, unsure, type Verdict } from '#/core/verdict.ts';

/** What to say where a rule is not about an item, or where the source does not say whether it is. */
export interface Otherwise {
  readonly no: string;
  readonly unsaid: string;
}

/**
 * The verdict on an item that a rule may not be about; `applies` is undefined where the source does not say. Then only
 * a deviation depends on it: what the rule asks for is there, or may still come, either way.
 */
export function where(applies: boolean | undefined, verdict: Verdict, { no, unsaid }: Otherwise): Verdict {
  if (applies === false) return notApplicable(no);
  return applies === undefined && verdict.outcome === 'deviation' ? unsure(verdict, unsaid) : verdict;
}

/**
 * The same where silence is about what the item is at all: then nothing that is there is evidence of a control that is
 * about one kind, and only a deadline that has not come says no more than it would.
 */
export function ofKind(is: boolean | undefined, verdict: Verdict, otherwise: Otherwise): Verdict {
  const isThere = is === undefined && verdict.outcome === 'pass';
  return isThere ? unsure(verdict, otherwise.unsaid) : where(is, verdict, otherwise);
}

/** Is a choice among those that a rule is about? Undefined where the source does not say. */
export const among = <T>(choice: T | undefined, wanted: ReadonlySet<T>): boolean | undefined =>
  choice === undefined ? undefined : wanted.has(choice);
