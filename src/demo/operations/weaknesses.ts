import type { Instant } from '#/core/time/instant.ts';
import type { Company, Random } from '#/demo/company.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** A weakness, and the scans that see it: from one to before another. */
export interface Weakness {
  readonly name: string;
  readonly part: string;
  readonly severity: Severity;
  readonly from: number;
  /** The first scan that no longer sees it; one that never comes where it stays. */
  readonly until: number;
  /** What else the tool says of it. */
  readonly marks: ReadonlySet<'suppressed' | 'unrated'>;
}

export const NONE: Weakness['marks'] = new Set();
export const STAYS: number = Number.POSITIVE_INFINITY;

const PARTS = [
  'openssl',
  'zlib',
  'libcurl',
  'expat',
  'sqlite-libs',
  'busybox',
  'nghttp2',
  'libxml2',
  'postgresql-libs',
  'express',
  'undici',
  'ws',
  'semver',
  'tough-cookie',
  'jose',
  'minimatch',
  'follow-redirects',
  'sharp',
] as const;

/** For how many scans at most each severity is seen, so that it is surely gone in time. */
export type Patience = Readonly<Record<Severity, number>>;

/** Weaknesses that open and close over the scans, each in time. */
export function mended(
  random: Random,
  { count, scans, patience }: { readonly count: number; readonly scans: number; readonly patience: Patience },
): readonly Weakness[] {
  return Array.from({ length: count }, (_, place): Weakness => {
    const severity = random.pick<Severity>(['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low', 'low']);
    const from = Math.floor(((place + random.next()) / count) * scans);
    const until = from + random.int(1, patience[severity]);
    return { name: nameOf(random, place), part: random.pick(PARTS), severity, from, until, marks: NONE };
  });
}

/** Names that no list of weaknesses gives away: those of the year 1999 end at 1598. */
const nameOf = (random: Random, place: number): string => `CVE-1999-${10_000 + place * 7 + random.int(0, 6)}`;

export const seenIn = (all: readonly Weakness[], scan: number): readonly Weakness[] =>
  all.filter(({ from, until }) => from <= scan && scan < until);

/** Every second Monday, early in the morning, and once more on the day after the last. */
export function mondaysOf({ firstDay, lastDay, at }: Pick<Company, 'firstDay' | 'lastDay' | 'at'>): readonly Instant[] {
  const first = firstDay + ((7 - ((firstDay + 3) % 7)) % 7);
  const scans = Math.floor((lastDay - first) / 14) + 1;
  return [...Array.from({ length: scans }, (_, scan) => at(first + scan * 14, 5)), at(lastDay + 1, 5)];
}

/** Spaces stand between the parts of an id, and nowhere else. */
export const idOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replaceAll(/[\s%]/g, (sign) => encodeURIComponent(sign))).join(' ');
