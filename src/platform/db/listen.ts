import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface Listening {
  close(): Promise<void>;
}

const PAUSE = 1_000;

/**
 * Hears what any process tells on a channel. After a broken connection it listens again, and says so by an empty
 * message: something may have been missed.
 */
export async function listen(url: string, channel: string, heard: (message: string) => void): Promise<Listening> {
  const closing = new AbortController();
  let client: pg.Client | null = null;
  const connect = async (): Promise<void> => {
    const made = new pg.Client({ connectionString: url });
    made.on('notification', ({ payload = '' }) => heard(payload));
    const broken = new Promise<void>((resolve) => made.once('end', resolve));
    made.on('error', () => undefined); // "end" follows
    await made.connect();
    await made.query(`listen ${pg.escapeIdentifier(channel)}`);
    client = made;
    void broken.then(again);
  };
  const again = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await sleep(PAUSE, undefined, { signal: closing.signal });
        await connect();
        heard('');
        return;
      } catch {
        // the database is away: until it is there again there is nothing to hear
      }
    }
  };
  await connect();
  return {
    close: async () => {
      closing.abort();
      await client?.end();
    },
  };
}
