import type { PopulationName } from '#/core/populations/index.ts';
import type { Check } from './check.ts';

/**
 * The populations that must be accounted for before a control can be said to be clean: those that evidence it, and what
 * its checks look at beside them. A companion that is not there is taken as a fact.
 */
export const neededFor = (
  populations: readonly PopulationName[],
  checks: readonly Pick<Check, 'companions'>[],
): readonly PopulationName[] => [
  ...new Set([
    ...populations,
    ...checks.flatMap(({ companions }) => Object.values(companions).map(({ population }) => population)),
  ]),
];
