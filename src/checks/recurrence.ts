import type { PopulationName } from '#/core/populations/index.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { at, earliestOf, type Moment, notAfter } from '#/core/time/moment.ts';
import { pass, type Verdict } from '#/core/verdict.ts';
import { doneBy } from './deadline.ts';

/** Something that must come again. */
export interface Recurring {
  /** What should come, as a noun: "the next restore test". */
  readonly what: string;
  readonly last: Moment;
  /** When others of its kind happened, before or after, itself included. */
  readonly all: readonly Moment[];
  /** The last instant at which the next one is in time. */
  readonly deadline: Moment;
  readonly asOf: Instant;
  /** Whose records tell of them all. */
  readonly population?: PopulationName;
  /** The last instant at which the next of any one is in time, where each series goes on for good. */
  readonly dueAfter?: (one: Moment) => Moment;
}

/**
 * The verdict on something that must come again by a deadline. Until then nothing is amiss, so it is a pass that may
 * change and not pending: else the latest of any series would never be clean. Two on one day are one: neither
 * is the next of the other.
 */
export function comesAgain({ what, last, all, deadline, asOf, population, dueAfter }: Recurring): Verdict {
  const next = earliestOf(all.filter((one) => notAfter(one, last) === 'no'));
  const verdict = doneBy({
    what,
    done: next,
    deadline,
    asOf,
    ...(population === undefined ? {} : { recorded: { population, from: last } }),
  });
  if (verdict.outcome === 'pending') return pass(verdict.until);
  const isMissing = next === null || next.earliest > asOf;
  if (verdict.absent === undefined || dueAfter === undefined || !isMissing) return verdict;
  const { population: recorded } = verdict.absent;
  const again = { from: last.latest, to: NEVER, dueAfter: (one: Instant) => dueAfter(at(one)).latest };
  return { ...verdict, absent: { population: recorded, ...again } };
}
