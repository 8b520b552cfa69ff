import type { PopulationName } from '#/core/populations/index.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import type { Version } from '#/features/controls/index.ts';

/** The controls of a window. */
export interface Serving {
  readonly controls: readonly { readonly version: Version }[];
}

/** The controls of a window that a check serves. */
export const servedBy = ({ controls }: Serving, check: Check): readonly string[] =>
  controls.flatMap(({ version: { id, definition } }) =>
    definition.origin !== null && check.controls.includes(definition.origin) ? [id] : [],
  );

/** The controls of a window that records of a population evidence, by themselves or through a check. */
export const lookingAt = ({ controls }: Serving, population: PopulationName): readonly string[] => {
  const served = new Set(CHECKS.flatMap((check) => (check.population === population ? check.controls : [])));
  return controls.flatMap(({ version: { id, definition } }) =>
    (definition.origin !== null && served.has(definition.origin)) ||
    evidenceOf(definition.origin).populations.includes(population)
      ? [id]
      : [],
  );
};
