import type { Instant } from '#/core/time/instant.ts';
import { formatMoment, type Moment } from '#/core/time/moment.ts';
import { type Period, toleranceOf } from './periods.ts';

/** One time that something was done which counts as a performance. */
export interface Performance {
  readonly at: Moment;
  /** A record's key, or the id of what a person attached. */
  readonly proof: string;
  /** An instant of the period for which it was done, where a person says so; else it is of the period in which it was. */
  readonly declaredFor?: Instant | undefined;
  /**
   * `unsaid`: a record whose source is silent on what decides whether it counts; it stands for nothing, and nobody can
   * say that there was none. `reading`: one of ours; that there was none, or a late one, is no word about the company.
   */
  readonly only?: 'unsaid' | 'reading' | undefined;
}

/**
 * One expected performance of a control. `unproven`: its time has passed, and nothing accounts for the period, so that
 * nobody can say whether it was performed.
 */
export type Occurrence =
  | { readonly kind: 'performed'; readonly period: Period; readonly performance: Performance }
  | { readonly kind: 'late'; readonly period: Period; readonly performance: Performance }
  | { readonly kind: 'missed'; readonly period: Period }
  | { readonly kind: 'unproven'; readonly period: Period }
  | { readonly kind: 'due'; readonly period: Period }
  | { readonly kind: 'upcoming'; readonly period: Period };

export interface Look {
  readonly asOf: Instant;
  /** Is a period accounted for, so that what is not there was not done? */
  readonly accounted: (period: Period) => boolean;
}

/**
 * Matches performances with the periods in which they were due. A performance stands for one period: the one for which
 * a person says that it was done, else the one in which it was done. It stands for the period before, and is late, only
 * where that has none, another is left for its own period, and it was done within the tolerance after the end. Any
 * other second performance in a period is one more, and a missed period stays missed.
 */
export function occurrencesOf(
  periods: readonly Period[],
  performances: readonly Performance[],
  look: Look,
): readonly Occurrence[] {
  const done = performances.filter(({ at }) => at.earliest <= look.asOf); // what is planned is no performance
  const unsaid = done.filter(({ only }) => only === 'unsaid');
  const told = done.filter(({ only }) => only !== 'unsaid');
  const placed = placedIn(periods, told);
  return periods.map((period, place): Occurrence => {
    const own = placed.own[place] ?? [];
    const inTime = standingIn(own, period);
    if (inTime !== undefined) return { kind: 'performed', period, performance: inTime };
    if (look.asOf < period.start) return { kind: 'upcoming', period };
    if (look.asOf < period.end) return { kind: 'due', period };
    const soon = period.end + toleranceOf(period);
    const mayBe = unsaid.some(({ at }) => at.earliest < soon && at.latest >= period.start);
    const late = own[0] ?? (mayBe ? null : placed.spare(place, look.asOf));
    if (late !== null && late.only !== 'reading') return { kind: 'late', period, performance: late };
    const unclear = mayBe || told.some(({ at }) => at.earliest < period.end && at.latest >= period.end);
    return look.accounted(period) && !unclear ? { kind: 'missed', period } : { kind: 'unproven', period };
  });
}

const isAfter = ({ at }: Performance, { end }: Period): boolean => at.latest >= end;

/** What stands for a period: what a person says was done for it, so that another is free for the period before. */
function standingIn(own: readonly Performance[], period: Period): Performance | undefined {
  const inTime = own.filter((each) => !isAfter(each, period));
  return inTime.findLast(({ declaredFor }) => declaredFor !== undefined) ?? inTime.at(-1);
}

const isIn = ({ start, end }: Period, instant: Instant): boolean => instant >= start && instant < end;

/** Where performances stand. One that may have been done in either of two periods stands in the second. */
function placedIn(periods: readonly Period[], performances: readonly Performance[]) {
  const sorted = performances.toSorted((a, b) => a.at.latest - b.at.latest);
  const own = periods.map((period) => sorted.filter(({ at, declaredFor }) => isIn(period, declaredFor ?? at.latest)));
  const end = periods.at(-1)?.end ?? 0;
  const after = sorted.filter(({ at, declaredFor }) => declaredFor === undefined && at.latest >= end);
  /** What was done for a period soon after it, and is not needed in its own. */
  const spare = (place: number, asOf: Instant): Performance | null => {
    const period = periods[place];
    const following = periods[place + 1];
    const next = following === undefined ? after : (own[place + 1] ?? []);
    const first = next.find(({ declaredFor }) => declaredFor === undefined);
    const kept = following && standingIn(next, following);
    if (period === undefined || first === undefined || first === kept) return null;
    return first.at.latest <= Math.min(asOf, period.end + toleranceOf(period) - 1) ? first : null;
  };
  return { own, spare };
}

export const countKinds = (occurrences: readonly Occurrence[], ...kinds: readonly Occurrence['kind'][]): number =>
  occurrences.filter(({ kind }) => kinds.includes(kind)).length;

/** As a reader of a status sees it. */
export function shownOccurrence(occurrence: Occurrence) {
  const { kind, period } = occurrence;
  const performance = occurrence.kind === 'performed' || occurrence.kind === 'late' ? occurrence.performance : null;
  return {
    kind,
    first: period.first,
    due: period.last,
    on: performance === null ? null : formatMoment(performance.at),
    proof: performance?.proof ?? null,
  };
}
