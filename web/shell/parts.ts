import { DomainError } from '#/core/errors.ts';

/** Whether the server that the console came from is there. */
export const isThere = (): Promise<boolean> =>
  fetch('/mark.svg', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/**
 * A part of the console, which comes when its page is opened. Where it does not come because the server is gone, that is
 * said in the window that is open; where a new version took its place, the router loads the window anew.
 */
export const partOf = (load: () => Promise<unknown>) => async (): Promise<unknown> => {
  try {
    return await load();
  } catch (error) {
    if (await isThere()) throw error;
    throw new DomainError(
      'server_unreachable',
      { server: location.origin, because: 'a part of the console did not come' },
      { cause: error },
    );
  }
};
