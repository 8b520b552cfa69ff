import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { runChecks } from '#/features/checks/index.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { forget } from './checks.ts';
import type { Bench } from './kit/bench.ts';
import { atAMillion, atMost, seconds } from './kit/measure.ts';
import { median, several } from './kit/timing.ts';
import { openReference } from './world/reference.ts';
import { CHECKS, clusterOf, ingestItems, openWorld, organizationIn } from './world/world.ts';

/** A re-run after one in a hundred rows more, against the full run of the same state. */
export const rerun: Bench = {
  name: 'rerun',
  title: 'Re-run after 1 % new rows, and the same result',
  needs: 'world',
  run: async ({ folder: original, size, rounds }) => {
    const folder = `${original}.rerun`;
    await serverGone(clusterOf(original));
    cpSync(original, folder, { recursive: true });
    const attestry = await openWorld(folder);
    const reference = await openReference(clusterOf(folder));
    try {
      const org = await organizationIn(attestry);
      const run = async (): Promise<number> => {
        const start = performance.now();
        await runChecks(attestry, org, [...CHECKS], () => undefined);
        return (performance.now() - start) / 1000;
      };
      const rootsNow = async (): Promise<readonly string[]> =>
        (
          await reference.product.query<{ said: string }>(
            `select distinct on (check_id) check_id || ' ' || root || ' ' || (counts ->> 'shown') as said
               from check_run order by check_id, number desc`,
          )
        ).rows.map(({ said }) => said);
      const full: number[] = [];
      const partial: number[] = [];
      await forget(reference);
      await run();
      const step = Math.ceil(size / 100);
      for (let round = 0; round <= several(rounds); round += 1) {
        await ingestItems(attestry, org, { size }, { from: size + round * step, to: size + (round + 1) * step });
        const again = await run();
        const roots = await rootsNow();
        await forget(reference);
        const everything = await run();
        assert.deepEqual(await rootsNow(), roots, 'the re-run and the full run gave the same outcomes');
        assert.equal(roots.length, CHECKS.length);
        if (round === 0) continue; // warms both up
        partial.push(again);
        full.push(everything);
      }
      return [
        {
          what: 're-run after 1 % new rows, as a share of the full run',
          figure: median(partial) / median(full),
          unit: '×',
          budget: atAMillion(size, atMost(0.1)),
          detail: `re-run ${seconds(median(partial))}, full run ${seconds(median(full))}; same outcomes`,
        },
      ];
    } finally {
      await reference.close();
      await attestry.close();
      await serverGone(clusterOf(folder));
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
