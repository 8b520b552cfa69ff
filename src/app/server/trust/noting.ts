import { type AnalyticsDeps, noteCounts } from '#/features/analytics/index.ts';
import type { Keeping } from './keeping.ts';
import type { Counts } from './counts.ts';

/** So often what was counted goes to the database; what a process that is killed did not note yet is lost. */
const EVERY = 30_000;

/** Notes what this process counts, now and then, and once more when it ends. */
export function noteLooks(deps: AnalyticsDeps, counts: Counts): Keeping {
  const note = async (): Promise<void> => {
    for (const [org, noted] of counts.take())
      await noteCounts(deps, org, noted).catch(() => counts.giveBack(org, noted));
  };
  let working: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    working = working.then(note);
  }, EVERY);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await working.then(note);
    },
  };
}
