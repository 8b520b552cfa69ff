import type { PopulationName } from './populations/index.ts';
import { type Instant, NEVER } from './time/instant.ts';

/** What a check says of one item, in the order of the codes that are stored and sealed. */
export const OUTCOMES = ['pass', 'deviation', 'pending', 'excluded', 'not-applicable', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * A rule's judgement of one item. `until` is the next instant at which it can change though nothing new is received:
 * from the as-of instant up to, not including, `until`, the rule gives the same answer.
 */
export interface Verdict {
  /** A rule never excludes; people do. */
  readonly outcome: Exclude<Outcome, 'excluded'>;
  /** A sentence for a person; empty for a pass, whose reason is the rule itself. */
  readonly reason: string;
  readonly until: Instant;
  /** The first and last instant of the time that it speaks of, where that is another than what places the item. */
  readonly holds?: { readonly from: Instant; readonly to: Instant };
  /**
   * Is it overdue, or may it be, and has nothing ended that as of the instant? Left out where something has, and where
   * nothing could. What is pending is open anyway.
   */
  readonly open?: Open;
  /** Of a deviation: what nothing was found of. It stands only where that time was read. */
  readonly absent?: Absence;
}

/** That nothing was found of a thing that a population tells of, in the time in which it would have been in time. */
export interface Absence {
  readonly population: PopulationName;
  /** When it was called for. */
  readonly from: Instant;
  /** The first instant at which it would have been late; of what comes again, the one from which it is no longer due. */
  readonly to: Instant;
  /**
   * Of what must come again and again: the last instant at which one is in time whose predecessor was at that instant.
   * Then any time is enough in which one was due, and none came.
   */
  readonly dueAfter?: (last: Instant) => Instant;
}

/** Where a source does not say exactly when something was done, it may still have been open. */
export type Open = 'yes' | 'unclear';

const PASS: Verdict = { outcome: 'pass', reason: '', until: NEVER };

export const pass = (until: Instant = NEVER): Verdict =>
  until === NEVER ? PASS : { outcome: 'pass', reason: '', until };

export const deviation = (reason: string, until: Instant = NEVER): Verdict => ({
  outcome: 'deviation',
  reason,
  until,
});

/** Its deadline has not come: `until` is the first instant at which it will have. */
export const pending = (reason: string, until: Instant): Verdict => ({ outcome: 'pending', reason, until });

export const notApplicable = (reason: string, until: Instant = NEVER): Verdict => ({
  outcome: 'not-applicable',
  reason,
  until,
});

/** The same verdict, of something that nothing has ended yet. */
export const stillOpen = (verdict: Verdict): Verdict => ({ ...verdict, open: 'yes' });

export const openAs = (verdict: Verdict, open: Open | undefined): Verdict =>
  open === undefined ? verdict : { ...verdict, open };

export const opennessOf = ({ outcome, open }: Verdict): Open | undefined => (outcome === 'pending' ? 'yes' : open);

/** A verdict of which the source does not say whether it holds; what was open is so all the same, and in the same time. */
export const unsure = (verdict: Verdict, reason: string): Verdict => {
  const { until, holds } = verdict;
  return openAs({ ...unknown(reason, until), ...(holds === undefined ? {} : { holds }) }, opennessOf(verdict));
};

/** The source does not say what the rule needs. Neither a pass nor a deviation. */
export const unknown = (reason: string, until: Instant = NEVER): Verdict => ({
  outcome: 'unknown',
  reason,
  until,
});
