import type { PopulationName } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { type Answers, answersOf, chainsOf, type Follows, type Link } from './chains.ts';
import type { Confirmation } from './confirmed.ts';
import { gaps, type Interval, stretchesOf } from './stretches.ts';

/** What one run accounts for; `from` and `to` are equal for a look at states. */
export interface Accounted {
  readonly source: string;
  /** What its source takes up where that stopped; null: nothing. */
  readonly follows: Follows | null;
  /** Since when nobody reads its source any more, because somebody disconnected it; null: it is read. */
  readonly disconnected: Instant | null;
  /** Where the log has it. */
  readonly position: number;
  readonly kind: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly sourceCount: number | null;
  readonly ourCount: number;
  readonly rejected: number;
  readonly note: string;
}

/** A stretch that nothing accounts for, and why. */
export interface Hole {
  readonly source: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly because: string;
}

/** What the runs of all sources account for in a population, over a stretch of time. */
export interface Coverage {
  readonly population: PopulationName;
  readonly holes: readonly Hole[];
  /** Sources whose completeness rests on what a person declared, and that nothing else confirmed. */
  readonly declaredOnly: readonly string[];
  /** Where nothing but a count that a person saw in the source confirms it: the last one of each source. */
  readonly stated: readonly StatedCount[];
  /** Where one source takes up what another left, because somebody said so. */
  readonly followed: readonly Followed[];
  /** How far all of its sources were read; before what is looked at while the window runs, without being a hole. */
  readonly readUntil: Instant;
}

/** That all of a source is there by a count that somebody typed. */
export interface StatedCount {
  readonly source: string;
  readonly count: number;
  /** Who did; null where that was not sealed. */
  readonly by: string | null;
  /** The day on which the log received it. */
  readonly day: string;
}

/** That two sources account for a population one after the other, by what somebody said. */
export interface Followed {
  readonly source: string;
  readonly follows: string;
  /** The last day of which the one before was read; null where that says nothing of time. */
  readonly until: string | null;
  readonly by: string;
  /** The day on which the log received it. */
  readonly day: string;
}

export interface Stretch {
  readonly start: Instant;
  /** The first instant after it. */
  readonly end: Instant;
  /** How far a status can look; before `end` while the window runs. */
  readonly asOf: Instant;
  /** In which days are named. */
  readonly zone: string;
}

/** While a window runs, what was read within so many days counts as read until now; so long nobody need have asked. */
export const FRESH_DAYS = 8;

/**
 * Where a population is not accounted for. Every source of it must account for the whole stretch by itself: what one
 * system tells says nothing of another. Those that follow each other do so together, each for its own time. `confirmed`
 * says which lists were compared with another source, and for when.
 */
export function coverageIn(
  population: PopulationName,
  accounted: readonly Accounted[],
  { start, end, asOf, zone }: Stretch,
  confirmed: readonly Confirmation[],
): Coverage {
  const answering = answeringIn(population, accounted);
  const until = Math.min(end, asOf);
  if (answering.length === 0) {
    const because = untold(population);
    return {
      population,
      holes: [{ source: null, from: start, to: until, because }],
      declaredOnly: [],
      stated: [],
      followed: [],
      readUntil: start,
    };
  }
  const asked = { population, start, until, running: asOf < end, zone };
  const holes = answering.flatMap((each) => holesOf(each, asked));
  const toTheEnd = answering.filter(({ to }) => to === NEVER);
  const readUntil = Math.min(
    ...toTheEnd.map(({ rows }) => readTo(stretchesOf(population, rows), { ...asked, running: isRead(rows, asked) })),
  );
  const words = answering.flatMap(({ source, rows }) => {
    const declared = declaredIn(rows, { start, until });
    return declared.length === 0 ? [] : [{ source, declared, of: confirmed.filter((each) => each.source === source) }];
  });
  const declaredOnly = words.filter(({ declared, of }) => restsOnWord(declared, of)).map(({ source }) => source);
  const dayOf = (at: Instant): string => formatDay(zoneNamed(zone).dayOf(at));
  const stated = words.flatMap(({ source, declared, of }) => {
    const last = declaredOnly.includes(source) ? null : statedLast(declared, of);
    if (last === null) return [];
    const { count, by, at } = last;
    return [{ source, count, by, day: dayOf(at) }];
  });
  const followed = answering.flatMap(({ source, before }) => {
    if (before === null) return [];
    const { follows, until: read } = before;
    const last = read === null ? null : dayOf(read - 1);
    return [{ source, follows: follows.source, until: last, by: follows.by, day: dayOf(follows.at) }];
  });
  return { population, holes, declaredOnly, stated, followed, readUntil };
}

/** What is said of a population that was never read. */
export const untold = (population: PopulationName): string => `no source tells of ${populationNamed(population).many}`;

/**
 * The times for which every source of a population that ever told of it accounts, in order and apart: what is in none
 * of them was read of some source only, or of none.
 */
export function accountedFor(population: PopulationName, accounted: readonly Accounted[]): readonly Interval[] {
  const answering = answeringIn(population, accounted);
  if (answering.length === 0) return [];
  const always = { population, start: Number.NEGATIVE_INFINITY, until: NEVER, running: false, zone: 'UTC' };
  const holes = answering.flatMap((each) => holesOf(each, always));
  return gaps(holes, always.start, always.until);
}

/** A source, and the time for which nobody else answers. */
interface Answering extends Link<Accounted>, Answers {
  /** What it takes up, and to where that was read; null of one that begins. */
  readonly before: { readonly follows: Follows; readonly until: Instant | null } | null;
}

function answeringIn(population: PopulationName, accounted: readonly Accounted[]): readonly Answering[] {
  const links = [...Map.groupBy(accounted, ({ source }) => source)].map(([source, rows]) => ({
    source,
    follows: rows[0]?.follows ?? null,
    rows,
  }));
  return chainsOf(links).flatMap((chain) => {
    const spans = chain.length === 1 ? [null] : chain.map(({ rows }) => spanOf(population, rows));
    const answers = answersOf(spans);
    return chain.map((link, place) => ({
      ...link,
      from: answers[place]?.from ?? Number.NEGATIVE_INFINITY,
      to: answers[place]?.to ?? NEVER,
      before:
        place === 0 || link.follows === null ? null : { follows: link.follows, until: spans[place - 1]?.to ?? null },
    }));
  });
}

/** From where to where a source was read; a look alone is of no time, and counts where there is nothing else. */
function spanOf(population: PopulationName, rows: readonly Accounted[]): Answers | null {
  const stretches = stretchesOf(population, toldIn(population, rows));
  const lasting = stretches.filter(({ from, to }) => to > from);
  const all = lasting.length > 0 ? lasting : stretches;
  if (all.length === 0) return null;
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}

interface Asked {
  readonly population: PopulationName;
  readonly start: Instant;
  readonly until: Instant;
  readonly running: boolean;
  readonly zone: string;
}

/** Somebody reads it while the window runs. What is disconnected nobody will, so no day of it may wait for a reading. */
const isRead = (rows: readonly Accounted[], { running }: Pick<Asked, 'running'>): boolean =>
  running && rows.every(({ disconnected }) => disconnected === null);

function holesOf({ source, rows, ...time }: Answering, all: Asked): readonly Hole[] {
  const { population } = all;
  const start = Math.max(all.start, time.from);
  const asked = { ...all, start, until: Math.min(all.until, time.to), running: isRead(rows, all) && time.to === NEVER };
  const told = toldIn(population, rows);
  const stretches = stretchesOf(population, told);
  const fresh = readTo(stretches, asked);
  const wrong = told.flatMap((row) => {
    const disagrees = disagreement(row);
    return disagrees === null ? [] : leftOpen(row, told, asked).map((at) => ({ source, ...at, because: disagrees }));
  });
  const missing = gaps(stretches, start, fresh).map(({ from, to }) => ({
    source,
    from,
    to,
    because: told.length === 0 ? 'nobody says which time its lists account for' : unreadBecause(rows, to, all.zone),
  }));
  return [...wrong, ...missing];
}

function unreadBecause(rows: readonly Accounted[], to: Instant, zone: string): string {
  const since = rows[0]?.disconnected ?? null;
  const unread = 'no reading accounts for this time';
  if (since === null || to < since) return unread;
  return `${unread}; the source was disconnected on ${formatDay(zoneNamed(zone).dayOf(since))}`;
}

/** The readings that say something of time. */
const toldIn = (population: PopulationName, rows: readonly Accounted[]): readonly Accounted[] =>
  rows.filter(({ kind, from }) => kind !== 'none' || (from !== null && isDerived(population)));

/** To where a hole would show: to the end, or to the last reading where that was some days ago at most. */
function readTo(stretches: readonly Interval[], { until, running }: Asked): Instant {
  const last = Math.max(0, ...stretches.map(({ to }) => to));
  return running && last >= until - FRESH_DAYS * DAY ? Math.min(until, last) : until;
}

/** Of items that other records name, a reading of those leaves its whole time open where they do not all say it. */
const isDerived = (population: PopulationName): boolean => populationNamed(population).derived !== undefined;

/** A source that told another count than arrived, or rows that were rejected, leave the whole reading open. */
export function disagreement({ kind, note, sourceCount, ourCount, rejected }: Accounted): string | null {
  if (kind === 'none') return note;
  if (rejected > 0) return `${rejected} of its rows were rejected`;
  return sourceCount !== null && sourceCount !== ourCount
    ? `the source says ${sourceCount}, and ${ourCount} arrived`
    : null;
}

/**
 * What of a reading that disagrees lies in the stretch, and was not read again since: by one that agrees, where looks
 * infer what lies between them; else by any, for then the last one says what is left open.
 */
function leftOpen({ from, to, position }: Accounted, told: readonly Accounted[], { population, start, until }: Asked) {
  const { shape, disappearance } = populationNamed(population);
  const isState = shape.kind === 'observed';
  const isByLooks = isState || (shape.kind === 'event' && disappearance !== undefined);
  // between two looks that agree, what one in the middle did not see is inferred like any other time
  const again = told.filter(
    (row) => (isState || row.position > position) && (!isByLooks || disagreement(row) === null),
  );
  const first = Math.max(from ?? 0, start);
  const end = Math.min(Math.max(to ?? 0, (from ?? 0) + 1), until);
  return first < end ? gaps(stretchesOf(population, again), first, end) : [];
}

/** What was declared of a stretch, and where the log has that. */
interface Declared extends Interval {
  readonly position: number;
}

const declaredIn = (
  rows: readonly Accounted[],
  { start, until }: { readonly start: Instant; readonly until: Instant },
): readonly Declared[] =>
  rows.flatMap(({ kind, from, to, position }) =>
    kind !== 'declared' || (from ?? 0) >= until || (to ?? 0) < start
      ? []
      : [{ from: Math.max(from ?? 0, start), to: Math.min(to ?? 0, until), position }],
  );

/** Does any of the stretch rest on a declaration alone? What is compared says nothing of what was read after it. */
const restsOnWord = (declared: readonly Declared[], confirmed: readonly Confirmation[]): boolean =>
  declared.some(({ from, to, position }) => {
    const compared = confirmed.filter((each) => each.position > position);
    return from === to
      ? !compared.some((each) => each.from <= from && from < each.to)
      : gaps(compared, from, to).length > 0;
  });

/** The last count that somebody typed, where a comparison with another list would not do by itself. */
function statedLast(declared: readonly Declared[], confirmed: readonly Confirmation[]): Confirmation['stated'] {
  const lists = confirmed.filter(({ stated }) => stated === null);
  return restsOnWord(declared, lists) ? (confirmed.findLast(({ stated }) => stated !== null)?.stated ?? null) : null;
}
