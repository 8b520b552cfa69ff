import type { Item, PopulationName } from '#/core/populations/index.ts';
import type { Kept } from '#/core/populations/population.ts';
import type { Answer, Moment } from '#/core/time/moment.ts';

/** What shows that a control of the library operates, and what counts as one occurrence of it. */
export interface Evidence {
  /** Populations whose records evidence it, and that must be covered; none where only a person can show it. */
  readonly populations: readonly PopulationName[];
  /** What a person attaches, because no record says it: beside the records, or alone. Null where records say all. */
  readonly byHand: string | null;
  readonly occurrences: Occurrences;
  /** Type I evidence of the control, by its words in the library, that records of a population show by being there. */
  readonly shown: Readonly<Record<string, PopulationName>>;
}

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

type FieldName<P extends PopulationName> = Exclude<keyof Item<P>, keyof Kept> & string;
type MomentField<P extends PopulationName> = {
  [K in FieldName<P>]: Moment extends Item<P>[K] ? K : never;
}[FieldName<P>];
type WhereOf<P extends PopulationName> = {
  readonly [K in FieldName<P>]?: Extract<Item<P>[K], string | boolean> | readonly Extract<Item<P>[K], string>[];
};

export const performed = <P extends PopulationName>(
  population: P,
  field: MomentField<P>,
  where: WhereOf<P> = {},
): Occurrences => ({ kind: 'performed', population, field, where: where as Where });

export const triggered = <P extends PopulationName>(
  population: P,
  field: MomentField<P>,
  where: WhereOf<P> = {},
): Occurrences => ({ kind: 'triggered', population, field, where: where as Where });

export const covered = <P extends PopulationName>(population: P, where: WhereOf<P> = {}): Occurrences => ({
  kind: 'covered',
  population,
  where: where as Where,
});

export const ATTACHED: Occurrences = { kind: 'attached' };

/** Records say all of it. */
export const records = (
  populations: readonly [PopulationName, ...PopulationName[]],
  occurrences: Occurrences,
  shown: Evidence['shown'] = {},
): Evidence => ({ populations, byHand: null, occurrences, shown });

/** Records say a part of it, and a person attaches the rest: for each item that triggers it, or for each performance. */
export const recordsAnd = (
  populations: readonly [PopulationName, ...PopulationName[]],
  attach: string,
  occurrences: Occurrences,
  shown: Evidence['shown'] = {},
): Evidence => ({ populations, byHand: attach, occurrences, shown });

/** Only a person can show it. */
export const byHand = (attach: string): Evidence => ({
  populations: [],
  byHand: attach,
  occurrences: ATTACHED,
  shown: {},
});

/** By the id of the control. */
export type EvidenceTable = Readonly<Record<string, Evidence>>;
