import type { Coverage } from '#/core/coverage/coverage.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { WindowDays } from '#/core/time/window.ts';
import type { Occurrences } from './counted-as.ts';
import { type Occurrence, occurrencesOf, type Performance } from './occurrences.ts';
import { type Period, periodsOf } from './periods.ts';
import type { Rhythm } from './rhythms.ts';
import { isWithin, type Said } from './said.ts';

/** What is known of the performances of one control, from wherever it was read. */
export interface Known {
  readonly counts: Occurrences;
  readonly rhythms: readonly Rhythm[];
  readonly days: WindowDays;
  readonly asOf: Instant;
  /** Of every population that must be accounted for. */
  readonly coverage: readonly Coverage[];
  readonly attached: readonly Said[];
  /** For what a person stated that it was missed. */
  readonly missed: readonly Said[];
  /** What records show, where they do; readings of the whole population, where these are what counts. */
  readonly performances: readonly Performance[];
  /** Is there a record of which nothing is known? It may be a performance that nobody sees. */
  readonly unread: boolean;
}

/** The performances that are expected in a window, and what became of each: for records, readings and people alike. */
export function expectedOf(known: Known): readonly Occurrence[] {
  const periods = periodsOf(known.rhythms, known.days);
  if (periods.length === 0) return [];
  const all = [...known.performances, ...known.attached];
  return occurrencesOf(periods, all, { asOf: known.asOf, accounted: accountedBy(known) });
}

/**
 * Somebody may say that a performance was missed; nobody else can, where no record would show it. That we read nothing
 * in a period says when we looked, and not whether the company did.
 */
function accountedBy({ counts, missed, unread, coverage }: Known): (period: Period) => boolean {
  const stated = (period: Period): boolean => missed.some(({ at }) => isWithin(period, at));
  if (counts.kind === 'attached' || counts.kind === 'covered') return stated;
  return (period) => stated(period) || (!unread && coverage.every((each) => isAccounted(each, period)));
}

const isAccounted = ({ holes, readUntil }: Coverage, period: Period): boolean =>
  readUntil >= period.end && holes.every(({ from, to }) => to <= period.start || from >= period.end);

/** Each reading of a whole population is one performance of the control that looks at it. */
export const readingsIn = (
  rows: readonly { readonly to: Instant | null; readonly run: string }[],
): readonly Performance[] =>
  rows.flatMap(({ to, run }) =>
    to === null ? [] : [{ at: { earliest: to, latest: to, zone: null }, proof: run, only: 'reading' }],
  );
