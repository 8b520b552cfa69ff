import { NO_MINUTE, openIn, type Outcomes, ruleOutcome, shownOutcome } from './engine/outcomes.ts';
import type { Check } from './check.ts';
import { type Instant, MINUTE, NEVER } from '#/core/time/instant.ts';
import type { Carried } from '#/core/status/carried.ts';
import type { Window } from '#/core/time/window.ts';
import type { Outcome } from '#/core/verdict.ts';

/** Of other checks no example waits for a deadline: there is none in their rules. */
export const canBePending = ({ examples }: Pick<Check, 'examples'>): boolean =>
  examples.some(({ expect }) => expect === 'pending');

/** Of other checks no example waits for anything: what their rules find amiss is over when it happens. */
export const canBeOpen = (check: Pick<Check, 'examples'>): boolean =>
  canBePending(check) || check.examples.some(({ waits }) => waits === true);

/** Whether something that occurred, or held, from one instant to another is meant. */
export type Placed = (first: Instant, last: Instant) => boolean;

/** It may have occurred in the window: such items are counted. */
export const inWindow =
  ({ start, end }: Window): Placed =>
  (first, last) =>
    first < end && last >= start;

/** It occurred before the window, which does not admit it. */
export const beforeWindow =
  ({ start }: Pick<Window, 'start'>): Placed =>
  (_, last) =>
    last < start;

/** An item that an instant found open. */
export interface Left {
  /** Its place among the items. */
  readonly item: number;
  /** The next instant at which what is said of it can change; never, where no time is given to it. */
  readonly due: Instant;
  /**
   * How it stood then. Open: whether it was overdue is not known. Unclear: it was overdue, and whether it was done by
   * then is not known.
   */
  readonly was: 'pending' | 'open' | 'overdue' | 'unclear' | 'in order';
}

/** What the rule says is pending, until later than an instant. */
export function pendingPast(outcomes: Outcomes, instant: Instant, placed: Placed): readonly Left[] {
  const left: Left[] = [];
  eachPlaced(outcomes, placed, (item, due, code) => {
    if (due > instant && due !== NEVER && ruleOutcome(code) === 'pending') left.push({ item, due, was: 'pending' });
  });
  return left;
}

/**
 * What was open when a window began, and what came due badly after that though it was in order then: by what was said
 * as of that instant, and what a run says of the same items by now. What is of the window by now is counted in it.
 */
export function openBefore(then: Outcomes, now: Outcomes, window: Pick<Window, 'start'>): readonly Left[] {
  const left: Left[] = [];
  const placed = beforeWindow(window);
  const isSame = then.size === now.size;
  eachPlaced(then, placed, (item, due, code) => {
    if (isSame && !isPlaced(now, item, placed)) return;
    const was = stoodAs(ruleOutcome(code), openIn(code));
    const isBad = due > window.start && isSame && hasWorsened(ruleOutcome(code), ruleOutcome(now.codes[item] ?? 0));
    if (was !== 'in order' || isBad) left.push({ item, due, was });
  });
  return left;
}

function eachPlaced(
  { size, codes, from, to, dueItems, dueAt }: Outcomes,
  placed: Placed,
  found: (item: number, due: Instant, code: number) => void,
): void {
  let place = 0;
  for (let item = 0; item < size; item += 1) {
    while ((dueItems[place] ?? NEVER) < item) place += 1;
    const first = from[item] ?? NO_MINUTE;
    if (first === NO_MINUTE || !placed(first * MINUTE, (to[item] ?? 0) * MINUTE)) continue;
    found(item, dueItems[place] === item ? (dueAt[place] ?? NEVER) : NEVER, codes[item] ?? 0);
  }
}

function isPlaced({ from, to }: Outcomes, item: number, placed: Placed): boolean {
  const first = from[item] ?? NO_MINUTE;
  return first === NO_MINUTE || placed(first * MINUTE, (to[item] ?? 0) * MINUTE);
}

function stoodAs(said: Outcome, open: ReturnType<typeof openIn>): Left['was'] {
  if (said === 'pending') return 'pending';
  if (open === undefined) return 'in order';
  if (said !== 'deviation') return 'open';
  return open === 'yes' ? 'overdue' : 'unclear';
}

const hasWorsened = (then: Outcome, now: Outcome): boolean =>
  then !== 'deviation' && then !== now && (now === 'deviation' || now === 'unknown');

export const NOTHING_CARRIED: Carried = { deviation: 0, overdue: 0, unknown: 0, pending: 0, waiting: 0, excluded: 0 };

/** What became of them, by what the run says of the same items. */
export function carriedOf(left: readonly Left[], then: Outcomes, now: Outcomes, { end }: Pick<Window, 'end'>): Carried {
  const carried = { ...NOTHING_CARRIED };
  for (const each of left) {
    const as = becameOf(each, ruleNow(then, each, now), end);
    if (as === null) continue;
    const isExcluded = outcomeNow(then, each, now) === 'excluded' && as !== 'pending' && as !== 'waiting';
    carried[isExcluded ? 'excluded' : as] += 1;
  }
  return carried;
}

/** What is due only after the window says nothing of it. */
function becameOf({ was, due }: Left, now: Outcome, end: Instant): keyof Carried | null {
  if (now === 'pass' || now === 'not-applicable') return null;
  if (was === 'unclear' || now === 'unknown') return 'unknown';
  if (was === 'overdue') return now === 'deviation' ? 'overdue' : 'unknown';
  if (now === 'pending') return due === NEVER ? 'waiting' : 'pending';
  if (due >= end && due !== NEVER) return 'pending';
  return 'deviation';
}

/** Both speak of the same records, item for item; where one does not, nothing is known. */
export const outcomeNow = (then: Outcomes, { item }: Left, now: Outcomes): Outcome =>
  then.size === now.size ? shownOutcome(now.codes[item] ?? 0) : 'unknown';
const ruleNow = (then: Outcomes, { item }: Left, now: Outcomes): Outcome =>
  then.size === now.size ? ruleOutcome(now.codes[item] ?? 0) : 'unknown';

/** What a run says of what came before a window. */
export interface Before {
  /** The latest instant at which an item that the rule is about may have occurred; null where there is none. */
  readonly last: Instant | null;
  /** Whether any of them is not settled well: only then can something be carried into the window that matters there. */
  readonly open: boolean;
}

const SETTLED: ReadonlySet<Outcome> = new Set(['pass', 'not-applicable']);

export function beforeIn({ size, codes, from, to }: Outcomes, { start }: Pick<Window, 'start'>): Before {
  const startMinute = Math.ceil(start / MINUTE);
  let last = -1;
  let open = false;
  for (let item = 0; item < size; item += 1) {
    const until = to[item] ?? 0;
    if (until >= startMinute || from[item] === NO_MINUTE) continue;
    const shown = shownOutcome(codes[item] ?? 0);
    if (until > last && shown !== 'not-applicable') last = until;
    open ||= !SETTLED.has(shown);
  }
  return { last: last < 0 ? null : last * MINUTE, open };
}
