export { type Base, outcomesAsOf } from './as-of.service.ts';
export { behind, limitsInForce, sentencesOf } from './behind.service.ts';
export { lastAliases } from './behind.store.ts';
export { type Rule, sameLimits } from './rule.ts';
export { ruleSource } from './rule-source.service.ts';
export type { RunDeps, RunReport } from './run.service.ts';
export { checks, runChecks, unseenChecks } from './service.ts';
export {
  countFindings,
  runsNaming,
  type CheckRunRow,
  findingsOfItems,
  everyRun,
  findingsOfRun,
  lastCounts,
  lastErasures,
  latestRuns,
  switchRows,
} from './store.ts';
export { goneDeviations, lastTelling } from './gone-deviations.store.ts';
export { countedOfItems } from './items.service.ts';
export { knownCheck, originsOf, reached, runWithin, serves } from './serving.service.ts';
export { momentOf } from './show.service.ts';
export { shownFinding } from './shown.ts';
export { type ExclusionRow, exclusionRows } from './exclusions.store.ts';
export { checksMirrors } from './mirror.store.ts';
export { FindingsDigest } from './findings-digest.ts';
