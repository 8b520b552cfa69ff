import { neededFor } from '#/checks/beside.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import type { Told } from '#/core/status/control-facts.ts';
import type { Version } from '#/features/controls/index.ts';
import { designOf, evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { Limits } from '#/library/parameters.ts';

type Controlled = Pick<Version, 'id' | 'definition'>;

export const checksOf = ({ origin }: Version['definition']): readonly Check[] =>
  CHECKS.filter(({ controls }) => origin !== null && controls.includes(origin));

/** What the library says of a control as it is held, and which of the limits that it has are unsaid. */
export function toldBy(version: Controlled, limits: Limits): Told {
  const { origin } = version.definition;
  const checks = checksOf(version.definition);
  const { populations, byHand, occurrences } = evidenceOf(origin);
  const control = origin === null ? undefined : libraryControl(origin);
  return {
    byHand,
    occurrences,
    needed: neededFor(populations, checks),
    checks,
    design: control === undefined ? [] : designOf(control),
    unsaid: unsaidIn(version, limits),
  };
}

/** Limits that its statement leaves open: nobody can say what it asks for. */
const unsaidIn = ({ definition }: Controlled, { parameters }: Limits): readonly string[] =>
  Object.entries(parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'count' && parameter.unset !== undefined && (definition.limits[name] ?? null) === null
      ? [`its statement says "${parameter.unset}" and no number`]
      : [],
  );
