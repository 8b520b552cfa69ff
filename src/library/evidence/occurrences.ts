import type { Item, PopulationName } from '#/core/populations/index.ts';
import type { Kept } from '#/core/populations/population.ts';
import type { Occurrences, Where } from '#/core/occurrences/counted-as.ts';
import type { Moment } from '#/core/time/moment.ts';

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
