import { tellWebhooks } from '#/features/webhooks/index.ts';
import { listen, type Listening } from '#/platform/db/listen.ts';
import type { Attestry } from './wire.ts';

/** The channel on which the database tells that the log of an organization grew, where a webhook is on. */
const CHANNEL = 'attestry_log';

/** What was told is kept with its deliveries: after a failure the next look goes on from there. */
const tellNow = (attestry: Attestry, org: string): Promise<void> => tellWebhooks(attestry, org).catch(() => undefined);

/** Tells webhooks of what is sealed as soon as it is; at the beginning and after a break, of what was missed. */
export async function startTelling(attestry: Attestry): Promise<Listening> {
  const [running, again] = [new Map<string, Promise<void>>(), new Set<string>()];
  const tell = (org: string): void => {
    if (running.has(org)) {
      again.add(org);
      return;
    }
    const work = tellNow(attestry, org).finally(() => {
      running.delete(org);
      if (again.delete(org)) tell(org);
    });
    running.set(org, work);
  };
  const tellAll = async (): Promise<void> => {
    for (const { org } of await attestry.db.organizations().catch(() => [])) tell(org);
  };
  const listening = await listen(attestry.db.url, CHANNEL, (org) => {
    if (org === '') void tellAll();
    else tell(org);
  });
  await tellAll();
  return {
    close: async () => {
      await listening.close();
      again.clear();
      await Promise.all(running.values());
    },
  };
}
