import type { PopulationName } from '#/core/populations/index.ts';
import type { Check } from './check.ts';

/** Populations of which a rule of these says in which time something would have been in time. */
export const boundedFor = (checks: readonly Pick<Check, 'companions'>[]): ReadonlySet<PopulationName> =>
  new Set(
    checks.flatMap(({ companions }) =>
      Object.values(companions).flatMap(({ bounded, population }) => (bounded === true ? [population] : [])),
    ),
  );
