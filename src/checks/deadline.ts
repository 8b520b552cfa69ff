import type { PopulationName } from '#/core/populations/index.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { type Moment, notAfter } from '#/core/time/moment.ts';
import {
  deviation,
  type Open,
  openAs,
  opennessOf,
  pass,
  pending,
  stillOpen,
  unknown,
  type Verdict,
} from '#/core/verdict.ts';

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
  /** What would tell of it, and from when, where it is looked for among the records of a population. */
  readonly recorded?: { readonly population: PopulationName; readonly from: Moment };
}

/**
 * The verdict on something that must be done by a deadline, the deadline's own instant included. Where the answer
 * depends on an hour that the source does not say, it is unknown.
 */
export function doneBy(due: Due): Verdict {
  const verdict = judged(due);
  const { recorded, deadline } = due;
  return recorded === undefined || verdict.outcome !== 'deviation'
    ? verdict
    : {
        ...verdict,
        absent: { population: recorded.population, from: recorded.from.earliest, to: deadline.latest + 1 },
      };
}

function judged({ what, done, deadline, asOf, since }: Due): Verdict {
  if (done === undefined) return unknown(`the source does not say when ${what} was done`);
  if (isBefore(done, since)) return unknown(`the source says that ${what} was done before anything called for it`);
  const planned = done !== null && done.earliest > asOf ? done.earliest : Number.POSITIVE_INFINITY;
  if (done === null || planned !== Number.POSITIVE_INFINITY) return notYet({ what, deadline, asOf, planned });
  switch (notAfter(done, deadline)) {
    case 'yes':
      return pass();
    case 'no':
      return done.latest > asOf // it may be done only after this instant
        ? openAs(deviation(`${what} was done late`, done.latest), 'unclear')
        : deviation(`${what} was done late`);
    case 'unclear':
      return unknown(
        `whether ${what} was in time depends on ${done.latest - done.earliest > 2 * DAY ? 'a day' : 'an hour'} that the source does not say`,
      );
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
}: Pick<Due, 'what' | 'deadline' | 'asOf'> & { readonly planned: Instant }): Verdict {
  if (asOf <= deadline.earliest) return pending(`${what} is not due yet`, Math.min(deadline.earliest + 1, planned));
  if (asOf > deadline.latest) return stillOpen(deviation(`${what} was not done in time`, planned));
  return stillOpen(
    unknown(
      `whether ${what} is overdue depends on an hour that the source does not say`,
      Math.min(deadline.latest + 1, planned),
    ),
  );
}

const SEVERITY_OF = { deviation: 4, unknown: 3, pending: 2, pass: 1, 'not-applicable': 0 } as const;

/**
 * Several things that must all be right: the worst verdict, for as long as none of them can change. A deviation that
 * does not rest on what nobody read is worse than one that may.
 */
export const worstOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  marked(
    extreme(
      verdicts,
      (one, found) =>
        SEVERITY_OF[one.outcome] > SEVERITY_OF[found.outcome] ||
        (one.outcome === found.outcome && found.absent !== undefined && one.absent === undefined),
    ),
    (found) => openOfAny(verdicts, found),
  );

/** Several things of which one is enough: the best verdict, for as long as none of them can change. */
export const bestOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  marked(
    extreme(verdicts, (one, found) => SEVERITY_OF[one.outcome] < SEVERITY_OF[found.outcome]),
    () => openOfAll(verdicts),
  );

function marked(found: Verdict | undefined, openOf: (found: Verdict) => Open | undefined): Verdict | undefined {
  if (found === undefined || (found.outcome !== 'deviation' && found.outcome !== 'unknown')) return found;
  const open = openOf(found);
  if (open === found.open) return found;
  const { open: _, ...rest } = found;
  return openAs(rest, open);
}

/** One that is open is enough; where it is of another outcome than the one that counts, nobody can tell which is meant. */
function openOfAny(verdicts: readonly Verdict[], { outcome }: Verdict): Open | undefined {
  let open: Open | undefined;
  for (const verdict of verdicts) {
    const one = opennessOf(verdict);
    if (one === 'yes' && verdict.outcome === outcome) return 'yes';
    open ??= one === undefined ? undefined : 'unclear';
  }
  return open;
}

/** One that is settled is enough to end it. */
function openOfAll(verdicts: readonly Verdict[]): Open | undefined {
  let open: Open | undefined = 'yes';
  for (const verdict of verdicts) {
    const one = opennessOf(verdict);
    if (one === undefined) return undefined;
    if (one === 'unclear') open = one;
  }
  return open;
}

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
  const { open: _, ...same } = a.outcome === b.outcome ? { ...a, until } : unknown(unsaid, until);
  const [one, other] = [opennessOf(a), opennessOf(b)];
  if (same.outcome === 'pending' || (one === undefined && other === undefined)) return same;
  return openAs(same, one === 'yes' && other === 'yes' ? 'yes' : 'unclear');
}
