import { DomainError } from '#/core/errors.ts';

/** Something dangerous that waits until the person showed once more that it is them. */
export interface Waiting {
  readonly go: () => void;
  readonly giveUp: () => void;
}

let waiting: Waiting | null = null;
const watchers = new Set<() => void>();

const set = (next: Waiting | null): void => {
  waiting = next;
  for (const tell of watchers) tell();
};

/** What waits at the moment, for the dialog that asks. */
export const confirmation = {
  now: (): Waiting | null => waiting,
  watch: (tell: () => void): (() => void) => {
    watchers.add(tell);
    return () => void watchers.delete(tell);
  },
};

/** Resolves when the person confirmed; throws what the server refused when they do not. */
const confirmed = (refused: Error): Promise<void> =>
  new Promise((resolve, reject) => {
    waiting?.giveUp(); // one question at a time
    set({
      go: () => {
        set(null);
        resolve();
      },
      giveUp: () => {
        set(null);
        reject(refused);
      },
    });
  });

/** What the server wants confirmed is asked of the person, and then done. */
export async function confirming<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'confirmation_required') throw error;
    await confirmed(error);
    return call();
  }
}
