import { runChecks } from '#/features/checks/index.ts';
import { forget } from './checks.ts';
import type { Bench } from './kit/bench.ts';
import { atMost } from './kit/measure.ts';
import { peakMemory } from './kit/memory.ts';
import { openReference } from './world/reference.ts';
import { CHECKS, clusterOf, openWorld, organizationIn } from './world/world.ts';

/** The most memory of a process that does nothing but run the four checks, companions included, PostgreSQL apart. */
export const memory: Bench = {
  name: 'memory',
  title: 'Memory of the process that runs the four checks',
  needs: 'world',
  run: async ({ folder, size }) => {
    const reference = await openReference(clusterOf(folder));
    await forget(reference);
    await reference.close();
    const attestry = await openWorld(folder);
    try {
      const before = peakMemory();
      await runChecks(attestry, await organizationIn(attestry), [...CHECKS], () => undefined);
      return [
        {
          what: 'peak memory of a run of the four checks',
          figure: peakMemory(),
          unit: 'MB',
          budget: atMost(600),
          detail: `${size.toLocaleString('en')} items in each population; ${before.toFixed(0)} MB before the run`,
        },
      ];
    } finally {
      await attestry.close();
    }
  },
};
