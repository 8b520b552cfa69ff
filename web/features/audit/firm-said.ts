import type { Answered } from '#web/kit/shapes.ts';
import { showPlainDay } from '#web/kit/when.ts';
import { enumerated } from '#web/kit/words.ts';

/**
 * Who examines, in the middle of a sentence: engaged by a letter, let in without one, or nobody yet. While that is not
 * known, or not for whoever looks, it says no more than what is so of every examination.
 */
export function firmSaid(found: Pick<Answered<'audit', 'firm'>, 'engaged' | 'letIn'> | undefined): string {
  if (found === undefined) return 'by a CPA firm';
  const { engaged, letIn } = found;
  if (engaged !== null) return `${engaged.firm}, engaged ${showPlainDay(engaged.signed)}`;
  return letIn.length === 0 ? 'no firm engaged yet' : `${enumerated(letIn)}, whose engagement letter is not here yet`;
}
