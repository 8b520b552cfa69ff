import type { PopulationName } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { type Answer, earliestOf, type Moment, notAfter } from '#/core/time/moment.ts';
import type { Verdict } from '#/core/verdict.ts';
import { doneBy, eitherWay } from '#/checks/deadline.ts';
import { type Employment, unlessGone } from './employment.ts';

/** Something that a person completed. */
export interface Completion {
  readonly at: Moment;
  /** Does it count as what was asked for? Undefined where the source does not say. */
  readonly wanted: boolean | undefined;
}

/** What somebody must do once, when they join. */
export interface Joining {
  readonly what: string;
  readonly done: readonly Completion[];
  readonly employment: Employment;
  /** All employments of the person; asked for only where something was done before the first day. */
  readonly employments: () => readonly Employment[];
  readonly deadline: Moment;
  readonly asOf: Instant;
  /** Whose records tell of it. */
  readonly population: PopulationName;
}

/**
 * The verdict on what somebody must do when they join. Before the first day counts, because people are asked to
 * prepare; during an earlier employment does not, because somebody who comes back is new again. That nothing was done
 * is known where records were read from the first day on: nobody need have read those of all time before.
 */
export function doneOnJoining({ what, employment, deadline, asOf, population, ...joining }: Joining): Verdict {
  const done = ofThisEmployment(joining.done, employment, joining.employments);
  const firstOf = (counts: (completion: Completion) => boolean): Moment | null =>
    earliestOf(done.filter(counts).map(({ at }) => at));
  const recorded = { population, from: employment.startedOn };
  const judged = (first: Moment | null): Verdict => doneBy({ what, done: first, deadline, asOf, recorded });
  const verdict = judged(firstOf(({ wanted }) => wanted === true));
  if (verdict.outcome !== 'deviation') return unlessGone(verdict, employment, deadline);
  const atBest = judged(firstOf(({ wanted }) => wanted !== false));
  const unsaid = `the source does not say whether what was done in time counts as ${what}`;
  return unlessGone(eitherWay(verdict, atBest, unsaid), employment, deadline);
}

/** Completions that count for an employment; those of an earlier one do not. */
export function ofThisEmployment(
  done: readonly Completion[],
  { startedOn }: Employment,
  employments: () => readonly Employment[],
): readonly Completion[] {
  const isBefore = ({ at }: Completion): boolean => at.earliest < startedOn.earliest;
  if (!done.some(isBefore)) return done;
  const earlier = employments().filter((other) => other.startedOn.latest < startedOn.earliest);
  return done.flatMap((completion) => {
    if (!isBefore(completion)) return [completion];
    const answers = earlier.map((other) => during(completion.at, other));
    if (answers.includes('yes')) return completion.at.latest < startedOn.earliest ? [] : [vague(completion)];
    return [answers.includes('unclear') ? vague(completion) : completion];
  });
}

const vague = ({ at, wanted }: Completion): Completion => ({ at, wanted: wanted === false ? false : undefined });

/** Was it done by the end of an earlier employment? */
function during(at: Moment, { endedOn }: Employment): Answer {
  if (endedOn === undefined) return 'unclear';
  return endedOn === null ? 'yes' : notAfter(at, endedOn);
}
