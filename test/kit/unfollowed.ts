import hooks, { type AsyncHook } from 'node:async_hooks';
import { readFileSync } from 'node:fs';

/**
 * Loaded before a file of tests when all are run. The runner follows each promise and each request, so that it can say
 * in which test an error arose that nobody caught; that takes a seventh of the time of a file that waits a lot. Without
 * it such an error still fails its file, and is told; `npm test -- FILE` also says in which test. In a suite that waits
 * between its tests they find it by what the runner followed, so such a file is left as it is.
 */
const WAITS_BETWEEN = /^\s*(?:suite|describe)\(.*\basync\b/m;
const file = process.argv[1] ?? ''; // a thread has none
if (file !== '' && !WAITS_BETWEEN.test(readFileSync(file, 'utf8'))) {
  const none: AsyncHook = { enable: () => none, disable: () => none };
  Object.assign(hooks, { createHook: () => none });
}
