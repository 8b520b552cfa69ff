import { shownOccurrence } from '#/core/occurrences/occurrences.ts';
import type { ControlFacts } from '#/core/status/status.ts';
import { type Status, statusOf, STATUSES } from '#/core/status/status.ts';
import type { Version } from '#/features/controls/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import { gapsOf, type Ranked } from './gaps.ts';

/** A control of a window, as its version has it, and what is known of it. */
export interface Standing {
  readonly version: Pick<Version, 'id' | 'definition'>;
  readonly facts: ControlFacts;
}

/** A criterion that an examination is about; `notRelevant` says why it is left out. */
interface ShownCriterion {
  readonly id: string;
  readonly title: string;
  readonly notRelevant: string | null;
}

/** Adopted controls that serve a criterion in scope, with their statuses. */
export function rankedOf(
  controls: readonly Standing[],
  criteria: readonly Pick<ShownCriterion, 'id'>[],
): readonly Ranked[] {
  const inScope = new Set(criteria.map(({ id }) => id));
  return controls
    .filter(({ version }) => version.definition.criteria.some((criterion) => inScope.has(criterion)))
    .map(({ version: { id, definition }, facts }) => ({
      id,
      title: definition.title,
      ownerFunction: definition.ownerFunction,
      criteria: definition.criteria.filter((criterion) => inScope.has(criterion)),
      highRisk: definition.origin !== null && libraryControl(definition.origin)?.highRisk === true,
      facts,
      of: statusOf(facts),
    }));
}

export const countStatuses = (ranked: readonly Ranked[]): Record<Status, number> =>
  Object.fromEntries(
    STATUSES.map((status) => [status, ranked.filter(({ of }) => of.status === status).length]),
  ) as Record<Status, number>;

interface Shown {
  readonly criteria: readonly ShownCriterion[];
  readonly ranked: readonly Ranked[];
  readonly controls: readonly Standing[];
}

/** What a status says of an examination, but for what stands apart from its window. */
export const shownStatus = ({ criteria, ranked, controls }: Shown) => ({
  counts: countStatuses(ranked),
  controls: ranked.map((each) => shownControl(each, controls)),
  criteria: criteria.map((criterion) => {
    const serving = ranked.filter((control) => control.criteria.includes(criterion.id));
    return { ...criterion, controls: serving.length, counts: countStatuses(serving) };
  }),
  gaps: gapsOf(ranked).map((gap) => ({ ...gap, reasons: [...gap.reasons] })),
});

function shownControl({ id, title, ownerFunction, criteria, facts, of }: Ranked, controls: readonly Standing[]) {
  const definition = controls.find(({ version }) => version.id === id)?.version.definition;
  return {
    id,
    title,
    owner: facts.owner,
    ownerFunction,
    frequency: definition?.frequency ?? '',
    criteria: [...criteria],
    status: of.status,
    asOf: of.asOf,
    reasons: [...of.reasons],
    checks: facts.checks.map(({ id: check, enabled, run }) => ({
      id: check,
      enabled,
      asOf: run?.asOf ?? null,
      population: run?.counts.population ?? 0,
      shown: run === null ? null : { ...run.counts.shown },
      rule: run === null ? null : { ...run.counts.rule },
    })),
    occurrences: facts.occurrences.map(shownOccurrence),
    provenIn: recordsOf(definition?.origin ?? null),
    retiredAt: facts.retiredAt,
  };
}

/** The population whose records show that it was performed. */
function recordsOf(origin: string | null): string | null {
  const { occurrences } = evidenceOf(origin);
  return occurrences.kind === 'performed' || occurrences.kind === 'triggered' ? occurrences.population : null;
}
