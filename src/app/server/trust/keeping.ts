import { listen } from '#/platform/db/listen.ts';
import type { TrustPages } from './pages.ts';

/** The channel on which the database tells that the log of an organization with public pages grew. */
const CHANNEL = 'attestry_trust';
/** What comes in quick succession is rendered once. In milliseconds. */
const PAUSE = 400;
/** So often somebody looks whether a day began, and tries again what failed. */
const LOOK_EVERY = 30_000;

export interface Keeping {
  close(): Promise<void>;
}

/** Keeps the pages of this process as the facts behind them are: after each change, whoever made it, and on each new day. */
export async function keepPages(url: string, pages: TrustPages): Promise<Keeping> {
  const changed = new Set<string>();
  let all = false;
  let timer: NodeJS.Timeout | null = null;
  const render = (): void => {
    timer = null;
    const orgs = all ? null : [...changed];
    changed.clear();
    all = false;
    void pages.refresh(orgs);
  };
  const heard = (org: string): void => {
    if (org === '') all = true;
    else changed.add(org);
    timer ??= setTimeout(render, PAUSE);
  };
  const listening = await listen(url, CHANNEL, heard);
  void pages.refresh(null);
  const looking = setInterval(() => void pages.refresh([]), LOOK_EVERY);
  looking.unref();
  return {
    close: async () => {
      clearInterval(looking);
      if (timer !== null) clearTimeout(timer);
      await listening.close();
      await pages.settled();
    },
  };
}
