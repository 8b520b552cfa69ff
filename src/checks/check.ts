import type { z } from 'zod';
import type { Actor } from '#/core/actor.ts';
import type { Item, PopulationName } from '#/core/populations/index.ts';
import type { Kept } from '#/core/populations/population.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Outcome, Verdict } from '#/core/verdict.ts';

type FieldName<P extends PopulationName> = Exclude<keyof Item<P>, keyof Kept> & string;

/** What a rule sees of an item: the fields that it declared, and what every item has. */
export type Seen<P extends PopulationName, R extends FieldName<P>> = Pick<Item<P>, R | keyof Kept>;

/** Other records that a rule looks at beside an item, found by a person or by a text that both name. */
export interface Companion {
  readonly population: PopulationName;
  readonly reads: readonly string[];
  /** The lookup of that population by which its records are found. */
  readonly by: string;
  /** The value to look up: an actor for records of that person under any handle, or a text. */
  readonly of: (item: never) => Actor | string | null | undefined;
  /** The lookup of the check's own population that leads back from such a record to the items it may change. */
  readonly back: string;
  /** A rule says of what it does not find there in which time it would have been in time. */
  readonly bounded?: true;
}

interface CompanionOf<P extends PopulationName, R extends FieldName<P>> extends Companion {
  readonly population: P;
  readonly reads: readonly R[];
}

export type Companions = { readonly [name: string]: Companion };

type SeenBeside<C> = C extends CompanionOf<infer P, infer R> ? readonly Seen<P, R>[] : never;

/** Everything a rule may know besides the item: no clock, no network, no provider. */
export interface Beside<S extends z.ZodType, C> {
  /** In force when the item occurred; for a state, at the instant as of which it is judged. */
  readonly parameters: z.output<S>;
  readonly calendar: Calendar;
  /** The instant as of which the item is judged; for a state that ended, its end. */
  readonly asOf: Instant;
  readonly companions: { readonly [N in keyof C]: SeenBeside<C[N]> };
}

/** An item as an example writes it: only what the example is about. */
export interface Example<P extends PopulationName, R extends FieldName<P>, S extends z.ZodType, C> {
  readonly name: string;
  readonly item: Partial<Pick<Item<P>, R>> & Partial<Kept>;
  readonly companions?: {
    readonly [N in keyof C]?: SeenBeside<C[N]> extends readonly (infer B)[] ? readonly Partial<B>[] : never;
  };
  /** Between which instants, RFC 3339, nothing was read of companions; all else was. */
  readonly unread?: { readonly [N in keyof C]?: readonly [from: string, to: string] };
  readonly parameters?: Partial<z.output<S>>;
  /** It looks like a deviation, and is none. */
  readonly trap?: true;
  /** RFC 3339; when it is left out, long after everything. */
  readonly asOf?: string;
  readonly expect: Exclude<Outcome, 'excluded'>;
  /** It is overdue and nothing has ended that, or it is in order until a time; said where no example of its check is pending. */
  readonly waits?: true;
}

/** What places an item in a window: a moment of its own, or the time for which its state held. */
export type Anchor<P extends PopulationName> = MomentField<P> | 'validity';
type MomentField<P extends PopulationName> = {
  [K in FieldName<P>]: Moment extends Item<P>[K] ? K : never;
}[FieldName<P>];

interface Spec<P extends PopulationName, R extends FieldName<P>, S extends z.ZodType, C extends Companions> {
  /** `<folder>.<file>`. */
  readonly id: string;
  /** Goes up when the rule changes; sealed runs keep theirs. */
  readonly version: number;
  readonly title: string;
  /** Why it matters, and what it does not see; one to three sentences. */
  readonly prose: string;
  /** The controls that it serves. The first is the one whose statement holds its limits. */
  readonly controls: readonly [string, ...string[]];
  /** For each of these controls the words of its statement that the rule judges; see `unsaid.ts`. */
  readonly terms: Readonly<Record<string, readonly string[]>>;
  /** The rule in words, with its limits in it. */
  readonly sentence: (parameters: z.output<S>) => string;
  /** Limits that the statement of the first control names. */
  readonly parameters: S;
  readonly population: P;
  readonly reads: readonly R[];
  readonly anchor: Anchor<P>;
  readonly companions: C;
  /** Judges one item. It must not keep the item or a companion beyond the call. */
  readonly judge: (item: Seen<P, R>, beside: Beside<S, C>) => Verdict;
  /**
   * Does a record pass by what somebody stated, such as a line of a commit message? Then the item is graded as stated
   * where it is shown, however its bytes were come by. Of the record as its source wrote it: people are handles.
   */
  readonly passesOnWord?: (recorded: Readonly<Record<string, unknown>>) => boolean;
  readonly examples: readonly Example<P, R, S, C>[];
}

/** A check, seen without its own types: what the engine and the lists work with. */
export interface Check
  extends Omit<
    Spec<PopulationName, never, z.ZodType, Companions>,
    'judge' | 'examples' | 'reads' | 'anchor' | 'sentence'
  > {
  readonly reads: readonly string[];
  readonly anchor: string;
  readonly sentence: (parameters: unknown) => string;
  readonly judge: (item: unknown, beside: Beside<z.ZodType, Companions>) => Verdict;
  readonly examples: readonly Example<PopulationName, never, z.ZodType, Companions>[];
}

/** A rule over a population. Pure: the same item, companions, parameters and instant give the same verdict anywhere. */
export const defineCheck = <
  P extends PopulationName,
  R extends FieldName<P>,
  S extends z.ZodType,
  const C extends Companions,
>(
  spec: Spec<P, R, S, C>,
): Check => spec as unknown as Check;

/** Declares what a rule looks at beside an item. */
export const companion = <P extends PopulationName, const R extends FieldName<P>>(
  population: P,
  reads: readonly R[],
  found: {
    readonly by: string;
    readonly of: Companion['of'];
    readonly back: string;
    readonly bounded?: true;
  },
): CompanionOf<P, R> => ({ population, reads, ...found });

/** Does an item pass by what somebody stated in its record? */
export const passesOnWord = (
  check: Pick<Check, 'passesOnWord'>,
  outcome: Outcome,
  recorded: Readonly<Record<string, unknown>> | null,
): boolean => outcome === 'pass' && recorded !== null && check.passesOnWord?.(recorded) === true;
