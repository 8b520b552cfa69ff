import { sourceClosure } from '#/platform/source-closure.ts';

/** Everything that decides what a status shows of a control begins in these. */
const ROOTS = [
  'checks/beside.ts',
  'checks/came-due.ts',
  'checks/carried.ts',
  'checks/engine/run.ts',
  'checks/index.ts',
  'checks/unseen.ts',
  'core/coverage/confirmed.ts',
  'core/coverage/coverage.ts',
  'core/coverage/words.ts',
  'core/occurrences/expected.ts',
  'core/occurrences/held.ts',
  'core/occurrences/performances.ts',
  'core/status/control-facts.ts',
  'core/status/held.ts',
  'core/status/status.ts',
  'features/checks/rule.ts',
  'features/controls/definition.ts',
  'features/engagements/opened.ts',
  'features/readiness/gaps.ts',
  'features/readiness/told.ts',
  'features/readiness/view.ts',
  'library/evidence.ts',
  'library/library.ts',
];

/** SHA-256 of the source by which this version works out a status; a package says by which it was made. */
export const statusSource = (): string => sourceClosure(ROOTS);
