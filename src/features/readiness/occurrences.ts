import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Period } from './periods.ts';

/** One time that something was done which counts as a performance. */
export interface Performance {
  readonly at: Moment;
  /** A record's key, or the id of what a person attached. */
  readonly proof: string;
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
 * Matches performances with the periods in which they were due. A second performance in a period stands for the period
 * before it, if that had none: it was done, and late.
 */
export function occurrencesOf(
  periods: readonly Period[],
  performances: readonly Performance[],
  look: Look,
): readonly Occurrence[] {
  const sorted = performances.toSorted((a, b) => a.at.earliest - b.at.earliest);
  const inPeriods = periods.map((period) =>
    sorted.filter(({ at }) => at.earliest < period.end && at.latest >= period.start),
  );
  const own = inPeriods.map((found) => found.at(-1) ?? null);
  return periods.map((period, place): Occurrence => {
    const performance = own[place] ?? null;
    if (performance !== null) return { kind: 'performed', period, performance };
    const [caughtUp, another] = inPeriods[place + 1] ?? [];
    if (caughtUp !== undefined && another !== undefined) return { kind: 'late', period, performance: caughtUp };
    if (look.asOf < period.start) return { kind: 'upcoming', period };
    if (look.asOf < period.end) return { kind: 'due', period };
    const beyond = afterLast(sorted, periods, place, look.asOf);
    if (beyond !== null) return { kind: 'late', period, performance: beyond };
    return look.accounted(period) ? { kind: 'missed', period } : { kind: 'unproven', period };
  });
}

/** What was done after the last period of the window, for that period. */
function afterLast(
  sorted: readonly Performance[],
  periods: readonly Period[],
  place: number,
  asOf: Instant,
): Performance | null {
  const end = periods.at(-1)?.end ?? 0;
  if (place !== periods.length - 1) return null;
  return sorted.find(({ at }) => at.earliest >= end && at.earliest <= asOf) ?? null;
}

export const countKinds = (occurrences: readonly Occurrence[], ...kinds: readonly Occurrence['kind'][]): number =>
  occurrences.filter(({ kind }) => kinds.includes(kind)).length;
