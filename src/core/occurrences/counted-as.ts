import type { PopulationName } from '#/core/populations/index.ts';
import type { Answer } from '#/core/time/moment.ts';

/**
 * What counts as an occurrence.
 * `performed`: each such record is one performance, at the moment in `field`; one performance in a period does not say
 * that every person, system or vendor had its turn, which is for the checks to judge.
 * `triggered`: each such record calls for the control, at the moment in `field`.
 * `covered`: reading the whole population is what counts: over all of the window for a continuous control, once in each
 * period for a periodic one. A reading that is inferred from those around it is none.
 * `attached`: what a person attaches, at the date on which they say it occurred.
 */
export type Occurrences =
  | {
      readonly kind: 'performed' | 'triggered';
      readonly population: PopulationName;
      readonly field: string;
      readonly where: Where;
    }
  | { readonly kind: 'covered'; readonly population: PopulationName; readonly where: Where }
  | { readonly kind: 'attached' };

/** Fields that must have the value, or one of the values, named here. Empty admits every record. */
export type Where = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Is a record among those meant? Unclear where the source is silent on a field that decides it. */
export function admits(where: Where, item: Readonly<Record<string, unknown>>): Answer {
  let answer: Answer = 'yes';
  for (const [field, wanted] of Object.entries(where)) {
    const value = item[field];
    if (value === undefined) answer = 'unclear';
    else if (!(Array.isArray(wanted) ? wanted.includes(value) : wanted === value)) return 'no';
  }
  return answer;
}
