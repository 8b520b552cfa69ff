import { setTimeout as sleep } from 'node:timers/promises';
import { tellSubscribers } from '#/features/subscribers/index.ts';
import { tellWebhooks } from '#/features/webhooks/index.ts';
import { listen, type Listening } from '#/platform/db/listen.ts';
import type { Attestry } from './wire.ts';

interface Telling {
  /** On which the database tells that the log of an organization grew. */
  readonly channel: string;
  readonly tell: (attestry: Attestry, org: string) => Promise<void>;
  /** What comes in quick succession is looked at once. In milliseconds. */
  readonly pause: number;
}

const ALL: readonly Telling[] = [
  { channel: 'attestry_log', tell: tellWebhooks, pause: 0 }, // where a webhook is on
  { channel: 'attestry_trust', tell: tellSubscribers, pause: 1_000 }, // where a trust center is public
];

/** How long one waits to try again what failed, as where the database had too much to do; then the clock tries. */
const AGAIN = [1_000, 3_000, 10_000];

/** Tells those outside of what is sealed as soon as it is; at the beginning and after a break, of what was missed. */
export async function startTelling(attestry: Attestry): Promise<Listening> {
  const all = await Promise.all(ALL.map((each) => following(attestry, each)));
  return { close: async () => void (await Promise.all(all.map((each) => each.close()))) };
}

async function following(attestry: Attestry, { channel, tell, pause }: Telling): Promise<Listening> {
  const [running, again] = [new Map<string, Promise<void>>(), new Set<string>()];
  const closing = new AbortController();
  const told = async (org: string): Promise<void> => {
    if (pause > 0) await sleep(pause, undefined, { signal: closing.signal });
    for (const wait of AGAIN) {
      try {
        return await tell(attestry, org);
      } catch {
        await sleep(wait, undefined, { signal: closing.signal });
      }
    }
    await tell(attestry, org);
  };
  const begin = (org: string): void => {
    if (running.has(org)) {
      again.add(org);
      return;
    }
    // What was told is kept in the database: after a failure the next look goes on from there.
    const work = told(org)
      .catch(() => undefined)
      .finally(() => {
        running.delete(org);
        if (again.delete(org)) begin(org);
      });
    running.set(org, work);
  };
  const beginAll = async (): Promise<void> => {
    for (const { org } of await attestry.db.organizations().catch(() => [])) begin(org);
  };
  const listening = await listen(attestry.db.url, channel, (org) => {
    if (org === '') void beginAll();
    else begin(org);
  });
  await beginAll();
  return {
    close: async () => {
      await listening.close();
      again.clear();
      closing.abort();
      await Promise.all(running.values());
    },
  };
}
