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

/** A verdict of which the source does not say whether it holds; what was open is so all the same. */
export const unsure = (verdict: Verdict, reason: string): Verdict =>
  openAs(unknown(reason, verdict.until), opennessOf(verdict));

/** The source does not say what the rule needs. Neither a pass nor a deviation. */
export const unknown = (reason: string, until: Instant = NEVER): Verdict => ({
  outcome: 'unknown',
  reason,
  until,
});
