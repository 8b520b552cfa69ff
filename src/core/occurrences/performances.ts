import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Reader } from '#/core/segment/column.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import { type OpenSegment, positionsOf } from '#/core/segment/merge.ts';
import { presenceReader, SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Window } from '#/core/time/window.ts';
import { eachItem } from '#/core/segment/looking.ts';
import type { Performance } from './occurrences.ts';
import type { Period } from './periods.ts';
import { admits as fits, type Where } from './counted-as.ts';

/** Records that count: of a population, at the moment in `field`, those that `where` admits. */
export interface Counting {
  readonly population: PopulationName;
  readonly field: string;
  readonly where: Where;
}

/**
 * The performances among the records of a population: the first and the last of each period, and the first after them
 * all, which tell what became of each; and the same of records that may be some, whose source is silent on what decides.
 * However large the population is, what is kept is not.
 */
export function performancesIn(
  segments: readonly OpenSegment[],
  counting: Counting,
  { periods, asOf }: { readonly periods: readonly Period[]; readonly asOf: number },
): readonly Performance[] {
  const kept = new Map<string, readonly Performance[]>();
  const end = periods.at(-1)?.end ?? 0;
  eachCounted(segments, counting, asOf, (key, at, isSaid) => {
    const place = at.latest >= end ? periods.length : periods.findIndex((period) => at.latest < period.end);
    if (at.latest < (periods[0]?.start ?? 0)) return;
    const performance: Performance = { at, proof: key, ...(isSaid ? {} : { only: 'unsaid' }) };
    const among = `${place} ${isSaid}`;
    kept.set(among, firstAndLast([...(kept.get(among) ?? []), performance]));
  });
  return [...kept.values()].flat();
}

/** Of at most three; of two that are equally late, the one whose key comes first, so that the order of reading says nothing. */
function firstAndLast(performances: readonly Performance[]): readonly Performance[] {
  if (performances.length < 3) return performances;
  const sorted = performances.toSorted((a, b) => a.at.latest - b.at.latest || (a.proof < b.proof ? -1 : 1));
  return [...sorted.slice(0, 1), ...sorted.slice(-1)];
}

/** How many records of a population a window admits, with those that may be some, as silence calls for no less, and when the latest of them occurred. */
export interface Admitted {
  readonly total: number;
  /** The first instants at which the latest of them may have occurred, descending. */
  readonly latest: readonly Instant[];
}

/** So many are told apart: records that occur after now are few. */
const TOLD_APART = 500;

export function admittedTo(
  segments: readonly OpenSegment[],
  counting: Counting,
  { start, end }: Window,
  asOf: number,
): Admitted {
  const instants: Instant[] = [];
  eachCounted(segments, counting, asOf, (_, at) => {
    if (at.earliest < end && at.latest >= start) instants.push(at.earliest);
  });
  const ascending = Float64Array.from(instants).sort();
  return { total: ascending.length, latest: [...ascending.slice(-TOLD_APART).reverse()] };
}

/** Those of some items that are among what called for a control, and since when. */
export function calledBy(
  segments: readonly OpenSegment[],
  counting: Counting,
  { start, end }: Window,
  { items, asOf }: { readonly items: readonly string[]; readonly asOf: number },
): readonly { readonly item: string; readonly at: Instant }[] {
  const wanted = new Set(items);
  const found: { readonly item: string; readonly at: Instant }[] = [];
  if (wanted.size === 0) return found;
  eachCounted(segments, counting, asOf, (key, at) => {
    if (wanted.has(key) && at.earliest < end && at.latest >= start) found.push({ item: key, at: at.earliest });
  });
  return found;
}

/** How many of them had occurred before an instant; null where it lies before all that are told apart. */
export function countAt({ total, latest }: Admitted, instant: Instant): number | null {
  const before = latest.findIndex((each) => each < instant);
  if (before >= 0) return total - before;
  return latest.length === total ? 0 : null;
}

/** Is there a record of which nothing is known? It may be a performance that nobody sees. */
export function hasUnread(segments: readonly OpenSegment[], population: PopulationName, asOf: number): boolean {
  const table = tableOf(segments, { observed: false, asOf });
  return segments.some((segment, place) => {
    const isKnown = knownIn(segment, population);
    return (table.itemOf[place] ?? new Int32Array(0)).some((item, row) => item >= 0 && !isKnown(row));
  });
}

/** Had the log, before a position, a record of which something is known, though it be no longer reported? */
export const hasFacts = (segments: readonly OpenSegment[], population: PopulationName, asOf: number): boolean =>
  segments.some((segment) => {
    const isKnown = knownIn(segment, population);
    const positionOf = positionsOf(segment);
    // the rows of a merged segment were sealed before it was, and not all of them before any position
    const isSealed = (row: number): boolean => segment.position < asOf || positionOf(row) < asOf;
    for (let row = 0; row < segment.rows; row += 1) if (isKnown(row) && isSealed(row)) return true;
    return false;
  });

/** Of which rows is something known? Of one that is no longer reported, only where somebody could read it while it was. */
function knownIn(source: OpenSegment, population: PopulationName): (row: number) => boolean {
  const presence = presenceReader(source.column(SYSTEM.presence), source.rows);
  let named: Reader<unknown> | undefined;
  return (row) => {
    const found = presence.at(row);
    if (found !== 'gone') return found === 'present';
    named ??= nameReader(source, population);
    return named.at(row) !== undefined;
  };
}

/** Reads what every record has of which anything is known. */
function nameReader(source: OpenSegment, population: PopulationName): Reader<unknown> {
  const { fields, keyFields } = populationNamed(population);
  const [name = ''] = keyFields;
  const field = fields[name];
  if (field === undefined) throw new TypeError(`the key of ${population} is made of no field`);
  return fieldReader(name, field, source, null);
}

/** Records that count, and those that may: of these the source does not say what decides. */
function eachCounted(
  segments: readonly OpenSegment[],
  { population, field, where }: Counting,
  asOf: number,
  each: (key: string, at: Moment, isSaid: boolean) => void,
): void {
  const reads = [...new Set([field, ...Object.keys(where)])];
  eachItem(population, segments, { reads, asOf }, (item) => {
    const answer = fits(where, item);
    if (answer === 'no') return;
    const at = item[field] as Moment | null | undefined;
    if (at !== null && at !== undefined) each(item.key, at, answer === 'yes');
  });
}
