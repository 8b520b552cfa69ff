import hooks, { type AsyncHook } from 'node:async_hooks';

/**
 * Loaded before a file of tests when all are run. The runner follows each promise and each request, so that it can say
 * in which test an error arose that nobody caught; that takes a seventh of the time of a file that waits a lot. Without
 * it such an error still fails its file, and is told; `npm test -- FILE` also says in which test.
 */
const none: AsyncHook = { enable: () => none, disable: () => none };
Object.assign(hooks, { createHook: () => none });
