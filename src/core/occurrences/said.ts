import { type Moment, parseMoment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import type { Performance } from './occurrences.ts';

/** What a person attached to a control, or stated of it. */
export interface Stated {
  readonly id: string;
  readonly control: string;
  readonly purpose: string;
  readonly occurred: string;
  /** A day of the period for which it was done, where they say so. */
  readonly period: string | null;
  /** The key of the item that called for it, where they say so; then it counts for that item alone. */
  readonly item: string | null;
}

/** One thing that a person attached or stated, and when it occurred. */
export interface Said<S extends Stated = Stated> extends Performance {
  readonly of: S;
}

/** What people attached to a control for one purpose, in the order of the log. */
export const saidOf = <S extends Stated>(
  attached: readonly S[],
  control: string,
  purpose: 'performance' | 'missed' | 'complete',
): readonly Said<S>[] =>
  attached
    .filter((each) => each.control === control && each.purpose === purpose)
    .flatMap((of) => {
      const at = parseMoment(of.occurred);
      const declaredFor = of.period === null ? undefined : parseMoment(of.period)?.earliest;
      return at === null ? [] : [{ at, proof: of.id, declaredFor, of }];
    });

export const isWithin = ({ start, end }: Window, { earliest, latest }: Moment): boolean =>
  earliest < end && latest >= start;

/** The items that something was attached for to a control, each once. */
export const itemsOf = (attached: readonly Pick<Stated, 'control' | 'item'>[], control: string): readonly string[] =>
  [...new Set(attached.flatMap((each) => (each.control === control ? (each.item ?? []) : [])))].sort();
