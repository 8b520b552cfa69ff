import { type Instant, NEVER } from '#/core/time/instant.ts';
import { type Moment, notAfter } from '#/core/time/moment.ts';
import { deviation, pass, pending, unknown, type Verdict } from '#/core/verdict.ts';

/** What to say of something that was due. */
export interface Due {
  /** What should have been done, as a noun: "the removal of access to okta". */
  readonly what: string;
  /** When it was done; null when the source says that it was not, undefined when it does not say. */
  readonly done: Moment | null | undefined;
  /** The last instant that is in time; a range where the source does not say from which hour it runs. */
  readonly deadline: Moment;
  readonly asOf: Instant;
  /** When it was called for, where nothing that was done before can be it. */
  readonly since?: Moment;
}

/**
 * The verdict on something that must be done by a deadline, the deadline's own instant included. Where the answer
 * depends on an hour that the source does not say, it is unknown.
 */
export function doneBy({ what, done, deadline, asOf, since }: Due): Verdict {
  if (done === undefined) return unknown(`the source does not say when ${what} was done`);
  if (isBefore(done, since)) return unknown(`the source says that ${what} was done before anything called for it`);
  const planned = done !== null && done.earliest > asOf ? done.earliest : Number.POSITIVE_INFINITY;
  if (done === null || planned !== Number.POSITIVE_INFINITY) return notYet({ what, deadline, asOf, planned });
  switch (notAfter(done, deadline)) {
    case 'yes':
      return pass();
    case 'no':
      return deviation(`${what} was done late`);
    case 'unclear':
      return unknown(`whether ${what} was in time depends on an hour that the source does not say`);
  }
}

/** Does a source put one thing before another that it can only follow? Such dates prove neither. */
export const isBefore = (done: Moment | null | undefined, since: Moment | null | undefined): boolean =>
  Boolean(done && since) && notAfter(since as Moment, done as Moment) === 'no';

function notYet({
  what,
  deadline,
  asOf,
  planned,
}: Omit<Due, 'done' | 'since'> & { readonly planned: Instant }): Verdict {
  if (asOf <= deadline.earliest) return pending(`${what} is not due yet`, Math.min(deadline.earliest + 1, planned));
  if (asOf > deadline.latest) return deviation(`${what} was not done in time`, planned);
  return unknown(
    `whether ${what} is overdue depends on an hour that the source does not say`,
    Math.min(deadline.latest + 1, planned),
  );
}

const SEVERITY_OF = { deviation: 4, unknown: 3, pending: 2, pass: 1, 'not-applicable': 0 } as const;

/** Several things that must all be right: the worst verdict, for as long as none of them can change. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  extreme(verdicts, (one, found) => SEVERITY_OF[one.outcome] > SEVERITY_OF[found.outcome]);

/** Several things of which one is enough: the best verdict, for as long as none of them can change. */
export const bestOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  extreme(verdicts, (one, found) => SEVERITY_OF[one.outcome] < SEVERITY_OF[found.outcome]);

function extreme(verdicts: readonly Verdict[], beats: (one: Verdict, found: Verdict) => boolean): Verdict | undefined {
  let found: Verdict | undefined;
  let until = NEVER;
  for (const verdict of verdicts) {
    until = Math.min(until, verdict.until);
    if (found === undefined || beats(verdict, found)) found = verdict;
  }
  return found === undefined || found.until === until ? found : { ...found, until };
}

/** The same rule, read in two ways because the source does not say which holds: what is so either way is so. */
export function eitherWay(a: Verdict, b: Verdict, unsaid: string): Verdict {
  const until = Math.min(a.until, b.until);
  return a.outcome === b.outcome ? { ...a, until } : unknown(unsaid, until);
}
