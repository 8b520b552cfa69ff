import type { Instant } from '#/core/time/instant.ts';
import type { Refused } from './api.ts';
import type { Progress } from './cursor.ts';
import { NumberSet } from './number-set.ts';
import { Part, refusalOf } from './part.ts';
import { countOf, FIRST_PULLS, type Interval, mergedPulls, sinceOf } from './pulls.ts';
import { pushes } from './pushes.ts';
import type { Place } from './read-pull.ts';

/** A page of the changes of one repository, or how its reading ended. */
export type ChangesStep = { readonly part: Part; readonly progress: Progress } | Ended;

export interface Ended {
  readonly kind: 'ended';
  readonly part: Part;
  readonly progress: Progress;
  readonly interval: Interval;
  readonly ours: number;
  /** Null where GitHub does not count. */
  readonly source: number | null;
  readonly pushed: number;
  /** Why nothing is accounted for; null when something is. */
  readonly hole: string | null;
  readonly notes: readonly string[];
}

/** A count that stays another one so many times is told as it is. */
const MOST_DOUBTS = 2;

/** Reads what arrived on the default branch before `to` and is not accounted for yet. */
export async function* changes(at: Place, to: Instant, before: Progress): AsyncGenerator<ChangesStep> {
  const interval = { from: before.to ?? sinceOf(at), to };
  let progress: Progress = before;
  let pulls = before.pulls ?? FIRST_PULLS;
  if (!pulls.ended) {
    for await (const step of mergedPulls(at, interval, pulls)) {
      if (step.kind === 'refused') return yield refused(at, step, { progress: before, interval });
      pulls = step.reading;
      progress = { ...progress, pulls };
      yield { part: step.part, progress };
    }
  }
  const readings = { absent: before.to, present: at.startedAt };
  const walk = { old: before.head, seen: new NumberSet(pulls.seen), interval, readings };
  let { pushes: pushing } = progress;
  if (pushing === null || pushing.next !== null) {
    for await (const step of pushes(at, walk, pushing)) {
      if (step.kind === 'refused') return yield refused(at, step, { progress: before, interval });
      pushing = step.reading;
      progress = { ...progress, pulls, pushes: pushing };
      yield { part: step.part, progress };
    }
  }
  const part = new Part();
  const source = await countOf(at, part, interval);
  const ours = pulls.ours + (pushing?.found ?? 0);
  yield ended(at, before, { part, interval, source, ours, pushing });
}

interface Reached {
  readonly part: Part;
  readonly interval: Interval;
  readonly source: number | null;
  readonly ours: number;
  readonly pushing: Progress['pushes'];
}

function ended(at: Place, before: Progress, { pushing, ...reached }: Reached): Ended {
  const { source, ours, interval } = reached;
  const pushed = pushing?.pushed ?? 0;
  const differ = source !== null && source !== ours;
  const counts = `${at.repository}: GitHub counts ${source} merged pull requests, and ${ours} came`;
  if (differ && before.doubts < MOST_DOUBTS) {
    const progress = { ...before, doubts: before.doubts + 1, pulls: null, pushes: null };
    return { kind: 'ended', ...reached, progress, pushed, hole: counts, notes: [] };
  }
  const head = pushing?.end ?? null;
  const progress: Progress = { to: interval.to, head, doubts: 0, closed: false, pulls: null, pushes: null };
  const notes = [
    ...(pushing?.rewritten === true
      ? [`the history of ${at.repository} was rewritten; what arrived before is kept`]
      : []),
    ...(differ ? [counts] : []),
  ];
  return { kind: 'ended', ...reached, progress, pushed, hole: null, notes };
}

/** The next pass begins where the last one that came to its end did. */
function refused(
  at: Place,
  refusal: Refused,
  { progress, interval }: { readonly progress: Progress; readonly interval: Interval },
): Ended {
  return {
    kind: 'ended',
    part: new Part(),
    progress: { ...progress, pulls: null, pushes: null },
    interval,
    ours: 0,
    source: 0,
    pushed: 0,
    hole: `${at.repository}: ${refusalOf(refusal)}`,
    notes: [],
  };
}
