import type { PopulationName } from '#/core/populations/index.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import { type Accounted, disagreement } from './coverage.ts';
import { gaps, type Interval, stretchesOf } from './stretches.ts';
import { LEAST_TURN_DAYS, SLACK } from './turn.ts';

/**
 * How a record came, by what its source had been read for before. `missed`: a reading accounted for its time and did not
 * have it. `unsaid`: a reading after it occurred did not have it, and does not say that it had all. `in turn`: it came by
 * the first reading that was of its time, after no longer than the source usually waits. `long after`: by the first one,
 * and after longer than that. `unread`: its source was not read before, and nothing has a turn yet.
 */
export type Arrival = 'in turn' | 'missed' | 'unsaid' | 'long after' | 'unread';

/** What a reading accounted for, and when the log received that. */
export interface Told extends Accounted {
  readonly run: string;
  readonly received: Instant;
}

/** A record, by the time that it is of: what happened begins and ends at once. */
export interface Came {
  readonly from: Moment;
  /** Null: it goes on. */
  readonly to: Moment | null;
  readonly received: Instant;
}

/** Tells how a record came by one reading of a source; `earlier` are all readings of that source before it. */
export function arrivalsAfter(population: PopulationName, earlier: readonly Told[]): (came: Came) => Arrival {
  const [agreeing, open] = [
    earlier.filter((row) => disagreement(row) === null),
    earlier.filter((row) => disagreement(row) !== null),
  ];
  const accounted = joined(stretchesOf(population, agreeing));
  const unsaid = joined(open.map(({ from, to, received }) => ({ from: from ?? ALWAYS, to: to ?? received })));
  const turn = turnOf(earlier);
  return ({ received, ...item }) => {
    if (earlier.length === 0) return 'unread';
    if (accounted.some((each) => isOf(each, item))) return 'missed';
    if (unsaid.some((each) => isOf(each, item))) return 'unsaid';
    return received - item.from.latest <= turn ? 'in turn' : 'long after';
  };
}

const ALWAYS = Number.NEGATIVE_INFINITY;

/** Intervals that touch are one. A look is of no time, and of every state that lasts then. */
const joined = (intervals: readonly Interval[]): readonly Interval[] => [
  ...gaps(gaps(intervals, ALWAYS, Number.POSITIVE_INFINITY), ALWAYS, Number.POSITIVE_INFINITY),
  ...intervals.filter(({ from, to }) => from === to),
];

/** Is a record surely of some of the time? A day of which only the beginning was read is not. */
const isOf = ({ from, to }: Interval, item: Pick<Came, 'from' | 'to'>): boolean =>
  item.from.latest < to && (item.to === null || item.to.earliest >= from);

/** How long what occurs may wait for its source to be read: as that was read before, once that shows a habit. */
function turnOf(earlier: readonly Told[]): number {
  const readings = [...new Map(earlier.map(({ run, received }) => [run, received])).values()].sort((a, b) => a - b);
  const waits = readings.slice(1).map((reading, place) => reading - (readings[place] ?? 0));
  // of two in the middle the shorter one: a single long wait among few is no habit
  const usual = waits.length < 2 ? 0 : (waits.sort((a, b) => a - b)[Math.floor((waits.length - 1) / 2)] ?? 0);
  return Math.max(LEAST_TURN_DAYS * DAY, usual * SLACK);
}
