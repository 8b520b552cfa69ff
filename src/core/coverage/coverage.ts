import type { PopulationName } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import type { Confirmation } from './confirmed.ts';

/** What one run accounts for; `from` and `to` are equal for a look at states. */
export interface Accounted {
  readonly source: string;
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
 * system tells says nothing of another. `confirmed` says which lists were compared with another source, and for when.
 */
export function coverageIn(
  population: PopulationName,
  accounted: readonly Accounted[],
  { start, end, asOf, zone }: Stretch,
  confirmed: readonly Confirmation[],
): Coverage {
  const sources = [...Map.groupBy(accounted, ({ source }) => source)];
  const until = Math.min(end, asOf);
  if (sources.length === 0) {
    const because = `no source tells of ${populationNamed(population).many}`;
    return {
      population,
      holes: [{ source: null, from: start, to: until, because }],
      declaredOnly: [],
      stated: [],
      readUntil: start,
    };
  }
  const asked = { population, start, until, running: asOf < end };
  const holes = sources.flatMap(([source, rows]) => holesOf(source, rows, asked));
  const readUntil = Math.min(...sources.map(([, rows]) => readTo(stretchesOf(population, rows), asked)));
  const words = sources.flatMap(([source, rows]) => {
    const declared = declaredIn(rows, { start, until });
    return declared.length === 0 ? [] : [{ source, declared, of: confirmed.filter((each) => each.source === source) }];
  });
  const declaredOnly = words.filter(({ declared, of }) => restsOnWord(declared, of)).map(({ source }) => source);
  const stated = words.flatMap(({ source, declared, of }) => {
    const last = declaredOnly.includes(source) ? null : statedLast(declared, of);
    if (last === null) return [];
    const { count, by, at } = last;
    return [{ source, count, by, day: formatDay(zoneNamed(zone).dayOf(at)) }];
  });
  return { population, holes, declaredOnly, stated, readUntil };
}

/**
 * The times for which every source of a population that ever told of it accounts, in order and apart: what is in none
 * of them was read of some source only, or of none.
 */
export function accountedFor(population: PopulationName, accounted: readonly Accounted[]): readonly Interval[] {
  const sources = [...Map.groupBy(accounted, ({ source }) => source)];
  if (sources.length === 0) return [];
  const always = { population, start: Number.NEGATIVE_INFINITY, until: NEVER, running: false };
  const holes = sources.flatMap(([source, rows]) => holesOf(source, rows, always));
  return gaps(holes, always.start, always.until);
}

interface Asked {
  readonly population: PopulationName;
  readonly start: Instant;
  readonly until: Instant;
  readonly running: boolean;
}

function holesOf(source: string, rows: readonly Accounted[], asked: Asked): readonly Hole[] {
  const { population, start } = asked;
  const told = rows.filter(({ kind, from }) => kind !== 'none' || (from !== null && isDerived(population)));
  const stretches = stretchesOf(population, told);
  const fresh = readTo(stretches, asked);
  const wrong = told.flatMap((row) => {
    const disagrees = disagreement(row);
    return disagrees === null ? [] : leftOpen(row, told, asked).map((at) => ({ source, ...at, because: disagrees }));
  });
  const because =
    told.length === 0 ? 'nobody says which time its lists account for' : 'no reading accounts for this time';
  return [...wrong, ...gaps(stretches, start, fresh).map(({ from, to }) => ({ source, from, to, because }))];
}

/** To where a hole would show: to the end, or to the last reading where that was some days ago at most. */
function readTo(stretches: readonly Interval[], { until, running }: Asked): Instant {
  const last = Math.max(0, ...stretches.map(({ to }) => to));
  return running && last >= until - FRESH_DAYS * DAY ? Math.min(until, last) : until;
}

/** Of items that other records name, a reading of those leaves its whole time open where they do not all say it. */
const isDerived = (population: PopulationName): boolean => populationNamed(population).derived !== undefined;

/** A source that told another count than arrived, or rows that were rejected, leave the whole reading open. */
function disagreement({ kind, note, sourceCount, ourCount, rejected }: Accounted): string | null {
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

/** Half-open. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Two scans for events that tools find, and no longer find, are as close as two looks at settings must be. */
const FOUND_DAYS = 35;

function stretchesOf(population: PopulationName, rows: readonly Accounted[]): readonly Interval[] {
  const { shape, disappearance } = populationNamed(population);
  if (shape.kind === 'observed') return looked(rows, shape.inferredForDays * DAY);
  const intervals = rows.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }]));
  if (disappearance === undefined || shape.kind !== 'event') return intervals;
  // A weakness exists from the scan that finds it: scans that follow each other leave out none between them.
  const isLook = ({ from, to }: Interval): boolean => to - from < DAY;
  return [...intervals, ...looked(intervals.filter(isLook), FOUND_DAYS * DAY)];
}

/** Between two looks that are close enough, what was seen is taken to have lasted. */
function looked(rows: readonly { readonly to: Instant | null }[], inferred: number): readonly Interval[] {
  const looks = rows.flatMap(({ to }) => (to === null ? [] : [to])).sort((a, b) => a - b);
  return looks.map((look, place) => {
    const next = looks[place + 1];
    return { from: look, to: next !== undefined && next - look <= inferred ? next : look };
  });
}

/** What no interval covers of `[start, end)`. */
export function gaps(intervals: readonly Interval[], start: Instant, end: Instant): readonly Interval[] {
  const found: Interval[] = [];
  let reached = start;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (from > reached && reached < end) found.push({ from: reached, to: Math.min(from, end) });
    reached = Math.max(reached, to);
  }
  if (reached < end) found.push({ from: reached, to: end });
  return found;
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
