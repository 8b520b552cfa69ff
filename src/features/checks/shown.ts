import { LAST_MINUTE, NO_MINUTE } from '#/checks/engine/outcomes.ts';
import { type Instant, MINUTE } from '#/core/time/instant.ts';
import { type Outcome, OUTCOMES } from '#/core/verdict.ts';
import type { ExclusionRow } from './exclusions.store.ts';
import type { FindingRow } from './finding.ts';
import type { CheckRunRow } from './store.ts';

export const shownFinding = ({
  item,
  look,
  shown,
  rule,
  reason,
  fromMinute,
  toMinute,
}: Omit<FindingRow, 'checkId' | 'number'>) => ({
  item,
  look,
  outcome: OUTCOMES[shown] ?? 'unknown',
  rule: OUTCOMES[rule] ?? 'unknown',
  reason,
  from: fromMinute === 0 || fromMinute === NO_MINUTE ? null : fromMinute * MINUTE,
  to: toMinute >= LAST_MINUTE ? null : toMinute * MINUTE,
  inferred: look !== null,
});

export const shownExclusion = ({ checkId: _, knownOutcome, ...row }: ExclusionRow, now: Instant) => ({
  ...row,
  holds: row.expires === null || row.expires > now,
  knownOutcome: knownOutcome as Outcome | null,
});

export function shownRun(run: CheckRunRow | undefined) {
  if (run === undefined) return null;
  const { population, shown, rule } = run.counts as {
    readonly population: number;
    readonly shown: Readonly<Record<Outcome, number>>;
    readonly rule: Readonly<Record<Outcome, number>>;
  };
  const { position, number, asOf, asOfPosition, received, judged } = run;
  return {
    position,
    number,
    asOf,
    asOfPosition,
    received,
    population,
    within: null as { readonly from: Instant; readonly to: Instant } | null,
    counts: { ...shown },
    rule: { ...rule },
    judged,
  };
}
