import { CHECKS, checkWithId } from '#/checks/index.ts';
import { ruleSource } from '#/features/checks/index.ts';
import { statusSource } from '#/features/packages/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import type { Rules } from '#/package/reperform.ts';

/** What this version re-performs a package by, as the command does. */
export const RULES: Rules = {
  checkWithId,
  sourceOf: ruleSource,
  checks: CHECKS,
  evidenceOf,
  statusSource: statusSource(),
};
