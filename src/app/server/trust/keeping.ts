import { listen } from '#/platform/db/listen.ts';
import type { TrustPages } from './pages.ts';

/** The channel on which the database tells that the log of an organization with public pages grew. */
const CHANNEL = 'attestry_trust';
/** What comes in quick succession is looked at once. In milliseconds. */
const PAUSE = 400;
/** Rendering what changes all the time takes no more than a fifth of it, and is never put off for longer than this. */
const SHARE = 4;
const LONGEST_PAUSE = 30_000;
/** So often somebody looks whether a day began, and tries again what failed. */
const LOOK_EVERY = 30_000;

export interface Keeping {
  close(): Promise<void>;
}

/** Keeps the pages of this process as the facts behind them are: after each change, whoever made it, and on each new day. */
export async function keepPages(url: string, pages: TrustPages, now: () => number): Promise<Keeping> {
  const changed = new Set<string>();
  let all = false;
  let pause = PAUSE;
  const timers = new Map<string, NodeJS.Timeout>();
  const after = (what: string, wait: number, work: () => void): void => {
    if (timers.has(what)) return;
    const begin = (): void => {
      timers.delete(what);
      work();
    };
    timers.set(what, setTimeout(begin, wait));
  };
  const render = async (): Promise<void> => {
    const orgs = all ? null : [...changed];
    changed.clear();
    all = false;
    const begun = now();
    await pages.refresh(orgs);
    pause = Math.min(LONGEST_PAUSE, Math.max(PAUSE, SHARE * (now() - begun)));
  };
  const heard = (org: string): void => {
    if (org === '') all = true;
    else changed.add(org);
    after('look', PAUSE, () => void pages.refresh([])); // what was taken down is gone soon, whatever there is to render
    after('render', pause, () => void render());
  };
  const listening = await listen(url, CHANNEL, heard);
  void pages.refresh(null);
  const looking = setInterval(() => void pages.refresh([]), LOOK_EVERY);
  looking.unref();
  return {
    close: async () => {
      clearInterval(looking);
      for (const timer of timers.values()) clearTimeout(timer);
      await listening.close();
      await pages.settled();
    },
  };
}
