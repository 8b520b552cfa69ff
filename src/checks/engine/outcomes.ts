import { joinParts, Parts } from '#/core/segment/column.ts';
import { RANGES } from '#/core/segment/table-builder.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import { type Window } from '#/core/time/window.ts';
import { type Open, type Outcome, OUTCOMES, type Verdict } from '#/core/verdict.ts';

/**
 * What one check said of every item of a population, in key order: a byte for the outcome and two words for the
 * time that places the item in a window. docs/spec/outcomes.md is normative.
 */
export interface Outcomes {
  readonly size: number;
  readonly codes: Uint8Array;
  /** First and last minute, since 1970, in which the item may have occurred or its state held. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Items whose outcome can change though nothing is received, ascending, and the first instant at which it can. */
  readonly dueItems: Uint32Array;
  readonly dueAt: Float64Array;
  /** The first item of each of the 256 equal parts of the key order, and the size. */
  readonly ranges: Uint32Array;
}

export const OUTCOME_BITS = 0x0f;
/** Set on an item that is overdue, or may be, and that nothing has ended; or on one of which nobody can tell that. */
const OPEN = 0x20;
const OPEN_UNCLEAR = 0x10;
/** Set on an item that has the same key as the item before it: another state of the same thing. */
export const CONTINUES = 0x40;
/** Set on an item that people excluded; its own outcome stands beneath. */
export const EXCLUDED = 0x80;

const CODE = new Map(OUTCOMES.map((outcome, code) => [outcome, code]));
export const codeOf = (outcome: Outcome): number => CODE.get(outcome) ?? 0;

/** What the rule said, whether people excluded the item or not. */
export const ruleOutcome = (code: number): Outcome => OUTCOMES[code & OUTCOME_BITS] ?? 'unknown';
export const shownOutcome = (code: number): Outcome => ((code & EXCLUDED) === 0 ? ruleOutcome(code) : 'excluded');

export const openBits = ({ open }: Verdict): number => (open === undefined ? 0 : open === 'yes' ? OPEN : OPEN_UNCLEAR);
export const openIn = (code: number): Open | undefined =>
  (code & OPEN) !== 0 ? 'yes' : (code & OPEN_UNCLEAR) !== 0 ? 'unclear' : undefined;

/** A run writes of each item like this why it is so; of the others it says the outcome alone. */
export const isNamed = (shown: Outcome): boolean =>
  shown === 'deviation' || shown === 'unknown' || shown === 'excluded';

/** An item that is in no window: what its anchor names has not happened. */
export const NO_MINUTE = 0xffff_ffff;
export const LAST_MINUTE = 0xffff_fffe;

export const minuteOf = (instant: Instant): number => Math.min(LAST_MINUTE, Math.max(0, Math.floor(instant / MINUTE)));

const VERSION = 2;
/** Versions that are read: the first did not say what was open. */
const READ: ReadonlySet<number | undefined> = new Set([1, VERSION]);

/** In another version only in order to compare with what was written in it. */
export function encodeOutcomes(
  { size, codes, from, to, dueItems, dueAt, ranges }: Outcomes,
  version: number = VERSION,
): Uint8Array {
  return joinParts([Uint32Array.of(version, size, dueItems.length), ranges, codes, from, to, dueItems, dueAt]);
}

/** The version that bytes say that they are of; what it does not know is of this one. */
export const outcomesVersion = (bytes: Uint8Array): number => (bytes[0] === 1 ? 1 : VERSION);

/** Throws RangeError for bytes that are not outcomes of a known version. */
export function decodeOutcomes(bytes: Uint8Array): Outcomes {
  const parts = new Parts(bytes);
  const [version, size = 0, due = 0] = parts.words(3);
  if (!READ.has(version))
    throw new RangeError(`outcomes of version ${version}: this reader knows versions 1 to ${VERSION}`);
  const ranges = parts.words(RANGES + 1);
  return {
    size,
    ranges,
    codes: parts.bytes(size),
    from: parts.words(size),
    to: parts.words(size),
    dueItems: parts.words(due),
    dueAt: parts.floats(due),
  };
}

/** The bytes of one of the 256 parts: what its digest is made of, so that one part can be proven without the others. */
function rangeBytes({ codes, from, to, dueItems, dueAt, ranges }: Outcomes, range: number): Uint8Array {
  const first = ranges[range] ?? 0;
  const end = ranges[range + 1] ?? first;
  const dueFirst = firstAtLeast(dueItems, first);
  const dueEnd = firstAtLeast(dueItems, end);
  const due = dueItems.slice(dueFirst, dueEnd).map((item) => item - first);
  return joinParts([
    codes.subarray(first, end),
    from.subarray(first, end),
    to.subarray(first, end),
    due,
    dueAt.subarray(dueFirst, dueEnd),
  ]);
}

/** All parts, one after the other: what the digest of a run's outcomes is made of. */
export function* rangesOf(outcomes: Outcomes): Generator<Uint8Array> {
  for (let range = 0; range < RANGES; range += 1) yield rangeBytes(outcomes, range);
}

/** The first place in an ascending list whose value is at least another. */
export function firstAtLeast(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls `found` with each item that people excluded: few, so four are looked at at once. */
export function eachExcluded(codes: Uint8Array, found: (item: number) => void): void {
  const fours = codes.byteOffset % 4 === 0 ? codes.length >>> 2 : 0;
  const words = new Uint32Array(codes.buffer, codes.byteOffset - (codes.byteOffset % 4), fours);
  const look = (from: number, to: number): void => {
    for (let item = from; item < to; item += 1) if (((codes[item] ?? 0) & EXCLUDED) !== 0) found(item);
  };
  for (let four = 0; four < fours; four += 1)
    if (((words[four] ?? 0) & ANY_EXCLUDED) !== 0) look(four * 4, four * 4 + 4);
  look(fours * 4, codes.length);
}

/** `EXCLUDED` in each of four bytes. */
const ANY_EXCLUDED = EXCLUDED * 0x01_01_01_01;

export type Counts = { readonly [K in Outcome]: number };

/** How many things are in a window, by the outcome that is shown and by what the rule said. */
export interface WindowCounts {
  readonly population: number;
  readonly shown: Counts;
  readonly rule: Counts;
}

/**
 * Counts what a window admits; without a window everything, also what has not happened and is in none. Several states
 * of one thing count once, as the worst of them: a thing is clean only if it was clean all the time.
 */
export function countOutcomes(outcomes: Outcomes, window: Window | null): WindowCounts {
  return (window === null ? countApart(outcomes) : null) ?? countTogether(outcomes, window);
}

/** Counts things that have one state each; null where one has several. */
function countApart({ codes }: Outcomes): WindowCounts | null {
  const items = new Uint32Array(256); // by code
  for (let item = 0; item < codes.length; item += 1) {
    const code = codes[item] ?? 0;
    items[code] = (items[code] ?? 0) + 1;
  }
  const shown = new Uint32Array(OUTCOMES.length);
  const rule = new Uint32Array(OUTCOMES.length);
  for (const [code, count] of items.entries()) {
    if (count === 0) continue;
    if ((code & CONTINUES) !== 0) return null;
    const said = code & OUTCOME_BITS;
    const shownAs = (code & EXCLUDED) === 0 ? said : EXCLUDED_CODE;
    rule[said] = (rule[said] ?? 0) + count;
    shown[shownAs] = (shown[shownAs] ?? 0) + count;
  }
  return windowCounts(shown, rule);
}

function countTogether({ size, codes, from, to }: Outcomes, window: Window | null): WindowCounts {
  const firstMinute = Math.ceil((window?.start ?? 0) / MINUTE);
  const endMinute = Math.ceil((window?.end ?? 0) / MINUTE);
  const shown = new Uint32Array(OUTCOMES.length);
  const rule = new Uint32Array(OUTCOMES.length);
  let worst = NOTHING;
  let worstShown = NOTHING;
  const close = (): void => {
    if (worst === NOTHING) return;
    rule[worst] = (rule[worst] ?? 0) + 1;
    shown[worstShown] = (shown[worstShown] ?? 0) + 1;
    worst = worstShown = NOTHING;
  };
  for (let item = 0; item < size; item += 1) {
    const code = codes[item] ?? 0;
    const first = from[item] ?? NO_MINUTE;
    if ((code & CONTINUES) === 0) close();
    const outside = first === NO_MINUTE || first >= endMinute || (to[item] ?? 0) < firstMinute;
    if (window !== null && outside) continue;
    const said = code & OUTCOME_BITS;
    worst = worse(worst, said);
    worstShown = worse(worstShown, (code & EXCLUDED) === 0 ? said : EXCLUDED_CODE);
  }
  close();
  return windowCounts(shown, rule);
}

const windowCounts = (shown: Uint32Array, rule: Uint32Array): WindowCounts => ({
  population: rule.reduce((sum, count) => sum + count, 0),
  shown: countsOf(shown),
  rule: countsOf(rule),
});

const NOTHING = -1;
const EXCLUDED_CODE = codeOf('excluded');
/** Of several states of one thing the last in this order counts. */
const WORST_LAST: readonly Outcome[] = ['not-applicable', 'pass', 'pending', 'excluded', 'unknown', 'deviation'];
const RANK: readonly number[] = OUTCOMES.map((outcome) => WORST_LAST.indexOf(outcome));
/** How much an outcome that is shown counts among those of one thing: the highest does. */
export const rankOf = (shown: Outcome): number => RANK[codeOf(shown)] ?? 0;
const worse = (a: number, b: number): number => (a === NOTHING || (RANK[b] ?? 0) > (RANK[a] ?? 0) ? b : a);

const countsOf = (counts: Uint32Array): Counts => ({
  pass: counts[codeOf('pass')] ?? 0,
  deviation: counts[codeOf('deviation')] ?? 0,
  pending: counts[codeOf('pending')] ?? 0,
  excluded: counts[codeOf('excluded')] ?? 0,
  'not-applicable': counts[codeOf('not-applicable')] ?? 0,
  unknown: counts[codeOf('unknown')] ?? 0,
});
