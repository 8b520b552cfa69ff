import { test } from 'node:test';

/** The steps of a journey, which stand on each other: after one that failed, none is tried. `failed` looks at where it ended. */
export function journey(failed: () => Promise<unknown>): (name: string, take: () => Promise<void> | void) => void {
  let isLost = false;
  return (name, take) =>
    void test(name, async (at) => {
      if (isLost) return at.skip('a step before it failed');
      isLost = true;
      await Promise.resolve(take()).catch(async (error: unknown) => {
        await failed();
        throw error;
      });
      isLost = false;
    });
}
