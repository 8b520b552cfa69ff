import {
  codeOf,
  CONTINUES,
  type Counts,
  NO_MINUTE,
  type Outcomes,
  rankOf,
  shownOutcome,
} from '#/checks/engine/outcomes.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import { type Outcome, OUTCOMES } from '#/core/verdict.ts';
import { parseDay, zoneNamed, formatDay } from '#/core/time/zone.ts';
import type { Hole } from '#/core/coverage/coverage.ts';
import type { Occurrence } from '#/core/occurrences/occurrences.ts';

/** One week of a window; the last one may be shorter. */
export interface Week {
  readonly first: string;
  readonly last: string;
  readonly start: Instant;
  readonly end: Instant;
}

const DAYS = 7;

export function weeksOf({
  first,
  last,
  zone: name,
}: {
  readonly first: string;
  readonly last: string;
  readonly zone: string;
}): readonly Week[] {
  const zone = zoneNamed(name);
  const [from, to] = [parseDay(first) ?? 0, (parseDay(last) ?? 0) + 1];
  const weeks: Week[] = [];
  for (let day = from; day < to; day += DAYS) {
    const next = Math.min(to, day + DAYS);
    weeks.push({ first: formatDay(day), last: formatDay(next - 1), start: zone.startOf(day), end: zone.startOf(next) });
  }
  return weeks;
}

/** How many things each week has, by outcome: `[week * OUTCOMES.length + outcome]`. */
export type Weekly = Int32Array;

const KINDS = OUTCOMES.length;

/**
 * Counts the things of a run by week, in one pass over what the run stored, each in a week as the worst of its states
 * there, as `countOutcomes` does: what has one state for many weeks costs no more than what happened in a minute, so
 * that a year takes as long as a week. What is excluded counts so.
 */
export function weekly(outcomes: Outcomes, weeks: readonly Week[]): Weekly {
  const { size, codes } = outcomes;
  const steps = new Int32Array((weeks.length + 1) * KINDS);
  const starts = Float64Array.from(weeks, ({ start }) => Math.ceil(start / MINUTE));
  const end = Math.ceil((weeks.at(-1)?.end ?? 0) / MINUTE);
  const isContinued = (item: number): boolean => item < size && ((codes[item] ?? 0) & CONTINUES) !== 0;
  for (let item = 0; item < size; item += 1) {
    const own = stretchOf(outcomes, item, { starts, end });
    if (!isContinued(item + 1)) {
      if (own !== null) addStretch(steps, own, own.kind);
      continue;
    }
    const states = [own];
    while (isContinued(item + 1)) states.push(stretchOf(outcomes, (item += 1), { starts, end }));
    for (const [week, kind] of worstByWeek(states)) addStretch(steps, { from: week, to: week }, kind);
  }
  for (let place = KINDS; place < weeks.length * KINDS; place += 1) add(steps, place, steps[place - KINDS] ?? 0);
  return steps.subarray(0, weeks.length * KINDS);
}

/** The first and the last week that a state may have been in, and as what it counts. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
}

/** Null for a state that is in none of the weeks. */
function stretchOf(
  { codes, from, to }: Outcomes,
  item: number,
  { starts, end }: { readonly starts: Float64Array; readonly end: number },
): Stretch | null {
  const first = from[item] ?? NO_MINUTE;
  const last = to[item] ?? 0;
  if (first === NO_MINUTE || first >= end || last < (starts[0] ?? 0)) return null;
  return {
    from: Math.max(0, weekAt(starts, first)),
    to: weekAt(starts, last),
    kind: codeOf(shownOutcome(codes[item] ?? 0)),
  };
}

const rank = (kind: number): number => rankOf(OUTCOMES[kind] ?? 'unknown');

/** Of several states of one thing the worst of each week. */
function worstByWeek(states: readonly (Stretch | null)[]): ReadonlyMap<number, number> {
  const worst = new Map<number, number>();
  for (const state of states) {
    if (state === null) continue;
    for (let week = state.from; week <= state.to; week += 1)
      if (rank(worst.get(week) ?? state.kind) <= rank(state.kind)) worst.set(week, state.kind);
  }
  return worst;
}

function addStretch(steps: Int32Array, { from, to }: Pick<Stretch, 'from' | 'to'>, kind: number): void {
  add(steps, from * KINDS + kind, 1);
  add(steps, (to + 1) * KINDS + kind, -1);
}

/** What one week of it has. */
export const countsIn = (counts: Weekly, week: number): Counts =>
  Object.fromEntries(OUTCOMES.map((outcome, kind) => [outcome, counts[week * KINDS + kind] ?? 0])) as Counts;

function add(counts: Int32Array, place: number, amount: number): void {
  counts[place] = (counts[place] ?? 0) + amount;
}

/** The week in which a minute is; -1 before the first. */
function weekAt(starts: Float64Array, minute: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= minute) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * `not judged`: no check looks at the series, and no performance was due in the week. `not started`: what is not covered
 * of the week is of controls alone of which nothing is due yet.
 */
export type CellState =
  | 'deviation'
  | 'not evidenced'
  | 'unknown'
  | 'excluded'
  | 'pending'
  | 'pass'
  | 'nothing occurred'
  | 'not judged'
  | 'not started'
  | 'upcoming';

export interface Cell {
  readonly state: CellState;
  readonly deviations: number;
  readonly unknown: number;
  readonly items: number;
}

interface Serving {
  /** Of the checks that serve a control of the series. */
  readonly counts: readonly Weekly[];
  readonly holes: readonly Hole[];
  /** Those that are no gap yet: of controls that are not started, or of what nobody need have asked. */
  readonly idle: readonly Hole[];
  /** Performances of controls that people show by hand, or that records count, by the day on which they were due. */
  readonly due: readonly {
    readonly kind: Occurrence['kind'];
    readonly end: Instant;
    /** What showed it was erased: it is not known any more. */
    readonly isErased?: boolean;
  }[];
}

/** Does what was due until an instant count in a week? */
export const endsIn = (due: Instant, { start, end }: Pick<Week, 'start' | 'end'>): boolean => due > start && due <= end;

/** A performance that counts as a deviation of its week. */
export const isMissed = (kind: Occurrence['kind']): boolean => kind === 'missed' || kind === 'late';

/** One series over the weeks: in each the worst that is known of it, and never clean where the records have a hole. */
export function cellsOf({ counts, holes, idle, due }: Serving, weeks: readonly Week[], asOf: Instant): readonly Cell[] {
  return weeks.map(({ start, end }, week) => {
    const all = counts.map((each) => countsIn(each, week));
    const total = (outcome: Outcome): number => all.reduce((sum, each) => sum + each[outcome], 0);
    const items = OUTCOMES.reduce((sum, outcome) => sum + total(outcome), 0);
    const ofWeek = due.filter((each) => endsIn(each.end, { start, end }));
    const erased = ofWeek.filter(({ isErased }) => isErased === true).length;
    const ended = ofWeek.map(({ kind }) => kind);
    const missed = ended.filter(isMissed).length;
    const known = { deviations: total('deviation') + missed, unknown: total('unknown') + erased, items };
    const about = items - total('not-applicable');
    const within = ({ from, to }: Hole): boolean => from < Math.min(end, asOf) && to > start;
    const hole = holes.some(within) || ended.includes('unproven');
    const nothing = counts.length > 0 ? 'nothing occurred' : ended.includes('performed') ? 'pass' : 'not judged';
    return {
      state: stateOf({ ...known, about, hole, idle: idle.some(within), future: start > asOf, nothing }, total),
      ...known,
    };
  });
}

interface Known {
  readonly deviations: number;
  readonly unknown: number;
  /** Items that the checks are about: what they are not about proves nothing. */
  readonly about: number;
  readonly hole: boolean;
  readonly idle: boolean;
  readonly future: boolean;
  /** What a week without such items is. */
  readonly nothing: CellState;
}

function stateOf(
  { deviations, unknown, about, hole, idle, future, nothing }: Known,
  total: (outcome: Outcome) => number,
): CellState {
  if (deviations > 0) return 'deviation';
  if (future) return 'upcoming';
  if (hole) return 'not evidenced';
  if (unknown > 0) return 'unknown';
  if (total('excluded') > 0) return 'excluded';
  if (total('pending') > 0) return 'pending';
  if (idle) return 'not started';
  return about === 0 ? nothing : 'pass';
}
