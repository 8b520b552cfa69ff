import { spawnSync } from 'node:child_process';
import { createOrganization } from '#/features/organization/index.ts';
import { collect, sources } from '#/features/sources/index.ts';
import type { Bench } from './kit/bench.ts';
import { atMost, rate, seconds } from './kit/measure.ts';
import { peakMemory } from './kit/memory.ts';
import { makeHistory } from './world/history.ts';
import { openWorld } from './world/world.ts';

/** A repository of so many commits through the collector and the ingest door, in a process that does nothing else. */
export const git: Bench = {
  name: 'git',
  title: 'A repository of so many commits, read by the git collector, sealed',
  needs: 'own',
  sizes: (size) => size <= 100_000,
  run: async ({ folder, size }) => {
    const attestry = await openWorld(folder);
    try {
      const { org } = await createOrganization(
        attestry,
        { slug: 'bench', name: 'Bench', zone: 'UTC', demo: false },
        'bench',
      );
      const repository = await makeHistory(folder, size);
      const about = {
        id: 'git',
        collector: 'git',
        settings: { repository },
        secrets: {},
        reference: false,
        follows: null,
        untried: true,
      };
      await sources(attestry.sources).add({ org, person: 'bench' }, about);
      const before = peakMemory();
      const began = performance.now();
      const { signal } = new AbortController();
      const { state, records, error } = await collect(attestry.sources, org, 'git', {
        signal,
        progress: () => undefined,
      });
      const took = (performance.now() - began) / 1_000;
      if (state !== 'finished') throw new Error(`the run is ${state}: ${error ?? ''}`);
      const alone = logAlone(repository);
      const detail = `${records.toLocaleString('en')} records of ${size.toLocaleString('en')} commits in ${seconds(took)} (${rate(size, took)}); git log of the same alone ${seconds(alone)}`;
      return [
        {
          what: 'peak memory of reading a repository',
          figure: peakMemory(),
          unit: 'MB',
          budget: atMost(600),
          detail: `${detail}; ${before.toFixed(0)} MB before the run`,
          growth: { of: 'reading a repository', seconds: took, budget: atMost(11) },
        },
      ];
    } finally {
      await attestry.close();
    }
  },
};

/** What git itself takes to say the same. */
function logAlone(repository: string): number {
  const began = performance.now();
  spawnSync('git', ['-C', repository, 'log', '--format=raw', 'main'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return (performance.now() - began) / 1_000;
}
