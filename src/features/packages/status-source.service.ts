import { sourceClosure } from '#/platform/source-closure.ts';

/** Everything that decides what coverage and occurrences a status shows begins in these. */
const ROOTS = [
  'checks/beside.ts',
  'checks/index.ts',
  'core/coverage/confirmed.ts',
  'core/coverage/coverage.ts',
  'core/coverage/words.ts',
  'core/occurrences/expected.ts',
  'core/occurrences/held.ts',
  'core/occurrences/performances.ts',
  'library/evidence.ts',
];

/** SHA-256 of the source by which this version works out coverage and occurrences; a package says by which it was made. */
export const statusSource = (): string => sourceClosure(ROOTS);
