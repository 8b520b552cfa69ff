import { checkWithId } from '#/checks/index.ts';
import { limitsInForce, type Rule, ruleSource, sameLimits } from '#/features/checks/index.ts';
import { Definition } from '#/features/controls/index.ts';
import { toldOf } from '#/features/readiness/index.ts';
import { CATEGORIES, criteriaFor } from '#/library/library.ts';
import type { Rules } from '#/package/reperform.ts';
import { statusSource } from './status-source.service.ts';

type Limits = Rule['parameters'];

/** What this version re-performs a package by. */
export const packageRules = (): Rules => ({
  checkWithId,
  sourceOf: ruleSource,
  statusSource: statusSource(),
  criteriaOf: (categories) =>
    criteriaFor(CATEGORIES.filter((category) => categories.includes(category))).map(({ id }) => id),
  toldOf: ({ id, definition }) => {
    const { data } = Definition.safeParse(definition);
    return data === undefined ? null : toldOf({ id, definition: data });
  },
  limitsOf: (check, versions) => {
    const parsed = versions.flatMap(({ position, effectiveFrom, received, definition }) => {
      const { data } = Definition.safeParse(definition);
      return data === undefined ? [] : [{ position, effectiveFrom, received, definition: data }];
    });
    try {
      return limitsInForce(check, parsed);
    } catch {
      return null; // limits that no check can read are those of no run
    }
  },
  sameLimits: (a, b) => Array.isArray(a) && Array.isArray(b) && sameLimits(a as Limits, b as Limits),
});
